import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import classes from "./ProcessRunsScreen.module.css";
import { type RunsShown, runsShown } from "./runsShown";

type RunsShownControlProps = {
  show: RunsShown;
  counts: Record<RunsShown, number>;
  onShow: (show: RunsShown) => void;
};

/** Which runs are listed, each kind with how many it has. The digits choose too. */
export function RunsShownControl({ show, counts, onShow }: RunsShownControlProps) {
  const { t } = useTranslation();
  const format = useFormat();
  useKeys(Object.fromEntries(runsShown.map((kind, index) => [String(index + 1), () => onShow(kind)])));
  return (
    <div className={classes.bar}>
      <SegmentedControl
        aria-label={t("runs.which")}
        value={show}
        onChange={(next) => onShow(next as RunsShown)}
        data={runsShown.map((kind) => ({
          value: kind,
          label: (
            <>
              {t(`runs.show.${kind}`)} <span className={classes.segmentCount}>{format.count(counts[kind])}</span>
            </>
          ),
        }))}
      />
    </div>
  );
}

import { Button, SegmentedControl } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ImportKind } from "../../bindings";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { isFocusFree } from "../../lib/focus";
import { useBook } from "../../lib/queries";
import { asSentence } from "../../lib/sentence";
import classes from "./ImportScreen.module.css";
import { chooseSpreadsheet, type ImportState, setKind } from "./importStore";

const kinds: readonly ImportKind[] = ["transactions", "customers", "contracts"];

/** The first step: what the file holds, and which it is. */
export function FilePane({ state }: { state: ImportState }) {
  const { t } = useTranslation();
  const labelId = useId();
  const whyId = useId();
  const cannotWrite = (useBook().data?.read_only ?? null) !== null;
  const button = useRef<HTMLButtonElement>(null);
  // Whoever came by key finds the one thing to do under it.
  useEffect(() => {
    if (isFocusFree()) button.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={classes.filePane}>
      {state.problem !== null && (
        <Notice tone="red" shape="octagon" alert>
          <strong>{t("import.not_read")}</strong> {asSentence(state.problem.message)}. {t("import.untouched")}
        </Notice>
      )}
      <div>
        <div id={labelId} className={classes.label}>
          {t("import.holds")}
        </div>
        <SegmentedControl
          aria-labelledby={labelId}
          data={kinds.map((kind) => ({ value: kind, label: t(`import.kind.${kind}`) }))}
          value={state.kind}
          onChange={(value) => setKind(value as ImportKind)}
        />
        <p className={classes.help}>{t(`import.needs.${state.kind}`)}</p>
      </div>
      <div>
        <Button
          variant="filled"
          leftSection={<Icon of={IconFileSpreadsheet} />}
          disabled={cannotWrite}
          aria-describedby={cannotWrite ? whyId : undefined}
          onClick={() => void chooseSpreadsheet()}
          ref={button}
        >
          {t("import.choose")}
        </Button>
        {cannotWrite && (
          <p id={whyId} className={classes.help}>
            {t("import.read_only")}
          </p>
        )}
        <p className={classes.help}>{t("import.forms")}</p>
      </div>
      <p className={classes.help}>{t("import.promise")}</p>
    </div>
  );
}

import { useTranslation } from "react-i18next";
import type { RememberedMap } from "../../bindings";
import { Shape } from "../../components/Shape";
import { useFormat } from "../../lib/format";
import classes from "./ImportScreen.module.css";

const steps = ["file", "columns", "import"] as const;

/** Where one is of three steps, and where the map comes from. */
export function Steps({ step, remembered }: { step: 1 | 2 | 3; remembered: RememberedMap | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.steps}>
      <ol aria-label={t("import.steps")}>
        {steps.map((word, index) => {
          const number = index + 1;
          const isDone = number < step || step === 3;
          return (
            <li key={word} aria-current={number === step ? "step" : undefined}>
              <span className={classes.number} data-done={isDone || undefined}>
                {isDone ? <Shape name="ring-check" tone="green" /> : number}
              </span>
              {t(`import.step.${word}`)}
            </li>
          );
        })}
      </ol>
      {remembered !== null && (
        <span className={classes.remembered}>
          {t("import.remembered", { date: format.instant(remembered.used_at), file: remembered.file })}
        </span>
      )}
    </div>
  );
}

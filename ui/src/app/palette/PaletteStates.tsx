import { useTranslation } from "react-i18next";
import { LinkButton } from "../../components/LinkButton";
import { Notice } from "../../components/Notice";
import type { Problem } from "../../lib/ipc";
import { asSentence } from "../../lib/sentence";
import classes from "./Palette.module.css";

/** Grey bars where rows will be. */
export function PaletteWaiting() {
  return (
    <div className={classes.waiting} aria-hidden="true">
      {["long", "middle", "short"].map((size) => (
        <span key={size} className={classes.bar} data-size={size} />
      ))}
    </div>
  );
}

/** Nothing fits, and what was looked through. */
export function PaletteNothing({ searched, isOfActions }: { searched: string; isOfActions: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={classes.nothing}>
      <p className={classes.nothingTitle}>{t("palette.nothing", { searched })}</p>
      <p>{isOfActions ? t("palette.nothing_actions") : t("palette.nothing_text")}</p>
    </div>
  );
}

/** The book did not answer; the actions still stand below. */
export function PaletteProblem({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.problem}>
      <Notice tone="red" shape="octagon" alert action={<LinkButton onClick={onRetry}>{t("problem.retry")}</LinkButton>}>
        <strong>{t("palette.problem")}</strong> {asSentence(problem.message)}. {t("problem.untouched")}
      </Notice>
    </div>
  );
}

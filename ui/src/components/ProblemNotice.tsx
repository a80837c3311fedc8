import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../lib/ipc";
import { asSentence } from "../lib/sentence";
import classes from "./ProblemNotice.module.css";
import { Shape } from "./Shape";

type ProblemNoticeProps = {
  what: string;
  problem: Problem;
  onRetry?: (() => void) | undefined;
  /** The way out of what is not there any more: trying again would not bring it back. */
  elsewhere?: ReactNode;
};

/** What could not be done, why, that nothing was touched, and the way on. */
export function ProblemNotice({ what, problem, onRetry, elsewhere }: ProblemNoticeProps) {
  const { t } = useTranslation();
  return (
    <section className={classes.problem} role="alert">
      <span className={classes.shape}>
        <Shape name="octagon" tone="red" />
      </span>
      <div className={classes.text}>
        <h2 className={classes.what}>{what}</h2>
        <p className={classes.why}>{asSentence(problem.message)}</p>
        <p className={classes.calm}>{t("problem.untouched")}</p>
        {problem.code === "not_found" && elsewhere !== undefined
          ? elsewhere
          : onRetry !== undefined && <Button onClick={onRetry}>{t("problem.retry")}</Button>}
      </div>
    </section>
  );
}

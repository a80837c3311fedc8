import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../../../components/LinkButton";
import { Notice } from "../../../components/Notice";
import { useFormat } from "../../../lib/format";
import { asSentence } from "../../../lib/sentence";
import classes from "./MissedScreen.module.css";
import { forgetSequence, stopSequence, useSequence } from "./sequence";

/** How far the chosen dates are, or where they stopped and why. */
export function SequenceNotice() {
  const { t } = useTranslation();
  const format = useFormat();
  const sequence = useSequence();
  if (sequence.phase === "idle") return null;
  const { done, total } = sequence;
  const far = t("missed.far", { count: total, done: format.count(done) });
  if (sequence.phase === "stopped") {
    const { date, why } = sequence.stop;
    return (
      <div className={classes.notice}>
        <Notice
          tone={why === null ? "amber" : "red"}
          shape={why === null ? "triangle" : "octagon"}
          alert
          action={<LinkButton onClick={forgetSequence}>{t("missed.dismiss")}</LinkButton>}
        >
          <strong>{t("missed.stopped_at", { date: format.dayAndMonth(date) })}</strong>{" "}
          {why === null ? t("missed.stopped_by_you") : `${asSentence(why)}.`} {t("missed.stays", { far })}
        </Notice>
      </div>
    );
  }
  return (
    <section className={classes.progress} aria-label={t("missed.progress")}>
      <p className={classes.far} role="status">
        <strong>{far}</strong>{" "}
        {sequence.isStopping ? t("missed.stopping") : t("missed.now", { date: format.weekday(sequence.date) })}
      </p>
      <Button disabled={sequence.isStopping} onClick={stopSequence}>
        {t("missed.stop")}
      </Button>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={t("missed.progress")}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <span style={{ width: `${(done / Math.max(1, total)) * 100}%` }} />
      </div>
    </section>
  );
}

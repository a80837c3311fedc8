import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { KeyCap } from "../../../components/KeyCap";
import { Notice } from "../../../components/Notice";
import { Shape } from "../../../components/Shape";
import { useFormat } from "../../../lib/format";
import type { Problem } from "../../../lib/ipc";
import { asSentence } from "../../../lib/sentence";
import classes from "./EntryStrip.module.css";
import { OtherWay } from "./OtherWay";
import type { Reader } from "./reading";
import type { Entry } from "./useEntry";

type EntryStripProps = {
  entry: Entry;
  reader: Reader;
  isSaving: boolean;
  /** Why what was typed before waits; none where it can be saved. */
  whyKept: string | null;
  /** Why they could not be saved, where it is not at any row. */
  problem: Problem | null;
  onSave: () => void;
  onProblem: () => void;
};

/** Above the grid while something is not saved: how much, what is wrong with it, and the way to save it. */
export function EntryStrip({ entry, reader, isSaving, whyKept, problem, onSave, onProblem }: EntryStripProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { drafts, added, problems, restoredAt, lookProblem } = entry;
  if (drafts.size === 0) return null;
  const changed = drafts.size - added.length;
  const counts = [
    ...(added.length > 0 ? [t("entry.count_new", { count: added.length })] : []),
    ...(changed > 0 ? [t("entry.count_changed", { count: changed })] : []),
  ].join(", ");
  return (
    <>
      {restoredAt !== null && (
        <div className={classes.notice}>
          <Notice
            tone="amber"
            shape="info"
            action={
              <>
                <Button onClick={entry.discard} disabled={isSaving}>
                  {t("entry.discard")}
                </Button>
                <Button onClick={entry.forgetRestored}>{t("entry.restored_ok")}</Button>
              </>
            }
          >
            <strong>{t("entry.restored", { count: drafts.size })}</strong>{" "}
            {t("entry.restored_text", { at: format.moment(new Date(restoredAt).toISOString()) })}
          </Notice>
        </div>
      )}
      {problem !== null && (
        <div className={classes.notice}>
          <Notice tone="red" shape="octagon" alert>
            <strong>{t("entry.not_saved")}</strong> {asSentence(problem.message)}.
          </Notice>
        </div>
      )}
      <section className={classes.strip} aria-label={t("entry.strip")}>
        <span role="status" className={classes.counts}>
          <strong>{t("entry.unsaved", { count: drafts.size })}</strong> <span>{counts}</span>
        </span>
        {whyKept !== null && <span className={classes.warns}>{whyKept}</span>}
        {!entry.isKept && <span className={classes.warns}>{t("entry.not_kept")}</span>}
        {lookProblem !== null && (
          <span className={classes.warns}>
            {t("entry.not_checked", { why: lookProblem.problem.message })}{" "}
            <button type="button" className={classes.link} onClick={lookProblem.retry}>
              {t("problem.retry")}
            </button>
          </span>
        )}
        {problems.cells > 0 && (
          <button type="button" className={classes.problems} aria-keyshortcuts="F8" onClick={onProblem}>
            <Shape name="triangle" tone="red" />
            <span role="status">
              {t("entry.problems", { cells: t("entry.problem", { count: problems.cells }), count: problems.rows })}
            </span>
            <span className={classes.next}>
              <span className={classes.nextWord}>{t("entry.next_problem")}</span> <KeyCap keys="F8" />
            </span>
          </button>
        )}
        <OtherWay entry={entry} reader={reader} />
        <span className={classes.actions}>
          {restoredAt === null && (
            <Button variant="subtle" onClick={entry.discard} disabled={isSaving}>
              {t("entry.discard")}
            </Button>
          )}
          <Button
            variant="filled"
            loading={isSaving}
            disabled={problems.cells > 0 || whyKept !== null}
            title={problems.cells > 0 ? t("entry.save_off") : undefined}
            aria-keyshortcuts="Control+Enter"
            rightSection={<KeyCap keys="Mod Enter" />}
            onClick={onSave}
          >
            {t("entry.save", { count: drafts.size })}
          </Button>
        </span>
      </section>
    </>
  );
}

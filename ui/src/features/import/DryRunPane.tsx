import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SpreadsheetOutcome } from "../../bindings";
import { Amounts } from "../../components/Money";
import { Notice } from "../../components/Notice";
import { SectionTitle } from "../../components/Page";
import { Status } from "../../components/Status";
import table from "../../components/Table.module.css";
import { useFormat } from "../../lib/format";
import { asSentence } from "../../lib/sentence";
import { Corrected } from "./Corrected";
import { ErrorRow } from "./ErrorRow";
import { ErrorsExport, useErrorsExport } from "./ErrorsExport";
import { ImportNotes } from "./ImportNotes";
import classes from "./ImportScreen.module.css";
import { acceptSuggestions, type ImportState, leaveOut, takeBackIn, tryOut } from "./importStore";
import { Progress } from "./Progress";
import { useFieldWords } from "./useFieldWords";
import { useSayTakenBack } from "./useSayTakenBack";

/** As many errors are shown at first: thousands would take seconds to draw, and nobody reads them at once. */
const ERRORS_SHOWN = 100;

/** What an import would do: counts, and every error with the place where it is put right. */
export function DryRunPane({ state, missing }: { state: ImportState; missing: readonly string[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const fieldWords = useFieldWords();
  const { outcome, isTrying, problem } = state;
  return (
    <section className={classes.dryRun} aria-label={t("import.dry_run")} aria-busy={isTrying}>
      <SectionTitle
        note={
          outcome !== null && !isTrying
            ? t("import.took", { seconds: format.count(Math.max(1, Math.round(outcome.milliseconds / 1000))) })
            : t("import.nothing_written")
        }
        end={
          <button type="button" className={classes.link} onClick={() => void tryOut()}>
            {t("import.run_again")}
          </button>
        }
      >
        {t("import.dry_run")}
      </SectionTitle>
      {isTrying && <Progress progress={state.progress} label={t("import.looking")} />}
      {problem !== null && (
        <Notice tone="red" shape="octagon" alert>
          <strong>{t("import.not_read")}</strong> {asSentence(problem.message)}. {t("import.untouched")}
        </Notice>
      )}
      {missing.length > 0 && (
        <Notice tone="amber" shape="triangle">
          <span id="import-off">{t("import.missing", { fields: missing.map(fieldWords).join(", ") })}</span>
        </Notice>
      )}
      {outcome !== null && <Outcome outcome={outcome} state={state} />}
    </section>
  );
}

function Outcome({ outcome, state }: { outcome: SpreadsheetOutcome; state: ImportState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const exporting = useErrorsExport(state.chosen);
  const say = useSayTakenBack();
  const isUnclear = outcome.date_choices.length > 0 || outcome.number_choices.length > 0;
  const [shown, setShown] = useState(ERRORS_SHOWN);
  const unseen = outcome.errors.length - shown;
  const suggested = outcome.errors.filter((error) => error.suggestion !== null).length;
  const rows = [...new Set(outcome.errors.map((error) => error.row))];
  return (
    <>
      {!isUnclear && (
        <div className={classes.counts}>
          <Count count={outcome.added} shape="ring-check" tone="green" text={t("import.new")} />
          <Count count={outcome.unchanged} shape="slash" tone="grey" text={t("import.there")} />
          <Count count={outcome.rows_with_errors} shape="triangle" tone="red" text={t("import.with_errors")} />
          {outcome.rows_left_out > 0 && (
            <Count count={outcome.rows_left_out} shape="line" tone="grey" text={t("import.left_out")} />
          )}
          {outcome.sums.length > 0 && (
            <div className={classes.sums}>
              <div>{t("import.would_add")}</div>
              <Amounts amounts={outcome.sums} />
            </div>
          )}
        </div>
      )}
      <ImportNotes notes={outcome.notes} />
      {outcome.rows_left_out > 0 && (
        <p className={classes.help}>
          <button type="button" className={classes.link} onClick={takeBackIn}>
            {t("import.take_back_in", { count: outcome.rows_left_out })}
          </button>
        </p>
      )}
      <Corrected state={state} />
      <div role="status">
        <Verdict outcome={outcome} isUnclear={isUnclear} isTrying={state.isTrying} rows={rows} />
      </div>
      {outcome.errors.length > 0 && (
        <div className={classes.errorsTitle}>
          <SectionTitle
            note={format.count(outcome.errors.length + outcome.more_errors)}
            end={
              <>
                {/* While the next dry run is on its way, other rows may be wrong than are shown. */}
                <ErrorsExport exporting={exporting} disabled={state.isTrying} />
                {suggested > 0 && (
                  <Button
                    size="xs"
                    disabled={state.isTrying}
                    onClick={() => say(t("import.accepted", { count: suggested }), acceptSuggestions(outcome.errors))}
                  >
                    {t("import.accept", { count: suggested })}
                  </Button>
                )}
              </>
            }
          >
            {t("import.errors")}
          </SectionTitle>
          {exporting.error !== null && (
            <Notice tone="red" shape="octagon" alert>
              <strong>{t("export.failed")}</strong> {asSentence(exporting.error.message)}.
            </Notice>
          )}
          <table className={`${table.table} ${classes.errors}`}>
            <thead>
              <tr>
                <th scope="col">{t("import.row")}</th>
                <th scope="col">{t("import.column")}</th>
                <th scope="col">{t("import.value_and_reason")}</th>
                <th scope="col">{t("import.correct_to")}</th>
              </tr>
            </thead>
            <tbody>
              {outcome.errors.slice(0, shown).map((error) => (
                <ErrorRow
                  key={`${error.row} ${error.column} ${error.message}`}
                  error={error}
                  corrections={state.corrections}
                  isUnclear={isUnclear}
                />
              ))}
            </tbody>
          </table>
          {unseen > 0 && (
            <p className={classes.help}>
              <button type="button" className={classes.link} onClick={() => setShown(shown + ERRORS_SHOWN)}>
                {t("import.show_more", { count: Math.min(unseen, ERRORS_SHOWN) })}
              </button>
            </p>
          )}
          {unseen <= 0 && outcome.more_errors > 0 && (
            <p className={classes.help}>{t("import.more", { count: outcome.more_errors })}</p>
          )}
        </div>
      )}
    </>
  );
}

type CountProps = { count: number; text: string } & Pick<Parameters<typeof Status>[0], "shape" | "tone">;

function Count({ count, text, shape, tone }: CountProps) {
  const format = useFormat();
  return (
    <div>
      <div className={classes.count}>{format.count(count)}</div>
      <Status shape={shape} tone={count === 0 ? "grey" : tone}>
        {text}
      </Status>
    </div>
  );
}

type VerdictProps = {
  outcome: SpreadsheetOutcome;
  isUnclear: boolean;
  isTrying: boolean;
  rows: readonly number[];
};

/** Whether it can be imported, and why not. */
function Verdict({ outcome, isUnclear, isTrying, rows }: VerdictProps) {
  const { t } = useTranslation();
  if (isUnclear) {
    return (
      <Notice tone="amber" shape="triangle" alert>
        <span id="import-off">{t("import.ask_format")}</span>
      </Notice>
    );
  }
  if (outcome.errors.length > 0) {
    return (
      <Notice
        tone="red"
        shape="triangle"
        action={
          outcome.more_errors === 0 && (
            <button type="button" className={classes.link} disabled={isTrying} onClick={() => leaveOut(rows)}>
              {t("import.leave_out_rows", { count: rows.length })}
            </button>
          )
        }
      >
        <span id="import-off">
          <strong>{t("import.all_or_nothing")}</strong> {t("import.correct_first", { count: outcome.rows_with_errors })}
        </span>
      </Notice>
    );
  }
  if (outcome.added === 0) {
    return (
      <Notice tone="grey" shape="slash">
        <span id="import-off">{t("import.all_there", { count: outcome.unchanged })}</span>
      </Notice>
    );
  }
  return (
    <Notice tone="green" shape="ring-check">
      {t("import.fits", { count: outcome.added })}
    </Notice>
  );
}

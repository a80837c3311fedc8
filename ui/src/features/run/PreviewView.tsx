import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RunCalendar, RunPreview } from "../../bindings";
import { Empty } from "../../components/Empty";
import { useFormat } from "../../lib/format";
import { Drafts } from "./Drafts";
import { EarlierRunDates } from "./NextRunDates";
import { PassedOverPanel } from "./PassedOverPanel";
import { ProofStrip } from "./ProofStrip";
import classes from "./RunScreen.module.css";

type PreviewViewProps = {
  preview: RunPreview;
  calendar: RunCalendar | undefined;
  previewedAt: number;
  isStale: boolean;
};

/** What a run of the date would create, prove and pass over. */
export function PreviewView({ preview, calendar, previewedAt, isStale }: PreviewViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const contracts = new Set(preview.drafts.map((draft) => draft.contract)).size;
  const facts = [
    t("run.contracts_have_date", { count: preview.contracts_due }),
    preview.nothing_due > 0 && t("run.nothing_due", { count: preview.nothing_due }),
    preview.parked > 0 && t("run.parked_of_them", { count: preview.parked }),
    t("run.previewed", {
      at: format.clock(previewedAt),
      time: format.duration(preview.elapsed_milliseconds),
    }),
  ].filter(Boolean);
  return (
    <div className={classes.view} data-stale={isStale || undefined}>
      <ProofStrip
        counts={[
          {
            count: t("run.drafts", { count: preview.drafts.length }),
            of: contracts === 0 ? null : t("run.for_contracts", { count: contracts }),
          },
        ]}
        proof={preview.proof}
      >
        <p>{facts.join(" ")}</p>
        <EarlierRunDates date={preview.run_date} calendar={calendar} />
      </ProofStrip>
      <div className={classes.columns}>
        {preview.drafts.length === 0 ? (
          <NoDrafts preview={preview} calendar={calendar} />
        ) : (
          <Drafts
            runDate={preview.run_date}
            drafts={preview.drafts}
            proof={preview.proof}
            notReady={preview.passed_over.find((group) => group.code === "not_ready")?.examples ?? []}
          />
        )}
        <PassedOverPanel groups={preview.passed_over} canMark />
      </div>
    </div>
  );
}

function NoDrafts({ preview, calendar }: { preview: RunPreview; calendar: RunCalendar | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const dates = calendar?.run_dates ?? [];
  const next = dates.find((one) => one.date > preview.run_date) ?? dates.findLast((one) => one.date < preview.run_date);
  const why =
    preview.contracts_due === 0
      ? t("run.no_row", { date: format.weekday(preview.run_date) })
      : t("run.nothing_ready", { count: preview.contracts_due });
  return (
    <Empty
      title={t("run.no_drafts", { date: format.dayAndMonth(preview.run_date) })}
      action={
        next === undefined ? (
          <Button onClick={() => void navigate({ to: "/contracts" })}>{t("run.to_contracts")}</Button>
        ) : (
          <Button variant="filled" onClick={() => void navigate({ to: "/run", search: { date: next.date } })}>
            {t("run.preview_date", { date: format.dayAndMonth(next.date) })}
          </Button>
        )
      }
    >
      {why}{" "}
      {next === undefined
        ? t("run.no_other_date")
        : t("run.other_date", { count: next.contracts, date: format.weekday(next.date) })}
    </Empty>
  );
}

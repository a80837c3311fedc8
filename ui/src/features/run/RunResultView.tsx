import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RunResult } from "../../bindings";
import { Empty } from "../../components/Empty";
import { ProcessRunStatusMark } from "../../components/Status";
import { useFormat } from "../../lib/format";
import { Drafts } from "./Drafts";
import { PassedOverPanel } from "./PassedOverPanel";
import { ProofStrip } from "./ProofStrip";
import classes from "./RunScreen.module.css";

/** What a run did: its drafts, its proof, what it passed over, what is parked. */
export function RunResultView({ result }: { result: RunResult }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const contracts = new Set(result.drafts.map((draft) => draft.contract)).size;
  return (
    <div className={classes.view}>
      <ProofStrip
        count={t("run.drafts", { count: result.drafts.length })}
        of={contracts === 0 ? null : t("run.for_contracts", { count: contracts })}
        proof={result.proof}
      >
        <p>
          <ProcessRunStatusMark status={result.status} />
        </p>
        <p>
          {t("run.ran", {
            date: format.weekday(result.run_date),
            at: format.instant(result.ended_at ?? result.started_at),
          })}{" "}
          {result.attempts > 1 && t("run.attempts", { count: result.attempts })}{" "}
          {result.status === "interrupted" && t("run.interrupted")}
        </p>
      </ProofStrip>
      <div className={classes.columns}>
        {result.drafts.length === 0 ? (
          <Empty
            title={t("run.no_drafts_made", { date: format.dayAndMonth(result.run_date) })}
            action={
              <Button variant="filled" onClick={() => void navigate({ to: "/contracts" })}>
                {t("run.open_contracts")}
              </Button>
            }
          >
            {t("run.no_drafts_made_text")}
          </Empty>
        ) : (
          <Drafts runDate={result.run_date} drafts={result.drafts} notReady={[]} />
        )}
        <PassedOverPanel groups={result.passed_over} parked={result.parked} canMark={false} />
      </div>
    </div>
  );
}

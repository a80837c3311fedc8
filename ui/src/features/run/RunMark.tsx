import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ProcessRunRow } from "../../bindings";
import { Icon } from "../../components/Icon";
import { ProcessRunStatusMark, Status } from "../../components/Status";
import { useFormat } from "../../lib/format";
import classes from "./RunMark.module.css";

type Ran = Pick<ProcessRunRow, "status" | "parked" | "drafts" | "undone_at">;

/** What came of a process run: what needs a person first, then whether it made anything. */
export function RunMark({ run, pill = false }: { run: Ran; pill?: boolean }) {
  const { t } = useTranslation();
  const { status, parked, drafts, undone_at } = run;
  if (undone_at !== null) {
    return (
      <Status shape="slash" tone="grey" pill={pill}>
        {t("runs.undone")}
      </Status>
    );
  }
  if (status === "running" || status === "interrupted") return <ProcessRunStatusMark status={status} pill={pill} />;
  if (parked > 0) {
    return (
      <Status shape="octagon" tone="red" pill={pill}>
        {t("runs.parked", { count: parked })}
      </Status>
    );
  }
  if (drafts === 0) {
    return (
      <Status shape="line" tone="grey" pill={pill}>
        {t("verdict.nothing_due")}
      </Status>
    );
  }
  return <ProcessRunStatusMark status={status} pill={pill} />;
}

type Ended = Pick<ProcessRunRow, "ended_at" | "started_at" | "is_caught_up" | "asked_for">;

/** When a run ended, whether that was on a later day than its own, and who asked for it. */
export function RunEndedAt({ run }: { run: Ended }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ended_at, started_at, is_caught_up } = run;
  const at = ended_at === null ? t("runs.since", { at: format.instant(started_at) }) : format.instant(ended_at);
  const words = is_caught_up ? t("runs.caught_up_at", { at }) : at;
  const by = t(`runs.asked_for.${run.asked_for}`);
  return (
    <span className={classes.ended} title={`${words}, ${by}`}>
      {is_caught_up && <Icon of={IconRefresh} />}
      <span>
        {words}
        <span className={classes.by}>, {by}</span>
      </span>
    </span>
  );
}

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

/** When a run ended, and that it was made on a later day than its own. */
export function RunEndedAt({ run }: { run: Pick<ProcessRunRow, "ended_at" | "started_at" | "is_caught_up"> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const at =
    run.ended_at === null ? t("runs.since", { at: format.instant(run.started_at) }) : format.instant(run.ended_at);
  if (!run.is_caught_up) return at;
  return (
    <span className={classes.caughtUp}>
      <Icon of={IconRefresh} />
      <span>{t("runs.caught_up_at", { at })}</span>
    </span>
  );
}

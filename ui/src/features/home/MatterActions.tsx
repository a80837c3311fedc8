import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Matter } from "../../bindings";
import { KeyCap } from "../../components/KeyCap";
import { LinkButton } from "../../components/LinkButton";
import { useReadOnly } from "../../lib/readOnly";

type MatterActionsProps = {
  matter: Matter;
  title: string;
  isMarking: boolean;
  onMark: () => void;
};

/** What can be done about a matter. Read alone, each action names what it is about. */
export function MatterActions({ matter, title, isMarking, onMark }: MatterActionsProps) {
  const { t } = useTranslation();
  const { off } = useReadOnly();
  const about = (word: string) => t("home.action_for", { action: word, matter: title });
  const openContract = matter.contract !== null && (
    <Link to="/contracts/$id" params={{ id: matter.contract }} aria-label={about(t("home.open_contract"))}>
      {t("home.open_contract")}
    </Link>
  );
  switch (matter.kind) {
    case "drafts_to_review":
    case "stale_drafts":
      return (
        <>
          <Link to="/invoices" search={{ status: "draft" }} aria-label={about(t("home.review_verb"))}>
            {t("home.review_verb")}
          </Link>
          {matter.kind === "drafts_to_review" && <KeyCap keys="R" />}
        </>
      );
    case "contract_parked":
      return (
        <>
          <Link to="/parked" aria-label={about(t("home.parked_contracts"))}>
            {t("home.parked_contracts")}
          </Link>
          {openContract}
        </>
      );
    case "missed_run_date":
      return (
        <>
          <Link to="/missed" aria-label={about(t("home.missed_dates"))}>
            {t("home.missed_dates")}
          </Link>
          <Link
            to="/run"
            search={matter.date === null ? {} : { date: matter.date }}
            aria-label={about(t("run.preview"))}
          >
            {t("run.preview")}
          </Link>
        </>
      );
    case "milestone_not_ready":
    case "milestone_soon":
      return (
        <>
          {openContract}
          {matter.shares.length > 0 && (
            <LinkButton disabled={isMarking} onClick={onMark} aria-label={about(t("bulk.ready"))} {...off}>
              {t("bulk.ready")}
            </LinkButton>
          )}
        </>
      );
    case "line_not_set_up":
      return (
        matter.contract !== null && (
          <Link to="/contracts/$id" params={{ id: matter.contract }} aria-label={about(t("home.set_up"))}>
            {t("home.set_up")}
          </Link>
        )
      );
  }
}

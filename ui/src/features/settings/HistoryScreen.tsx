import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { HistoryAbout } from "../../bindings";
import { PageHead } from "../../components/Page";
import { RecordHistory } from "../../components/RecordHistory";
import { useKeys } from "../../lib/keys";

const abouts: readonly HistoryAbout[] = ["set_up", "invoices", "book"];

/** What was done to the book itself: its set-up, also what was deleted, imports, the batch job. */
export function HistoryScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useKeys({ escape: () => void navigate({ to: "/settings" }) });
  return (
    <>
      <PageHead crumb={<Link to="/settings">{t("settings.title")}</Link>} title={t("history.of_book")} />
      <RecordHistory of={{ of: "book" }} label={t("history.of_book")} abouts={abouts} />
    </>
  );
}

import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RunResult } from "../../bindings";
import { KeyCap } from "../../components/KeyCap";
import { useKeys } from "../../lib/keys";

/** What comes after a run: its drafts in the list of invoices, those of earlier dates that it made up for among them. */
export function ReviewDrafts({ result }: { result: RunResult }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [from = result.run_date] = result.drafts.map((draft) => draft.invoice_date).sort();
  const review = () => void navigate({ to: "/invoices", search: { status: "draft", from, to: result.run_date } });
  const count = result.drafts.length;
  useKeys({ ...(count > 0 && { r: review }) });
  if (count === 0) return null;
  return (
    <Button variant="filled" onClick={review} rightSection={<KeyCap keys="R" />} aria-keyshortcuts="R">
      {t("home.review", { count })}
    </Button>
  );
}

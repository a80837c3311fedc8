import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { forgetBook } from "../lib/bookClosed";
import { asProblem, ipc } from "../lib/ipc";
import { showToast } from "../lib/toasts";
import { mayLose } from "../lib/unsaved";

/** Closes the book and goes to the start, or says why it stays open. */
export function useCloseBook(): () => Promise<void> {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    if (!(await mayLose("book"))) return;
    try {
      await ipc.closeBook();
    } catch (thrown) {
      showToast({ text: t("book.not_closed"), detail: asProblem(thrown).message, tone: "notice" });
      return;
    }
    forgetBook();
    // What the start screen knew is from before; what it asks for now must not be swept away with the rest.
    client.removeQueries({ queryKey: ["start"] });
    // What was typed for the book has been asked about, and is kept or given up.
    await navigate({ to: "/", ignoreBlocker: true });
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== "start" });
  };
}

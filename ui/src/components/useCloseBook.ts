import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { forgetBook } from "../lib/bookClosed";
import { asProblem, ipc } from "../lib/ipc";
import { showToast } from "../lib/toasts";

/** Closes the book and goes to the start, or says why it stays open. */
export function useCloseBook(): () => Promise<void> {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    try {
      await ipc.closeBook();
    } catch (thrown) {
      showToast({ text: t("book.not_closed"), detail: asProblem(thrown).message, tone: "notice" });
      return;
    }
    forgetBook();
    // What the start screen knew is from before; what it asks for now must not be swept away with the rest.
    client.removeQueries({ queryKey: ["start"] });
    await navigate({ to: "/" });
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== "start" });
  };
}

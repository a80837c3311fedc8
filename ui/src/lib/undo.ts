// Says what a change did and takes it back by its token. Whatever answers with a `Change` goes through here.
import { useTranslation } from "react-i18next";
import type { Change } from "../bindings";
import { useFormat } from "./format";
import { asProblem, ipc } from "./ipc";
import { showToast } from "./toasts";

/** Shows a change as a toast: what was done, what it amounts to, and Undo where the program can take it back. */
export function useChangeToast(): (text: string, change: Change) => void {
  const { t } = useTranslation();
  const format = useFormat();
  return (text, { amounts, undo }) => {
    showToast({
      text,
      detail: amounts.map(({ amount, currency }) => `${format.amount(amount)} ${currency}`).join(", "),
      ...(undo !== null && {
        undo: () => {
          ipc.undo(undo).catch((thrown: unknown) => {
            showToast({ text: t("mark.not_undone"), detail: asProblem(thrown).message, tone: "notice" });
          });
        },
      }),
    });
  };
}

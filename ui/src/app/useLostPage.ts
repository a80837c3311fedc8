import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ipc } from "../lib/ipc";
import { showToast } from "../lib/toasts";

/** Says it where the page was lost and loaded again: the book was open all the while. */
export function useLostPage(): void {
  const { t } = useTranslation();
  useEffect(() => {
    ipc.pageWasLost().then(
      (wasLost) => {
        if (wasLost) showToast({ text: t("shell.came_back"), detail: t("shell.came_back_help"), tone: "notice" });
      },
      // A page that cannot be told so is none the worse.
      () => {},
    );
  }, [t]);
}

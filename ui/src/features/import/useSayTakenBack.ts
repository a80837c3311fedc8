import { useTranslation } from "react-i18next";
import { showToast } from "../../lib/toasts";
import type { WayBack } from "./importStore";

/** Says what was done with the file, with the way back. */
export function useSayTakenBack() {
  const { t } = useTranslation();
  return (text: string, back: WayBack | null) => {
    if (back !== null) showToast({ text, undo: () => back(t("import.no_longer")) });
  };
}

// A book that can only be read: what would change it is off wherever it stands, and says why instead of being refused
// at the end.
import { type SyntheticEvent, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useBook } from "./queries";
import { showToast } from "./toasts";

type Off = {
  "data-disabled"?: true;
  "aria-disabled"?: true;
  title?: string;
  onClick?: (event: SyntheticEvent) => void;
};

export type ReadOnly = {
  /** Why nothing can be changed; none where it can. */
  why: string | null;
  /** For a button, a link or the item of a menu, after what it does otherwise. It can still be reached, to be read. */
  off: Off;
  /** For what is done by a key or from elsewhere: says why it is not. */
  unless: <Args extends unknown[]>(act: (...args: Args) => unknown) => (...args: Args) => void;
};

/** What cannot be done says why instead, wherever it is pressed. */
export function offBecause(why: string): Off {
  return {
    "data-disabled": true,
    "aria-disabled": true,
    title: why,
    onClick: (event) => {
      // A button may stand in a row that opens, or in a form that it would send.
      event.preventDefault();
      event.stopPropagation();
      showToast({ text: why, tone: "notice" });
    },
  };
}

export function useReadOnly(): ReadOnly {
  const { t } = useTranslation();
  const isReadOnly = (useBook().data?.read_only ?? null) !== null;
  const why = isReadOnly ? t("form.read_only") : null;
  return useMemo(() => {
    if (why === null) {
      return { why, off: {}, unless: (act) => act };
    }
    const say = () => void showToast({ text: why, tone: "notice" });
    return { why, off: offBecause(why), unless: () => say };
  }, [why]);
}

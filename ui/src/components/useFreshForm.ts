import { type DOMAttributes, type FocusEvent, useMemo, useState } from "react";
import { type FormSays, withoutMissing } from "../lib/formLook";
import { type FreshRow, useFreshRow } from "./useFreshRow";

/** The places of a form that an element stands in and the focus goes out of. */
function placesLeft({ target, relatedTarget }: FocusEvent<HTMLElement>): string[] {
  const left: string[] = [];
  let place = target.closest<HTMLElement>("[data-path]");
  for (; place !== null; place = place.parentElement?.closest<HTMLElement>("[data-path]") ?? null) {
    if (!place.contains(relatedTarget)) left.push(place.dataset.path ?? "");
  }
  return left;
}

/**
 * A form that was just begun is not wrong yet: what is missing in a field is said once the field was left, or the form
 * is to be saved.
 */
export function useFreshForm(
  says: FormSays,
  form: unknown,
  isNew: boolean,
): { says: FormSays; fresh: FreshRow; leaving: Pick<DOMAttributes<HTMLElement>, "onBlur"> } {
  const [left, setLeft] = useState<readonly string[]>([]);
  const [isTried, setTried] = useState(false);
  const { says: calm, fresh: row } = useFreshRow(says, form);
  const fresh = useMemo(
    (): FreshRow => ({
      ...row,
      end: () => {
        row.end();
        setTried(true);
      },
    }),
    [row],
  );
  const isFresh = (path: string) => !left.some((place) => path === place || /^[.[]/.test(afterStart(path, place)));
  return {
    says: isNew && !isTried ? withoutMissing(calm, form, isFresh) : calm,
    fresh,
    leaving: {
      onBlur: (event) => {
        const places = placesLeft(event);
        setLeft((before) => [...new Set([...before, ...places])]);
      },
    },
  };
}

/** What of a path is behind its start; nothing where it starts otherwise. */
function afterStart(path: string, start: string): string {
  return path.startsWith(start) ? path.slice(start.length) : "";
}

import { useTranslation } from "react-i18next";
import { otherWayRound } from "../../../lib/readDate";
import { showToast } from "../../../lib/toasts";
import type { Edit } from "./drafts";
import classes from "./EntryStrip.module.css";
import type { Reader } from "./reading";
import type { Entry } from "./useEntry";

/** Dates that are not understood, or may be two days, where day and month change places. */
function turned(entry: Entry, { format }: Reader): { edits: Edit[]; text: string; date: string } | null {
  const found = [...entry.drafts.values()].flatMap(({ key, base, form, unread }) => {
    const other = unread.date === undefined ? null : otherWayRound(form.date);
    const date = other === null ? null : format.readDate(other);
    return date === null
      ? []
      : [{ text: form.date, date, edit: { key, base, field: "date" as const, cell: { value: date } } }];
  });
  const [first] = found;
  if (first === undefined) return null;
  return { edits: found.map(({ edit }) => edit), text: first.text, date: first.date };
}

/** Whoever pasted a column of another country says so once, and not in each cell. */
export function OtherWay({ entry, reader }: { entry: Entry; reader: Reader }) {
  const { t } = useTranslation();
  const found = turned(entry, reader);
  if (found === null) return null;
  const { edits, text, date } = found;
  const read = () => {
    const changed = entry.edit(edits);
    showToast({ text: t("entry.other_way_done", { count: edits.length }), undo: entry.undoOf(changed) });
  };
  return (
    <button type="button" className={classes.link} onClick={read}>
      {t("entry.other_way", { count: edits.length, text, date: reader.format.fullDate(date) })}
    </button>
  );
}

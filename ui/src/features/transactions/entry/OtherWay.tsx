import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { otherWayRound } from "../../../lib/readDate";
import type { NumberWays } from "../../../lib/readNumber";
import { showToast } from "../../../lib/toasts";
import type { Draft, Edit } from "./drafts";
import classes from "./EntryStrip.module.css";
import type { Field } from "./fields";
import type { Reader } from "./reading";
import type { Entry } from "./useEntry";

/** A way to read what may be meant in two, said by the first text of it. */
type Way = { id: string; edits: Edit[]; label: string; done: string };

type Turned = { text: string; value: string; edit: Edit };

function turned({ key, base, form }: Draft, field: Field, value: string | null): Turned[] {
  return value === null ? [] : [{ text: form[field], value, edit: { key, base, field, cell: { value } } }];
}

/** Dates that are not understood, or may be two days, where day and month change places. */
function turnedDates(entry: Entry, { format }: Reader): Turned[] {
  return [...entry.drafts.values()].flatMap((draft) => {
    const other = draft.unread.date === undefined ? null : otherWayRound(draft.form.date);
    return turned(draft, "date", other === null ? null : format.readDate(other));
  });
}

/** Numbers that may be meant in two ways, by the decimal sign of this country or by the other. */
function turnedNumbers(entry: Entry, { format }: Reader, way: keyof NumberWays): Turned[] {
  return [...entry.drafts.values()].flatMap((draft) =>
    (["quantity", "unit_price"] as const).flatMap((field) =>
      draft.unread[field] === "number_two_ways" ? turned(draft, field, format.numberWays(draft.form[field])[way]) : [],
    ),
  );
}

function waysOf(entry: Entry, reader: Reader, t: TFunction): Way[] {
  const { format } = reader;
  const dates = turnedDates(entry, reader);
  const [date] = dates;
  const ways: Way[] = [];
  if (date !== undefined) {
    const edits = dates.map(({ edit }) => edit);
    const count = edits.length;
    const label = t("entry.other_way", { count, text: date.text, date: format.fullDate(date.value) });
    ways.push({ id: "date", edits, label, done: t("entry.other_way_done", { count }) });
  }
  for (const way of ["other", "own"] as const) {
    const numbers = turnedNumbers(entry, reader, way);
    const [first] = numbers;
    if (first === undefined) continue;
    // Not grouped: that would be the sign in doubt.
    const words = { count: numbers.length, text: first.text, number: format.plain(first.value) };
    const edits = numbers.map(({ edit }) => edit);
    const done = t("entry.number_way.done", words);
    ways.push({ id: way, edits, label: t(`entry.number_way.${way}`, words), done });
  }
  return ways;
}

/** Whoever pasted a column of another country says so once, and not in each cell. */
export function OtherWay({ entry, reader }: { entry: Entry; reader: Reader }) {
  const { t } = useTranslation();
  const read = ({ edits, done }: Way) => showToast({ text: done, undo: entry.undoOf(entry.edit(edits)) });
  return waysOf(entry, reader, t).map((way) => (
    <button key={way.id} type="button" className={classes.link} onClick={() => read(way)}>
      {way.label}
    </button>
  ));
}

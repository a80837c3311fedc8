import { useTranslation } from "react-i18next";
import type { HistoryChange, HistoryValue } from "../bindings";
import { useFormat } from "../lib/format";
import { kindOfPart, type NameOf } from "../lib/recordNames";
import { asSentence } from "../lib/sentence";
import { Money } from "./Money";
import classes from "./RecordHistory.module.css";

/** A word of the program as a person writes it. */
function useWord() {
  const { t, i18n } = useTranslation();
  return (word: string) =>
    i18n.exists(`history.word.${word}`) ? t(`history.word.${word as "time"}`) : asSentence(word.replaceAll("_", " "));
}

type HistoryFieldProps = { change: HistoryChange; nameOf: NameOf };

/** What a field is called, and of what it is where it is one of several. */
export function HistoryField({ change, nameOf }: HistoryFieldProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { field, part } = change;
  const name = i18n.exists(`history.field.${field}`)
    ? t(`history.field.${field as "name"}`)
    : asSentence(field.replaceAll("_", " "));
  if (part === null) return <>{name}</>;
  const known = nameOf(kindOfPart(change), part);
  const shown = known ?? (/^\d{4}-\d\d-\d\d$/.test(part) ? format.fullDate(part) : part);
  return (
    <>
      {t("history.field_of", { field: name, part: shown })}
      <ItsId id={part} isNamed={known !== null} />
    </>
  );
}

/** The id beside a name: what was written down. */
function ItsId({ id, isNamed }: { id: string; isNamed: boolean }) {
  if (!isNamed) return null;
  return (
    <>
      {" "}
      <span className={classes.nothing}>{id}</span>
    </>
  );
}

type HistoryValueTextProps = {
  value: HistoryValue | null;
  /** What the value is called, where it is the id of a record. */
  name?: string | null;
};

/** What a field held, as this reader writes it. */
export function HistoryValueText({ value, name = null }: HistoryValueTextProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useWord();
  if (value === null) return <span className={classes.nothing}>{t("history.nothing")}</span>;
  switch (value.kind) {
    case "date":
      return <>{format.weekday(value.text)}</>;
    case "amount":
      return <Money amount={value.text} currency={value.currency ?? undefined} />;
    case "number":
      return <>{format.amount(value.text)}</>;
    case "boolean":
      return <>{t(value.text === "true" ? "history.yes" : "history.no")}</>;
    case "words":
      return <>{value.text.split(" ").map(word).join(", ")}</>;
    case "picture":
      return <>{t("history.picture")}</>;
    case "text":
      return (
        <span className={classes.text}>
          {name ?? value.text}
          <ItsId id={value.text} isNamed={name !== null && name !== value.text} />
        </span>
      );
  }
}

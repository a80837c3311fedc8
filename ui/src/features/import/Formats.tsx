import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OpenedSpreadsheet } from "../../bindings";
import classes from "./ImportScreen.module.css";
import { type ImportState, reopen, setFormats } from "./importStore";
import { useSayTakenBack } from "./useSayTakenBack";

/** What most files have; whatever else is recognised joins them. */
const datePatterns = [
  "%Y-%m-%d",
  "%d.%m.%Y",
  "%d/%m/%Y",
  "%m/%d/%Y",
  "%d-%m-%Y",
  "%m-%d-%Y",
  "%Y%m%d",
  "%d %b %Y",
  "%b %d, %Y",
  "%d.%m.%y",
  "%d/%m/%y",
  "%m/%d/%y",
] as const;

const numberSigns = [".", ",", ".,", ",.", ". ", ", ", ".'"] as const;
const encodings = ["UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252", "windows-1251", "windows-1250", "ISO-8859-1"];
const delimiters = [",", ";", "\t", "|"];

function words(pattern: string): string {
  const parts = { "%d": "DD", "%m": "MM", "%Y": "YYYY", "%y": "YY", "%b": "Mon" };
  return Object.entries(parts).reduce((text, [sign, word]) => text.replace(sign, word), pattern);
}

function withKnown(known: readonly string[], given: string | null | undefined): string[] {
  return given === null || given === undefined || known.includes(given) ? [...known] : [given, ...known];
}

/** How the file is cut into columns and its values are read: shown as recognised, and changeable. */
export function Formats({ file, state }: { file: OpenedSpreadsheet; state: ImportState }) {
  const { t } = useTranslation();
  const { map, outcome } = state;
  const say = useSayTakenBack();
  const cut = async (change: Parameters<typeof reopen>[0]) => say(t("import.cut_again"), await reopen(change));
  const mustChooseDate = (outcome?.date_choices.length ?? 0) > 0;
  const mustChooseNumber = (outcome?.number_choices.length ?? 0) > 0;
  const pattern = map.date_format ?? (mustChooseDate ? null : (outcome?.date_format?.pattern ?? null));
  const number = outcome?.number_format;
  const signs =
    map.decimal !== undefined && map.decimal !== null
      ? map.decimal + (map.thousands ?? number?.thousands ?? "")
      : mustChooseNumber || number === undefined
        ? null
        : number.decimal + number.thousands;
  const dates = mustChooseDate
    ? (outcome?.date_choices.map((choice) => choice.pattern) ?? [])
    : withKnown(datePatterns, pattern);
  return (
    <div className={classes.formats}>
      {file.sheets.length > 1 && (
        <Select
          size="xs"
          label={t("import.sheet_label")}
          data={file.sheets}
          value={file.sheet}
          allowDeselect={false}
          onChange={(sheet) => void cut({ sheet })}
        />
      )}
      {file.delimiter !== null && (
        <Select
          size="xs"
          className={classes.narrow ?? ""}
          label={t("import.delimiter")}
          data={withKnown(delimiters, file.delimiter).map((value) => ({
            value,
            label: value === "\t" ? t("import.tab") : value,
          }))}
          value={file.delimiter}
          allowDeselect={false}
          onChange={(delimiter) => void cut({ delimiter })}
        />
      )}
      {file.encoding !== null && (
        <Select
          size="xs"
          label={t("import.encoding")}
          data={withKnown(encodings, file.encoding)}
          value={file.encoding}
          allowDeselect={false}
          onChange={(encoding) => void cut({ encoding })}
        />
      )}
      <Select
        size="xs"
        className={classes.wide ?? ""}
        label={t("import.dates")}
        {...(mustChooseDate && { placeholder: t("import.choose_one") })}
        data={dates.map((value) => ({ value, label: words(value) }))}
        value={pattern}
        allowDeselect={false}
        error={mustChooseDate && pattern === null}
        onChange={(date_format) => setFormats({ date_format })}
      />
      <Select
        size="xs"
        label={t("import.decimals")}
        {...(mustChooseNumber && { placeholder: t("import.choose_one") })}
        data={withKnown(numberSigns, signs).map((value) => ({
          value,
          label: `1${value.slice(1)}234${value.slice(0, 1)}56`,
        }))}
        value={signs}
        allowDeselect={false}
        error={mustChooseNumber && signs === null}
        onChange={(value) => value !== null && setFormats({ decimal: value.slice(0, 1), thousands: value.slice(1) })}
      />
    </div>
  );
}

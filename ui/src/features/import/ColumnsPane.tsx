import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { OpenedSpreadsheet, SpreadsheetColumn } from "../../bindings";
import { SectionTitle } from "../../components/Page";
import { Shape } from "../../components/Shape";
import table from "../../components/Table.module.css";
import { FirstRows } from "./FirstRows";
import { Formats } from "./Formats";
import classes from "./ImportScreen.module.css";
import { type ImportState, setColumn } from "./importStore";
import { useFieldHelp, useFieldWords } from "./useFieldWords";

type ColumnsPaneProps = { file: OpenedSpreadsheet; state: ImportState };

/** Which column is which field, how its values are read, and the first rows as they would be read. */
export function ColumnsPane({ file, state }: ColumnsPaneProps) {
  const { t } = useTranslation();
  const used = Object.keys(state.map.columns).length;
  return (
    <section className={classes.columns} aria-label={t("import.columns")}>
      <SectionTitle note={t("import.used", { used, total: file.columns.length })}>{t("import.columns")}</SectionTitle>
      <Formats file={file} state={state} />
      <table className={`${table.table} ${classes.mapping}`}>
        <thead>
          <tr>
            <th scope="col">{t("import.in_file")}</th>
            <th scope="col">{t("import.first_value")}</th>
            <th scope="col">{t("import.becomes")}</th>
            <th scope="col">{t("import.read_as")}</th>
          </tr>
        </thead>
        <tbody>
          {file.columns.map((column, index) => (
            // A heading may stand there twice, so only its place tells a column from another.
            <ColumnRow key={index} column={column} file={file} state={state} />
          ))}
        </tbody>
      </table>
      {state.outcome !== null && state.outcome.first_rows.length > 0 && (
        <FirstRows file={file} rows={state.outcome.first_rows} map={state.map} />
      )}
    </section>
  );
}

function ColumnRow({ column, file, state }: ColumnsPaneProps & { column: SpreadsheetColumn }) {
  const { t } = useTranslation();
  const fieldWords = useFieldWords();
  const fieldHelp = useFieldHelp();
  const { heading, is_twice, first_value } = column;
  const field = Object.keys(state.map.columns).find((name) => state.map.columns[name] === heading) ?? null;
  const isOff = is_twice || heading === "";
  const help = fieldHelp(field);
  return (
    <tr>
      <th scope="row" className={classes.heading} title={heading}>
        {heading === "" ? t("import.no_heading") : heading}
      </th>
      <td className={classes.value} title={first_value}>
        {first_value}
      </td>
      <td className={classes.becomes}>
        <Select
          aria-label={t("import.becomes_of", { column: heading })}
          size="xs"
          searchable
          rightSectionWidth="1.75rem"
          disabled={isOff}
          allowDeselect={false}
          data={[
            { value: "", label: t("import.leave_out") },
            ...file.fields.map(({ name, is_required }) => ({
              value: name,
              label: fieldWords(name) + (is_required ? ` ${t("import.needed")}` : ""),
            })),
          ]}
          value={field ?? ""}
          data-unused={field === null || undefined}
          onChange={(value) => setColumn(heading, value === null || value === "" ? null : value)}
          {...(help !== null && { description: help, inputWrapperOrder: ["label", "input", "description"] })}
        />
      </td>
      <td>
        {is_twice ? <ReadAs tone="amber" text={t("import.twice")} /> : <FieldReads field={field} state={state} />}
      </td>
    </tr>
  );
}

function FieldReads({ field, state }: { field: string | null; state: ImportState }) {
  const { t } = useTranslation();
  if (field === null || state.outcome === null) return null;
  const wrong = state.outcome.errors_by_field.find((known) => known.field === field)?.errors ?? 0;
  const isUnclear = state.outcome.errors.some((error) => error.field === field);
  if (wrong > 0) return <ReadAs tone="amber" text={t("import.wrong_rows", { count: wrong })} />;
  if (isUnclear) return <ReadAs tone="amber" text={t("import.unclear")} />;
  return <ReadAs tone="green" text={t("import.all_read")} />;
}

function ReadAs({ tone, text }: { tone: "green" | "amber"; text: string }) {
  return (
    <span className={classes.readAs} data-tone={tone}>
      <Shape name={tone === "green" ? "ring-check" : "triangle"} tone={tone} />
      {text}
    </span>
  );
}

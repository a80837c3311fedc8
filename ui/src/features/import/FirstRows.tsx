import { useTranslation } from "react-i18next";
import type { ImportMap, OpenedSpreadsheet, ReadRow } from "../../bindings";
import { Money } from "../../components/Money";
import { SectionTitle } from "../../components/Page";
import table from "../../components/Table.module.css";
import { useFormat } from "../../lib/format";
import { isPlainDecimal } from "../../lib/readNumber";
import classes from "./ImportScreen.module.css";

type FirstRowsProps = { file: OpenedSpreadsheet; rows: readonly ReadRow[]; map: ImportMap };

const shown = ["date", "contract", "description"] as const;

/** The first rows as they would stand in the book, so that a wrong format is seen before it is imported. */
export function FirstRows({ file, rows }: FirstRowsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const places = Object.fromEntries(file.fields.map(({ name }, index) => [name, index]));
  const text = (row: ReadRow, field: string) => row.texts[places[field] ?? -1] ?? "";
  const number = (given: string) => (isPlainDecimal(given) ? format.amount(given) : given);
  // It scrolls, so keys must reach it.
  const reach = { role: "group", "aria-label": t("import.first_rows"), tabIndex: 0 };
  return (
    <div className={classes.firstRows} {...reach}>
      <SectionTitle>{t("import.first_rows")}</SectionTitle>
      <table className={table.table}>
        <thead>
          <tr>
            {shown.map((field) => (
              <th key={field} scope="col">
                {t(`import.field.${field}`)}
              </th>
            ))}
            <th scope="col" className={table.end}>
              {t("import.quantity_price")}
            </th>
            <th scope="col" className={table.end}>
              {t("import.amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <td className={classes.date}>{format.date(text(row, "date"))}</td>
              <td className={table.name}>{text(row, "contract")}</td>
              <td className={classes.value} title={text(row, "description")}>
                {text(row, "description")}
              </td>
              <td className={table.end}>
                {number(text(row, "quantity"))} × {number(text(row, "unit_price"))}
              </td>
              <td className={table.end}>{row.amount !== null && <Money {...row.amount} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

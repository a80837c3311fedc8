import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { RecordForm, RecordRow } from "../../bindings";
import type { Column } from "../../components/DataGrid";
import { useFormat } from "../../lib/format";
import type { ListedKind } from "../../lib/records";
import classes from "./Records.module.css";

type Part = { id: string; header: string; text: (row: RecordRow) => string; isQuiet?: boolean };

/** A form as the columns of its kind read it; a row of another kind has nothing to say. */
function part<Kind extends RecordForm["kind"]>(
  kind: Kind,
  read: (form: Extract<RecordForm, { kind: Kind }>) => string,
): (row: RecordRow) => string {
  return ({ form }) => (form.kind === kind ? read(form as Extract<RecordForm, { kind: Kind }>) : "");
}

/** Below so many rems these columns give way, so that none is out of sight beside an open record. */
const HIDDEN_BELOW: readonly { rems: number; columns: readonly string[] }[] = [
  { rems: 42, columns: ["id"] },
  { rems: 37, columns: ["terms", "absences", "target"] },
];

/** What is hidden in a list so wide; nothing of one that is not drawn yet. */
export function hiddenAtWidth(rems: number): ReadonlySet<string> {
  return new Set(HIDDEN_BELOW.flatMap((step) => (rems > 0 && rems < step.rems ? step.columns : [])));
}

/** The columns of each kind of record. */
export function useRecordColumns(
  kind: ListedKind,
  uses: ReadonlyMap<string, number> | undefined,
  roles: ReadonlyMap<string, string>,
): Column<RecordRow>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const id: Part = { id: "id", header: t("setup.field.id"), text: (row) => row.id, isQuiet: true };
    const byKind: Record<ListedKind, Part[]> = {
      customer: [
        id,
        {
          id: "place",
          header: t("setup.column.place"),
          text: part("customer", ({ address, country }) => [address.at(-1), country].filter(Boolean).join(", ")),
        },
        {
          id: "terms",
          header: t("setup.field.payment_terms_days"),
          text: part("customer", ({ payment_terms_days: days }) =>
            days === "" ? "" : t("setup.days", { count: Number(days) }),
          ),
        },
      ],
      invoice_frequency: [{ id: "sentence", header: t("setup.column.rule"), text: (row) => row.sentence ?? "" }],
      role: [
        id,
        {
          id: "target",
          header: t("setup.field.target_utilization_percent"),
          text: part("role", ({ target_utilization_percent: target }) =>
            target === "" ? "" : t("common.percent", { percent: format.amount(target) }),
          ),
        },
      ],
      resource: [
        id,
        {
          id: "role",
          header: t("setup.field.role"),
          text: part("resource", ({ role }) => roles.get(role) ?? role),
        },
        {
          id: "absences",
          header: t("setup.section.absences"),
          text: part("resource", ({ absences }) =>
            absences.length === 0 ? "" : t("setup.days", { count: absences.length }),
          ),
        },
      ],
      transaction_category: [
        {
          id: "class",
          header: t("setup.field.class"),
          text: part("transaction_category", ({ class: word }) =>
            word === "" ? t("setup.every_class") : t(`class.${word as "time"}`),
          ),
        },
      ],
      unit: [
        {
          id: "hours",
          header: t("setup.field.hours_per_unit"),
          text: (row) => {
            const said = row.form.kind === "unit" ? row.form.hours_per_unit : "";
            if (said !== "") return format.amount(said);
            const byName = row.hours_by_name;
            return byName === null ? "" : t("setup.hours_by_name", { hours: format.amount(byName) });
          },
        },
      ],
      holiday: [{ id: "name", header: t("setup.field.name"), text: part("holiday", ({ name }) => name) }],
    };
    const name: Column<RecordRow> = {
      id: kind === "holiday" ? "date" : "name",
      header: kind === "holiday" ? t("setup.field.date") : t("setup.field.name"),
      cell: ({ form }) => (
        <span className={classes.name} title={form.kind === "holiday" ? undefined : form.name}>
          {form.kind === "holiday" ? format.longDate(form.date) : form.name}
        </span>
      ),
      text: ({ form }) => (form.kind === "holiday" ? form.date : form.name),
    };
    const used: Column<RecordRow> = {
      id: "used",
      header: t("setup.column.used"),
      end: true,
      cell: (row) => <Used kind={kind} count={uses?.get(row.id) ?? (uses === undefined ? null : 0)} />,
      text: (row) => String(uses?.get(row.id) ?? 0),
    };
    const parts = byKind[kind].map(
      ({ id: part, header, text, isQuiet }): Column<RecordRow> => ({
        id: part,
        header,
        cell: (row) => (
          <span className={isQuiet ? classes.quiet : classes.cell} title={text(row)}>
            {text(row)}
          </span>
        ),
        text,
      }),
    );
    return kind === "holiday" ? [name, ...parts] : [name, ...parts, used];
  }, [kind, uses, roles, t, format]);
}

const userOf = {
  customer: "contract",
  invoice_frequency: "contract_line",
  role: "resource",
  resource: "transaction",
  transaction_category: "transaction",
  unit: "transaction",
  holiday: "transaction",
} as const;

/** How often a record is used; nothing is said while it is still counted. */
function Used({ kind, count }: { kind: ListedKind; count: number | null }) {
  const { t } = useTranslation();
  if (count === null) return null;
  if (count === 0) return <span className={classes.quiet}>{t("setup.not_used")}</span>;
  return <>{t(`setup.uses.${userOf[kind]}`, { count })}</>;
}

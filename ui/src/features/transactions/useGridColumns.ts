import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { isField } from "./entry/fields";
import type { ColumnId, GridColumn } from "./entry/gridCells";
import { problemAt } from "./entry/says";
import type { Entry } from "./entry/useEntry";

const columnIds: readonly ColumnId[] = [
  "date",
  "contract_line",
  "class",
  "resource",
  "role",
  "category",
  "description",
  "quantity",
  "unit",
  "unit_price",
  "amount",
  "billing_type",
  "status",
  "id",
];
const AT_END: readonly ColumnId[] = ["quantity", "unit_price", "amount"];
/** Shown where the list is at least so many rem wide; the rest only where a person asks for it. */
const FROM_WIDTH: Partial<Record<ColumnId, number>> = { unit: 68, billing_type: 76, role: 86, category: 94 };
const ASKED_FOR: readonly ColumnId[] = ["id"];
/** It tells rows apart, so it is always shown. */
const ALWAYS_SHOWN: ColumnId = "description";

/** What is hidden while nobody has chosen. */
export function hiddenAtWidth(rems: number): string[] {
  const narrow = columnIds.filter((id) => rems < (FROM_WIDTH[id] ?? 0));
  return [...narrow, ...ASKED_FOR];
}

/** Every column, those that may be hidden, and those that are shown: one with a problem or a text in it always is. */
export function useGridColumns(hidden: ReadonlySet<string>, entry: Entry) {
  const { t } = useTranslation();
  const all = useMemo(
    (): GridColumn[] =>
      columnIds.map((id) => ({
        id,
        header: id === "amount" || id === "status" ? t(`entry.column.${id}`) : t(`entry.field.${id}`),
        end: AT_END.includes(id),
      })),
    [t],
  );
  const { drafts, says } = entry;
  const needed = [...hidden]
    .filter(
      (id) =>
        isField(id) &&
        [...drafts.values()].some((draft) => {
          const own = says(draft.key);
          return draft.form[id] !== (draft.base?.[id] ?? "") || (own !== undefined && problemAt(own, id) !== null);
        }),
    )
    .join(" ");
  const shown = useMemo(
    () => all.filter(({ id }) => !hidden.has(id) || needed.split(" ").includes(id)),
    [all, hidden, needed],
  );
  const optional = useMemo(() => all.filter(({ id }) => id !== ALWAYS_SHOWN), [all]);
  return { all, shown, optional };
}

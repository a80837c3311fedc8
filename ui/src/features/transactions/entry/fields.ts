// What is typed of a transaction, in the order of the grid.
import type { TransactionForm } from "../../../bindings";

export const choiceFields = ["contract_line", "class", "role", "category", "resource", "unit", "billing_type"] as const;
export type ChoiceField = (typeof choiceFields)[number];

export const fields = [
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
  "billing_type",
  "id",
] as const satisfies readonly (keyof TransactionForm)[];
export type Field = (typeof fields)[number];

export type FieldKind = "date" | "number" | "choice" | "text";

export function kindOf(field: Field): FieldKind {
  if (field === "date") return "date";
  if (field === "quantity" || field === "unit_price") return "number";
  return isChoice(field) ? "choice" : "text";
}

export function isChoice(field: Field): field is ChoiceField {
  return choiceFields.some((known) => known === field);
}

/** Whether only what is listed may be chosen; of the rest, the list only saves typing. */
export function isClosed(field: ChoiceField): boolean {
  return field === "contract_line" || field === "class" || field === "billing_type";
}

export function isField(name: string): name is Field {
  return fields.some((known) => known === name);
}

export function emptyForm(contract: string): TransactionForm {
  return {
    id: "",
    contract,
    contract_line: "",
    class: "",
    date: "",
    role: "",
    category: "",
    resource: "",
    quantity: "",
    unit: "",
    unit_price: "",
    billing_type: "",
    description: "",
  };
}

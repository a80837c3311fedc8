import { useTranslation } from "react-i18next";
import type { ContractDetail, HistoryAbout, HistoryOf } from "../../bindings";
import type { FilterField } from "../../components/filterField";
import { RecordHistory } from "../../components/RecordHistory";

/** What of a contract's history is shown: a line, or a transaction or milestone; all of it where neither is named. */
export type HistoryPart = { line?: string; item?: string };

/** The part that an address names. */
export function historyPart(given: Record<string, unknown>): HistoryPart {
  // The router reads an id of digits as a number.
  const id = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value) : null);
  const [line, item] = [id(given.line), id(given.item)];
  if (item !== null) return { item };
  return line === null ? {} : { line };
}

const abouts: readonly HistoryAbout[] = ["set_up", "schedule", "transactions", "billing", "invoices"];

type HistoryTabProps = {
  id: string;
  /** None while it is read, and for one that was deleted. */
  contract: ContractDetail | undefined;
  part: HistoryPart;
  onPart: (part: HistoryPart) => void;
};

/** The history of a contract with its lines, milestones, customers, schedules, transactions and drafts. */
export function HistoryTab({ id, contract, part, onPart }: HistoryTabProps) {
  const { t } = useTranslation();
  const { line, item } = part;
  const of: HistoryOf = item !== undefined ? { of: "item", id: item } : { of: "contract", id, line: line ?? null };
  const lines = contract?.lines.map(({ id: value, name }) => ({ value, label: name })) ?? [];
  const isKnown = line === undefined || lines.some(({ value }) => value === line);
  const fields: FilterField[] = [
    {
      kind: "choice",
      id: "line",
      label: t("history.line"),
      options: isKnown ? lines : [...lines, { value: line, label: line }],
      value: line === undefined ? [] : [line],
      onChange: ([value]) => onPart(value === undefined ? {} : { line: value }),
    },
  ];
  if (item !== undefined) {
    fields.unshift({
      kind: "choice",
      id: "item",
      label: t("history.item"),
      options: [{ value: item, label: item }],
      value: [item],
      onChange: ([value]) => onPart(value === undefined ? {} : { item: value }),
    });
  }
  return (
    <RecordHistory
      key={JSON.stringify(part)}
      of={of}
      label={t("contract.history")}
      contract={id}
      abouts={abouts}
      fields={fields}
    />
  );
}

import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { HistoryChange } from "../bindings";
import { listOf } from "../lib/records";
import classes from "./RecordHistory.module.css";

type HistoryRecordNameProps = {
  record: HistoryChange["record"];
  id: string;
  name: string | null;
  /** The contract whose history this is. */
  contract: string | null;
};

/** Which record changed; it leads to the history of that record alone. */
export function HistoryRecordName({ record, id, name, contract }: HistoryRecordNameProps) {
  const { t } = useTranslation();
  const text = `${t(`history.record.${record}`)} ${name ?? id}`;
  const link = classes.recordLink ?? "";
  const list = listOf(record);
  if (list !== null) {
    return (
      <Link className={link} to="/settings/set-up/$list" params={{ list }} search={{ record: id, history: true }}>
        {text}
      </Link>
    );
  }
  if (record === "company") {
    return (
      <Link className={link} to="/settings/set-up/company" search={{ history: true }}>
        {text}
      </Link>
    );
  }
  if (contract !== null && (record === "transaction" || record === "milestone" || record === "item")) {
    return (
      <Link className={link} to="/contracts/$id" params={{ id: contract }} search={{ tab: "history", item: id }}>
        {text}
      </Link>
    );
  }
  if (contract !== null && record === "contract_line") {
    return (
      <Link className={link} to="/contracts/$id" params={{ id: contract }} search={{ tab: "history", line: id }}>
        {text}
      </Link>
    );
  }
  if (contract === null && record === "contract") {
    return (
      <Link className={link} to="/contracts/$id" params={{ id }} search={{ tab: "history" }}>
        {text}
      </Link>
    );
  }
  return <>{text}</>;
}

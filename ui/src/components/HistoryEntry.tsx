import { useTranslation } from "react-i18next";
import type { HistoryChange, HistoryRow, HistoryValue } from "../bindings";
import { useFormat } from "../lib/format";
import { kindOfValue, type NameOf } from "../lib/recordNames";
import { HistoryRecordName } from "./HistoryRecordName";
import { HistoryField, HistoryValueText } from "./HistoryValue";
import { Money } from "./Money";
import classes from "./RecordHistory.module.css";

/** Changes of one record, one after another. */
type Group = {
  key: string;
  record: HistoryChange["record"];
  id: string;
  name: string | null;
  changes: HistoryChange[];
};

function groups(changes: readonly HistoryChange[]): Group[] {
  const found: Group[] = [];
  for (const change of changes) {
    const { record, id, name } = change;
    const last = found.at(-1);
    if (last !== undefined && last.record === record && last.id === id) last.changes.push(change);
    else found.push({ key: `${found.length}`, record, id, name, changes: [change] });
  }
  return found;
}

type HistoryEntryProps = {
  entry: HistoryRow;
  /** The contract whose history this is. */
  contract: string | null;
  /** Whether several records are told of, so that each is named. */
  namesRecords: boolean;
  nameOf: NameOf;
};

/** Who did what and when, and below it each field: the old value and the new one. */
export function HistoryEntry({ entry, contract, namesRecords, nameOf }: HistoryEntryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const named = (change: HistoryChange, value: HistoryValue | null) =>
    value === null ? null : nameOf(kindOfValue(change), value.text);
  return (
    <li className={classes.entry}>
      <div className={classes.head}>
        <span className={classes.what}>{entry.text}</span>
        {entry.amount !== null && <Money amount={entry.amount.amount} currency={entry.amount.currency} />}
        <span className={classes.who}>
          <span>{entry.person ?? t("history.not_recorded")}</span>,{" "}
          <time dateTime={entry.at} title={format.exactMoment(entry.at)}>
            {format.moment(entry.at)}
          </time>
        </span>
      </div>
      {groups(entry.changes).map((group) => (
        <div key={group.key} className={classes.group}>
          {namesRecords && (
            <p className={classes.record}>
              <HistoryRecordName record={group.record} id={group.id} name={group.name} contract={contract} />
            </p>
          )}
          <dl className={classes.changes}>
            {group.changes.map((change) => (
              <div key={`${change.field} ${change.part}`} className={classes.change}>
                <dt>
                  <HistoryField change={change} nameOf={nameOf} />
                </dt>
                <dd>
                  {change.before === null && change.after === null ? null : (
                    <>
                      <span className={classes.before}>
                        <HistoryValueText value={change.before} name={named(change, change.before)} />
                      </span>
                      <span className={classes.arrow} role="img" aria-label={t("history.became")}>
                        →
                      </span>
                      <span className={classes.after}>
                        <HistoryValueText value={change.after} name={named(change, change.after)} />
                      </span>
                    </>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
      {entry.more > 0 && <p className={classes.more}>{t("history.more_fields", { count: entry.more })}</p>}
    </li>
  );
}

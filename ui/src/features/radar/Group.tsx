import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { StrandedGroup, StrandedKind } from "../../bindings";
import { LinkButton } from "../../components/LinkButton";
import { Amounts } from "../../components/Money";
import { Shape } from "../../components/Shape";
import { useFormat } from "../../lib/format";
import classes from "./RadarScreen.module.css";
import { Row } from "./Row";
import { strandedLooks } from "./strandedLooks";

/** What waits for a date that was not run: all such dates stand in one list. */
const ofMissedDates: ReadonlySet<StrandedKind> = new Set(["missed_run_date", "not_ready_missed"]);
const SHOWN_AT_FIRST = 5;
/** How many rows of a group the program sends at most. */
const ROWS_SENT = 100;

/** All that is stranded for one reason. */
export function Group({ group }: { group: StrandedGroup }) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const { shape, tone } = strandedLooks[group.kind];
  const name = t(`radar.kind.${group.kind}`);
  // One row more takes no more room than the button that would show it.
  const rows = isOpen || group.rows.length <= SHOWN_AT_FIRST + 1 ? group.rows : group.rows.slice(0, SHOWN_AT_FIRST);
  return (
    <section aria-label={name}>
      <header className={classes.groupHead}>
        <Shape name={shape} tone={tone} />
        <h2 id={id} className={classes.groupName}>
          {name}
        </h2>
        <span className={classes.groupCount}>{t(`radar.count_of.${group.kind}`, { count: group.count })}</span>
        <span className={classes.groupAmounts}>
          <Amounts amounts={group.amounts} />
        </span>
      </header>
      <p className={classes.help}>
        {t(`radar.help.${group.kind}`)} {ofMissedDates.has(group.kind) && <Link to="/missed">{t("missed.show")}</Link>}
      </p>
      <ul className={classes.rows}>
        {rows.map((row) => (
          <Row
            key={`${row.contract} ${row.contract_line} ${row.what} ${row.invoice} ${row.missed_run_date} ${row.since}`}
            kind={group.kind}
            row={row}
          />
        ))}
      </ul>
      {group.rows.length > rows.length && (
        <LinkButton aria-describedby={id} onClick={() => setIsOpen(true)}>
          {t("radar.show_all", { count: group.rows.length })}
        </LinkButton>
      )}
      {isOpen && rows.length > SHOWN_AT_FIRST + 1 && (
        <LinkButton onClick={() => setIsOpen(false)}>{t("radar.show_fewer")}</LinkButton>
      )}
      {group.rows.length >= ROWS_SENT && (
        <p className={classes.help}>{t("radar.first_hundred", { max: format.count(ROWS_SENT) })}</p>
      )}
    </section>
  );
}

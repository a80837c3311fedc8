import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProofRow } from "../../bindings";
import { LinkButton } from "../../components/LinkButton";
import { Money } from "../../components/Money";
import { SideScroll } from "../../components/SideScroll";
import { Status } from "../../components/Status";
import { useFormat } from "../../lib/format";
import classes from "./ProofStrip.module.css";

/** As many currencies are proved before somebody asks for the others. */
const ROWS_AT_FIRST = 8;
/** Of as many currencies each says at once all that its left out is made of; of more, the largest part of it. */
const WHOLE_ROWS = 3;

type ProofStripProps = {
  /** How many of what, the first large: what came of it at a glance. */
  counts: readonly Counted[];
  proof: readonly ProofRow[];
  children: ReactNode;
};

export type Counted = { count: string; of: string | null; tone?: "red" };

/** The counts, and the proof per currency: ready before = invoiced + left out. */
export function ProofStrip({ counts, proof, children }: ProofStripProps) {
  const { t } = useTranslation();
  const [showsAll, setShowsAll] = useState(false);
  // What does not add up is never among those that are folded away.
  const rows = [...proof.filter((row) => !row.adds_up), ...proof.filter((row) => row.adds_up)];
  // One row more takes no more room than the button that would show it.
  const shown = showsAll || rows.length <= ROWS_AT_FIRST + 1 ? rows : rows.slice(0, ROWS_AT_FIRST);
  const hidden = rows.length - shown.length;
  return (
    <section className={classes.strip} aria-label={t("proof.label")}>
      <div className={classes.left} data-wide={counts.length > 1 || undefined}>
        <p className={classes.counts}>
          {counts.map(({ count, of, tone }) => (
            <span key={of} className={classes.count} data-tone={tone}>
              <strong>{count}</strong> {of}
            </span>
          ))}
        </p>
        <div className={classes.facts}>{children}</div>
      </div>
      {rows.length > 0 && (
        <SideScroll label={t("proof.table")} className={classes.scroll}>
          <table className={classes.proof} aria-label={t("proof.table")}>
            <thead>
              <tr>
                <th aria-label={`${t("contracts.currency")}, ${t("money.net")}`}>{t("money.net")}</th>
                <th className={classes.end}>{t("proof.ready_before")}</th>
                <th className={classes.end}>{t("proof.invoiced")}</th>
                <th className={classes.end}>{t("proof.left_out")}</th>
                <th className={classes.unseen}>{t("proof.verdict")}</th>
                <th>{t("proof.why")}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <Row key={row.currency} row={row} isBrief={rows.length > WHOLE_ROWS} />
              ))}
            </tbody>
          </table>
          {hidden > 0 && (
            <LinkButton onClick={() => setShowsAll(true)}>{t("proof.more_currencies", { count: hidden })}</LinkButton>
          )}
          {showsAll && (
            <LinkButton onClick={() => setShowsAll(false)}>
              {t("proof.fewer_currencies", { count: ROWS_AT_FIRST })}
            </LinkButton>
          )}
        </SideScroll>
      )}
    </section>
  );
}

function Row({ row, isBrief }: { row: ProofRow; isBrief: boolean }) {
  return (
    <tr>
      <th scope="row" className={classes.currency}>
        {row.currency}
      </th>
      <td className={classes.end}>
        <Money amount={row.ready_before} /> <span className={classes.sign}>=</span>
      </td>
      <td className={classes.end}>
        <Money amount={row.invoiced} strong /> <span className={classes.sign}>+</span>
      </td>
      <td className={classes.end}>
        <Money amount={row.left_out} />
      </td>
      <td>
        <Verdict row={row} />
      </td>
      <td className={classes.why}>
        <Why row={row} isBrief={isBrief} />
      </td>
    </tr>
  );
}

/** Whether it adds up; where it does not, whether people changed meanwhile what the run counts at its two ends. */
function Verdict({ row }: { row: ProofRow }) {
  const { t } = useTranslation();
  if (row.adds_up || row.changed_meanwhile === 0) {
    return (
      <Status shape={row.adds_up ? "ring-check" : "octagon"} tone={row.adds_up ? "green" : "red"}>
        {row.adds_up ? t("proof.adds_up") : t("proof.does_not_add_up")}
      </Status>
    );
  }
  return (
    <Status shape="triangle" tone="amber">
      <Link to="/settings/history" title={t("proof.changed_help", { count: row.changed_meanwhile })}>
        {t("proof.changed", { count: row.changed_meanwhile })}
      </Link>
    </Status>
  );
}

/** What the left out is made of: all of it, or the largest part and the way to the others. */
function Why({ row, isBrief }: { row: ProofRow; isBrief: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  const parts = row.reasons.map(
    (reason) => `${format.amount(reason.amount)} ${t(`reason_in_sentence.${reason.code}`)}`,
  );
  if (row.elsewhere !== null) parts.push(`${format.amount(row.elsewhere)} ${t("proof.elsewhere")}`);
  const [first, ...others] = parts;
  if (first === undefined) return t("proof.nothing_left_out");
  if (!isBrief || others.length === 0) return parts.join(", ");
  const word = isOpen ? t("passed.fewer") : t("proof.more_reasons", { count: others.length });
  return (
    <span className={isOpen ? undefined : classes.brief}>
      {isOpen ? parts.join(", ") : <span className={classes.first}>{first}</span>}{" "}
      <LinkButton aria-expanded={isOpen} aria-label={`${word}, ${row.currency}`} onClick={() => setIsOpen(!isOpen)}>
        {word}
      </LinkButton>
    </span>
  );
}

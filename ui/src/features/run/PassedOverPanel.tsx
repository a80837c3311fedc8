import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PassedOverGroup, PassedOverRow } from "../../bindings";
import { LinkButton } from "../../components/LinkButton";
import { Amounts, Money } from "../../components/Money";
import { SectionTitle } from "../../components/Page";
import { ReasonShape } from "../../components/Status";
import { useFormat } from "../../lib/format";
import { useMarking } from "../../lib/marking";
import { useReadOnly } from "../../lib/readOnly";
import classes from "./RunScreen.module.css";
import { verdictKinds } from "./verdictSteps";

const SHOWN_AT_FIRST = 2;

type PassedOverPanelProps = {
  groups: readonly PassedOverGroup[];
  canMark: boolean;
  /** Beside tabs that count the verdicts: how many of each kind there are, so that their counts and this one agree. */
  verdicts?: readonly number[] | undefined;
};

/** Everything that stays behind, by reason, each with what comes next. */
export function PassedOverPanel({ groups, canMark, verdicts }: PassedOverPanelProps) {
  const { t } = useTranslation();
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const madeOf = useMadeOf(count, verdicts);
  return (
    <aside className={classes.passed} aria-label={t("passed.title")}>
      <div className={classes.passedHead}>
        <SectionTitle note={groups.length === 0 ? undefined : t("passed.by_reason", { count })}>
          {t("passed.title")}
        </SectionTitle>
      </div>
      {madeOf !== null && <p className={classes.group}>{madeOf}</p>}
      {groups.length === 0 && <p className={classes.group}>{t("passed.nothing")}</p>}
      {groups.map((group) => (
        <Group key={group.code} group={group} canMark={canMark} />
      ))}
    </aside>
  );
}

/** What the count of the panel is made of, where it is more than what was passed over. */
function useMadeOf(count: number, verdicts: readonly number[] | undefined): string | null {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  if (verdicts === undefined) return null;
  const left = verdictKinds.flatMap((kind, index) => {
    const many = verdicts[index] ?? 0;
    return kind === "invoiced" || many === 0 ? [] : [{ many, words: t(`verdict.count_word.${kind}`) }];
  });
  const beyond = count - left.reduce((sum, { many }) => sum + many, 0);
  // What waits and was no candidate is told after the run, and has no verdict.
  const all = beyond > 0 ? [...left, { many: beyond, words: t("passed.no_candidates") }] : left;
  if (all.length < 2 || beyond < 0) return null;
  const parts = all.map(({ many, words }) => `${format.count(many)} ${words}`);
  return t("passed.made_of", { count, parts: new Intl.ListFormat(i18n.language).format(parts) });
}

function Group({ group, canMark }: { group: PassedOverGroup; canMark: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  const marking = useMarking();
  const { off } = useReadOnly();
  const shown = isOpen ? group.examples : group.examples.slice(0, SHOWN_AT_FIRST);
  const hidden = group.examples.length - shown.length;
  const beyond = group.count - group.examples.length;
  const markable = group.examples.flatMap((row) =>
    row.id === null || row.customer === null ? [] : [{ id: row.id, customer: row.customer }],
  );
  const isNotCounted = group.code === "not_ready";
  const name = t(`reason.${group.code}`);
  return (
    <section className={classes.group} aria-label={name}>
      <h3 className={classes.groupHead}>
        <ReasonShape code={group.code} />
        <span className={classes.groupName}>{name}</span>
        <span className={classes.groupCount}>{format.count(group.count)}</span>
        <span className={classes.groupAmount}>
          {isNotCounted ? (
            <span className={classes.groupCount}>{t("passed.not_counted")}</span>
          ) : (
            group.amounts.length === 1 && <Amounts amounts={group.amounts} />
          )}
        </span>
      </h3>
      <div className={classes.groupBody}>
        <p>
          {t(`reason_help.${group.code}`)}{" "}
          {(isNotCounted || group.amounts.length > 1) && <Amounts amounts={group.amounts} />}
        </p>
        <ul>
          {shown.map((row) => (
            <Example
              key={`${row.contract} ${row.contract_line} ${row.id} ${row.customer} ${row.schedule_row}`}
              row={row}
              isOpen={isOpen}
            />
          ))}
        </ul>
        {hidden > 0 && <LinkButton onClick={() => setIsOpen(true)}>{t("passed.more", { count: hidden })}</LinkButton>}
        {isOpen && group.examples.length > SHOWN_AT_FIRST && (
          <LinkButton onClick={() => setIsOpen(false)}>{t("passed.fewer")}</LinkButton>
        )}
        {isOpen && beyond > 0 && <p>{t("passed.beyond", { count: beyond })}</p>}
        {canMark && isNotCounted && markable.length > 0 && (
          <div>
            <LinkButton
              disabled={marking.isPending}
              onClick={() => marking.mutate({ shares: markable, status: "ready_to_invoice" })}
              {...off}
            >
              {markable.length < group.count
                ? t("passed.mark_listed", { count: markable.length, of: format.count(group.count) })
                : t("passed.mark", { count: markable.length })}
            </LinkButton>
          </div>
        )}
        {marking.error !== null && (
          <p role="alert">
            {t("mark.refused")} {marking.error.message}
          </p>
        )}
      </div>
    </section>
  );
}

function Example({ row, isOpen }: { row: PassedOverRow; isOpen: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const what = row.description ?? row.contract_line_name;
  const name = what === null ? row.contract_name : `${what}, ${row.contract_name}`;
  return (
    <li>
      <span className={classes.example}>
        <span title={name}>
          <Link to="/contracts/$id" params={{ id: row.contract }}>
            {what ?? row.contract_name}
          </Link>
          {what !== null && <span className={classes.context}>, {row.contract_name}</span>}
        </span>
        {row.amount !== null && <Money amount={row.amount.amount} currency={row.amount.currency} />}
      </span>
      {(isOpen || row.amount === null) && (
        <span className={classes.reason}>
          {row.reason} {row.next_run_date !== null && t("passed.next", { date: format.weekday(row.next_run_date) })}
        </span>
      )}
    </li>
  );
}

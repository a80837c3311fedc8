import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { DoneContract } from "../../bindings";
import { Amounts } from "../../components/Money";
import { SectionTitle } from "../../components/Page";
import { Shape } from "../../components/Shape";
import { SideScroll } from "../../components/SideScroll";
import table from "../../components/Table.module.css";
import { useFormat } from "../../lib/format";
import classes from "./DoneSoFar.module.css";
import { VerdictMark } from "./VerdictMark";

/** The contracts that the run has just done, newest first, with what came of each. */
export function DoneSoFar({ latest, done }: { latest: readonly DoneContract[]; done: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cameOf = (one: DoneContract) =>
    one.drafts === 0 ? one.reason : `${t("run.drafts", { count: one.drafts })}, ${one.customers.join(", ")}`;
  return (
    <section className={classes.done} aria-label={t("run.done_so_far")}>
      <SectionTitle note={done > latest.length ? t("run.newest_of", { count: latest.length }) : t("run.newest_first")}>
        {t("run.done_so_far")}
      </SectionTitle>
      <SideScroll label={t("run.done_so_far")} className={classes.scroll}>
        <table className={table.table} aria-label={t("run.done_so_far")}>
          <thead>
            <tr>
              <th className={table.end}>{t("run.number")}</th>
              <th>{t("contracts.contract")}</th>
              <th>{t("verdict.verdict")}</th>
              <th>{t("run.came_of_it")}</th>
              <th className={table.end}>{t("invoices.total")}</th>
            </tr>
          </thead>
          <tbody>
            {latest.map((one) => (
              <tr key={one.number}>
                <td className={table.end}>{format.count(one.number)}</td>
                <td className={table.name}>{one.contract_name}</td>
                <td>
                  <VerdictMark verdict={one.verdict} />
                </td>
                <td>{cameOf(one)}</td>
                <td className={table.end}>{one.drafts > 0 && <Amounts amounts={one.amounts} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </SideScroll>
    </section>
  );
}

/** The contracts parked so far, each with its reason and what stays ready. */
export function ParkedSoFar({ parked, count }: { parked: readonly DoneContract[]; count: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (parked.length === 0) return null;
  return (
    <section aria-label={t("run.parked_list")}>
      <SectionTitle note={format.count(count)}>{t("run.parked_list")}</SectionTitle>
      <ul className={classes.parked}>
        {parked.map((one) => (
          <li key={one.number}>
            <Shape name="octagon" tone="red" />
            <span>
              <Link to="/contracts/$id" params={{ id: one.contract }}>
                {one.contract_name}
              </Link>
              <span className={classes.reason}>{one.reason}</span>
            </span>
            <Amounts amounts={one.amounts} />
          </li>
        ))}
      </ul>
    </section>
  );
}

import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { UtilizationRow } from "../../bindings";
import { LinkButton } from "../../components/LinkButton";
import { SideScroll } from "../../components/SideScroll";
import table from "../../components/Table.module.css";
import { useFormat } from "../../lib/format";
import { StandingMark } from "./standing";
import classes from "./UtilizationScreen.module.css";
import { useUtilizationWords } from "./useUtilizationWords";

const COLUMNS = 9;
/** As many resources of a role stand at once. */
const SHOWN_AT_FIRST = 30;

/** The whole time of every role. */
export function RolesTable({ roles }: { roles: readonly UtilizationRow[] }) {
  const { t } = useTranslation();
  return (
    <Frame name={t("utilization.roles")} first={t("utilization.role")}>
      <tbody>
        {roles.map((row) => (
          <FiguresRow key={row.id} row={row} />
        ))}
      </tbody>
    </Frame>
  );
}

/** The whole time of every resource, under its role. */
export function ResourcesTable({ resources }: { resources: readonly UtilizationRow[] }) {
  const { t } = useTranslation();
  const byRole = Map.groupBy(resources, (row) => row.role_name ?? "");
  return (
    <Frame name={t("utilization.resources")} first={t("utilization.resource")}>
      {[...byRole].map(([role, rows]) => (
        <RoleGroup key={role} role={role} rows={rows} />
      ))}
    </Frame>
  );
}

function RoleGroup({ role, rows }: { role: string; rows: readonly UtilizationRow[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isWhole, setIsWhole] = useState(false);
  // One row more takes no more room than the button that would show it.
  const shown = isWhole || rows.length <= SHOWN_AT_FIRST + 1 ? rows : rows.slice(0, SHOWN_AT_FIRST);
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={COLUMNS} className={classes.group}>
          {role === "" ? t("utilization.no_role") : role}{" "}
          <span className={classes.count}>{format.count(rows.length)}</span>
        </th>
      </tr>
      {shown.map((row) => (
        <FiguresRow key={row.id} row={row} />
      ))}
      {shown.length < rows.length && (
        <tr>
          <td colSpan={COLUMNS}>
            <LinkButton onClick={() => setIsWhole(true)}>
              {t("utilization.show_all", { count: rows.length, role })}
            </LinkButton>
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Frame({ name, first, children }: { name: string; first: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <SideScroll label={name} className={classes.scroll}>
      <table className={`${table.table} ${classes.figures ?? ""}`} aria-label={name}>
        <thead>
          <tr>
            <th>{first}</th>
            <th className={table.end}>{t("utilization.chargeable")}</th>
            <th className={table.end}>{t("utilization.non_chargeable")}</th>
            <th className={table.end}>{t("utilization.complimentary")}</th>
            <th className={table.end}>{t("utilization.capacity")}</th>
            <th className={table.end}>{t("utilization.percent")}</th>
            <th className={table.end}>{t("utilization.target")}</th>
            <th className={table.end}>{t("utilization.difference")}</th>
            <th className={classes.standing}>{t("utilization.stands")}</th>
          </tr>
        </thead>
        {children}
      </table>
    </SideScroll>
  );
}

function FiguresRow({ row }: { row: UtilizationRow }) {
  const format = useFormat();
  const words = useUtilizationWords();
  const { total } = row;
  return (
    <tr>
      <th scope="row" className={classes.rowName}>
        {row.name}
      </th>
      {[total.chargeable, total.non_chargeable, total.complimentary, total.capacity].map((hours, index) => (
        <td key={index} className={table.end}>
          {format.amount(hours)}
        </td>
      ))}
      <td className={`${table.end} ${classes.key ?? ""}`}>{words.percent(total.percent)}</td>
      <td className={table.end}>{words.percent(row.target_percent)}</td>
      <td className={table.end}>{words.points(total.difference)}</td>
      <td className={classes.standing}>
        <StandingMark standing={total.standing} />
      </td>
    </tr>
  );
}

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { UtilizationRow } from "../../bindings";
import { SideScroll } from "../../components/SideScroll";
import table from "../../components/Table.module.css";
import { useFormat } from "../../lib/format";
import { RoleGroups } from "./RoleGroups";
import { StandingMark } from "./standing";
import classes from "./UtilizationScreen.module.css";
import { useUtilizationWords } from "./useUtilizationWords";

const COLUMNS = 11;

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
  return (
    <Frame name={t("utilization.resources")} first={t("utilization.resource")}>
      <RoleGroups resources={resources} columns={COLUMNS} write={(row) => <FiguresRow key={row.id} row={row} />} />
    </Frame>
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
            <th className={table.end}>{t("utilization.non_chargeable_percent")}</th>
            <th className={table.end}>{t("utilization.complimentary_percent")}</th>
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
      <td className={table.end}>{words.percent(total.non_chargeable_percent)}</td>
      <td className={table.end}>{words.percent(total.complimentary_percent)}</td>
      <td className={`${table.end} ${classes.key ?? ""}`}>{words.percent(total.percent)}</td>
      <td className={table.end}>{words.percent(row.target_percent)}</td>
      <td className={table.end}>{words.points(total.difference)}</td>
      <td className={classes.standing}>
        <StandingMark standing={total.standing} />
      </td>
    </tr>
  );
}

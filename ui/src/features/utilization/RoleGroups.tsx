import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { UtilizationRow } from "../../bindings";
import { LinkButton } from "../../components/LinkButton";
import { useFormat } from "../../lib/format";
import classes from "./UtilizationScreen.module.css";

/** As many resources of a role stand at once. */
const SHOWN_AT_FIRST = 30;

type RoleGroupsProps = {
  resources: readonly UtilizationRow[];
  /** How many columns the table has. */
  columns: number;
  /** A resource as a row of the table. */
  write: (row: UtilizationRow) => ReactNode;
};

/** The resources of a table, each under its role. */
export function RoleGroups({ resources, ...table }: RoleGroupsProps) {
  const byRole = Map.groupBy(resources, (row) => row.role_name ?? "");
  return [...byRole].map(([role, rows]) => <RoleGroup key={role} role={role} rows={rows} {...table} />);
}

type RoleGroupProps = Omit<RoleGroupsProps, "resources"> & { role: string; rows: readonly UtilizationRow[] };

function RoleGroup({ role, rows, columns, write }: RoleGroupProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isWhole, setIsWhole] = useState(false);
  // One row more takes no more room than the button that would show it.
  const shown = isWhole || rows.length <= SHOWN_AT_FIRST + 1 ? rows : rows.slice(0, SHOWN_AT_FIRST);
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={columns} className={classes.group}>
          {role === "" ? t("utilization.no_role") : role}{" "}
          <span className={classes.count}>{format.count(rows.length)}</span>
        </th>
      </tr>
      {shown.map(write)}
      {shown.length < rows.length && (
        <tr>
          <td colSpan={columns}>
            <LinkButton onClick={() => setIsWhole(true)}>
              {t("utilization.show_all", { count: rows.length, role })}
            </LinkButton>
          </td>
        </tr>
      )}
    </tbody>
  );
}

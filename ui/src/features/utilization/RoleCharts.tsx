import { lazy } from "react";
import { useTranslation } from "react-i18next";
import type { Utilization, UtilizationPeriod, UtilizationRow, UtilizationStanding } from "../../bindings";
import type { PercentLook } from "../../components/charts/PercentBars";
import { useFormat } from "../../lib/format";
import { StandingMark } from "./standing";
import classes from "./UtilizationScreen.module.css";
import { useUtilizationWords } from "./useUtilizationWords";

const PercentBars = lazy(() => import("../../components/charts/PercentBars"));

const looks: Record<UtilizationStanding, PercentLook> = {
  on_target: "green",
  near_target: "amber-hatched",
  below_target: "red-outlined",
  no_target: "grey",
  no_capacity: "grey",
};

const legend = ["on_target", "near_target", "below_target", "no_target"] as const;
const WHOLE = 1_000;

type RoleChartsProps = { utilization: Utilization; period: UtilizationPeriod };

/** One small drawing for each role, all of the same height, so that they compare. */
export function RoleCharts({ utilization, period }: RoleChartsProps) {
  const { t } = useTranslation();
  const { roles } = utilization;
  const highest = Math.max(
    WHOLE,
    ...roles.flatMap((role) => role.periods.map((figures) => figures.per_mille)),
    ...roles.map((role) => role.target_per_mille ?? 0),
  );
  return (
    <>
      <div className={classes.charts}>
        {roles.map((role) => (
          <RoleChart key={role.id} role={role} utilization={utilization} period={period} highest={highest} />
        ))}
      </div>
      <ul className={classes.legend}>
        {legend.map((standing) => (
          <li key={standing}>
            <span className={classes.swatch} data-look={looks[standing]} aria-hidden="true" />
            {t(`utilization.standing.${standing}`)}
          </li>
        ))}
        <li>
          <span className={classes.swatch} data-look="target" aria-hidden="true" />
          {t("utilization.target_of_role")}
        </li>
      </ul>
    </>
  );
}

type RoleChartProps = RoleChartsProps & { role: UtilizationRow; highest: number };

function RoleChart({ role, utilization, period, highest }: RoleChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useUtilizationWords();
  const bars = role.periods.map((figures, index) => {
    const span = utilization.periods[index] ?? { from: "", through: "" };
    const percent = words.percent(figures.percent);
    const standing = t(`utilization.standing.${figures.standing}`);
    return {
      at: words.column(span, period),
      perMille: figures.per_mille,
      look: looks[figures.standing],
      top: figures.percent === null ? "" : format.amount(figures.percent),
      facts: [
        words.span(span),
        `${percent}, ${standing}`,
        t("utilization.of_capacity", {
          hours: format.amount(figures.chargeable),
          capacity: format.amount(figures.capacity),
        }),
      ],
    };
  });
  const against =
    role.target_percent === null
      ? t("utilization.without_target")
      : t("utilization.against", { target: words.percent(role.target_percent) });
  const read = bars.map(({ facts: [at, percent] }) => `${at}: ${percent}`);
  return (
    <section aria-label={role.name} className={classes.role}>
      <h3 className={classes.roleName}>{role.name}</h3>
      <p className={classes.roleTotal}>
        {role.total.percent !== null && <strong>{words.percent(role.total.percent)}</strong>} {against}{" "}
        <StandingMark standing={role.total.standing} />
      </p>
      {role.periods.every((figures) => figures.standing === "no_capacity") ? (
        <p className={classes.none}>{t("utilization.no_capacity_here")}</p>
      ) : (
        <PercentBars
          label={`${t("utilization.chart_of", { role: role.name })} ${against}. ${read.join(". ")}`}
          bars={bars}
          target={role.target_per_mille}
          highest={highest}
          write={(height) => t("common.percent", { percent: format.count(height / 10) })}
        />
      )}
    </section>
  );
}

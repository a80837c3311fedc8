// The stand-in's answer about utilization: the same figures in every column.
import type {
  CountedRow,
  Utilization,
  UtilizationFigures,
  UtilizationQuery,
  UtilizationRow,
  UtilizationSpan,
} from "../../bindings";
import { addDays, addMonths, earlierDate, weekdayNumber } from "../dates";

function end({ period }: UtilizationQuery, from: string): string {
  if (period === "day") return from;
  if (period === "week") return addDays(from, (7 - weekdayNumber(from)) % 7);
  return addDays(`${addMonths(from, 1).slice(0, 7)}-01`, -1);
}

function spans(query: UtilizationQuery): UtilizationSpan[] {
  const periods: UtilizationSpan[] = [];
  for (let from = query.from; from <= query.through; ) {
    const through = earlierDate(end(query, from), query.through);
    periods.push({ from, through });
    from = addDays(through, 1);
  }
  return periods;
}

const onTarget: UtilizationFigures = {
  chargeable: "30.00",
  non_chargeable: "4.00",
  complimentary: "2.00",
  capacity: "40.00",
  percent: "75.0",
  non_chargeable_percent: "10.0",
  complimentary_percent: "5.0",
  difference: "0.0",
  standing: "on_target",
  per_mille: 750,
};
const below: UtilizationFigures = {
  ...onTarget,
  chargeable: "18.00",
  percent: "45.0",
  difference: "-25.0",
  standing: "below_target",
  per_mille: 450,
};
const noCapacity: UtilizationFigures = {
  chargeable: "0.00",
  non_chargeable: "0.00",
  complimentary: "0.00",
  capacity: "0.00",
  percent: null,
  non_chargeable_percent: null,
  complimentary_percent: null,
  difference: null,
  standing: "no_capacity",
  per_mille: 0,
};

export function utilization(query: UtilizationQuery): Utilization {
  const periods = spans(query);
  const row = (
    id: string,
    name: string,
    role_name: string | null,
    target_percent: string | null,
    figures: UtilizationFigures,
  ): UtilizationRow => ({
    id,
    name,
    role_name,
    target_percent,
    target_per_mille: target_percent === null ? null : Number(target_percent) * 10,
    total: figures,
    periods: periods.map(() => figures),
  });
  const counted = (
    id: string,
    name: string,
    target_percent: string,
    figures: UtilizationFigures,
    now: UtilizationFigures | null = null,
  ): CountedRow => ({ id, name, target_percent, counted: figures, now });
  return {
    periods,
    roles: [
      row("consultant", "Consultant", null, "75", onTarget),
      row("developer", "Developer", null, "70", below),
      row("trainee", "Trainee", null, null, noCapacity),
    ],
    resources: [
      row("amy", "Amy Alberts", "Consultant", "75", onTarget),
      row("lee", "Lee Gu", "Developer", "70", below),
    ],
    uncounted: [],
    counted_weeks: [
      {
        from: addDays(query.through, -6),
        through: query.through,
        counted_at: `${query.through}T20:00:00Z`,
        roles: [
          counted("consultant", "Consultant", "75", onTarget),
          counted("developer", "Developer", "70", below, { ...below, chargeable: "20.00", percent: "50.0" }),
        ],
        resources: [counted("amy", "Amy Alberts", "75", onTarget)],
      },
    ],
    counted: { through: query.through, at: `${query.through}T20:00:00Z` },
    last_hours_date: null,
  };
}

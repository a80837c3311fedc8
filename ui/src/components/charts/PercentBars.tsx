import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import { useId } from "react";
import classes from "./PercentBars.module.css";
import bars from "./StackedBars.module.css";

/** How a bar stands against the target: its colour and how it is filled. */
export type PercentLook = "green" | "amber-hatched" | "red-outlined" | "grey";

/** One bar: where it stands, how high, and what is said of it. */
export type PercentBar = {
  at: string;
  perMille: number;
  look: PercentLook;
  /** Above it. */
  top: string;
  /** Where the pointer or the arrow keys are. */
  facts: readonly string[];
};

type PercentBarsProps = {
  /** Says all that the drawing shows. */
  label: string;
  bars: readonly PercentBar[];
  /** In thousandths; none where there is no target. */
  target: number | null;
  /** The highest that is drawn, in thousandths. */
  highest: number;
  /** How a height is written at the axis. */
  write: (perMille: number) => string;
};

const LOOKS = ["green", "amber-hatched", "red-outlined", "grey"] as const satisfies PercentLook[];
/** More bars than this leave no room for a label on each. */
const LABELLED_BARS = 8;
const HALF = 500;
const WHOLE = 1_000;

/** Each look has labels of its own, so that a bar is not labelled once more for every other look. */
const topOf = (look: string) => `top ${look}`;

type Entry = { at: string; bar: PercentBar } & Record<string, unknown>;

/** Percentages beside each other, with the target as a line across them. */
export default function PercentBars({ label, bars: given, target, highest, write }: PercentBarsProps) {
  const id = useId().replaceAll(":", "");
  const isLabelled = given.length <= LABELLED_BARS;
  const data: Entry[] = given.map((bar, index) => ({
    // Two columns may be called alike; what is drawn is told apart by its place.
    at: `${index} ${bar.at}`,
    bar,
    [bar.look]: bar.perMille,
    ...(isLabelled && { [topOf(bar.look)]: bar.top }),
  }));
  const fills: Record<PercentLook, string> = {
    green: "var(--green-fill)",
    "amber-hatched": `url(#${id}-amber)`,
    "red-outlined": "var(--red-tint)",
    grey: "var(--field)",
  };
  const strokes: Partial<Record<string, string>> = {
    "amber-hatched": "var(--amber-fill)",
    "red-outlined": "var(--red-fill)",
  };
  return (
    <BarChart
      className={`${bars.chart} ${classes.chart}`}
      data={data}
      dataKey="at"
      type="stacked"
      series={LOOKS.map((look) => ({ name: look, color: fills[look] }))}
      barProps={(series) => {
        const stroke = strokes[series.name];
        return { radius: 2, strokeOpacity: stroke === undefined ? 0 : 1, ...(stroke !== undefined && { stroke }) };
      }}
      maxBarWidth={28}
      gridAxis="x"
      strokeDasharray="0"
      tickLine="none"
      xAxisProps={{
        interval: "equidistantPreserveStart",
        height: 22,
        tickFormatter: (at: string) => at.slice(at.indexOf(" ") + 1),
        tick: { transform: "translate(0, 4)", fontSize: 11, fill: "currentColor" },
      }}
      yAxisProps={{
        domain: [0, highest],
        ticks: [0, HALF, WHOLE],
        width: 48,
        tickFormatter: write,
        tick: { fontSize: 11, fill: "currentColor" },
      }}
      withBarValueLabel
      valueLabelProps={(series) => ({
        dataKey: topOf(series.name),
        position: "top",
        fontSize: 11,
        formatter: (text) => text,
        className: bars.top ?? "",
      })}
      {...(target !== null && { referenceLines: [{ y: target, color: "var(--text)", strokeDasharray: "4 3" }] })}
      barChartProps={{ ...named(label), margin: { top: 18, right: 4, bottom: 0, left: 4 } }}
      tooltipProps={{
        content: ({ payload }) => {
          const entry = payload?.[0]?.payload as Entry | undefined;
          return entry === undefined ? null : <Facts facts={entry.bar.facts} />;
        },
      }}
    >
      <defs>
        <pattern id={`${id}-amber`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" fill="var(--amber-tint)" />
          <rect width="2" height="6" fill="var(--amber-fill)" />
        </pattern>
      </defs>
    </BarChart>
  );
}

/** The kit hands every attribute on to the drawing, but does not say so in its types. */
function named(label: string): object {
  return { "aria-label": label };
}

function Facts({ facts: [at, ...others] }: { facts: readonly string[] }) {
  return (
    <div className={bars.facts}>
      <div className={bars.at}>{at}</div>
      {others.map((fact) => (
        <div key={fact}>{fact}</div>
      ))}
    </div>
  );
}

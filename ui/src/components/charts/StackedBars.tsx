import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import { type ReactNode, useId } from "react";
import classes from "./StackedBars.module.css";

/** A part of each bar: its word, its colour and whether it is hatched. */
export type BarPart = {
  name: string;
  word: string;
  look: "accent" | "accent-hatched" | "violet" | "green" | "amber-hatched";
};

/** One bar: where it stands, its parts for drawing, and the amounts as they are written. */
export type Bar = { at: string; perMille: readonly number[]; amounts: readonly string[]; top: string };

type StackedBarsProps = {
  /** Says all that the drawing shows. */
  label: string;
  parts: readonly BarPart[];
  bars: readonly Bar[];
  /** Each bar fills the whole width and shows how it is made up. */
  lying?: boolean;
  children?: ReactNode;
};

const FILLS = {
  accent: { paint: "var(--accent)", ground: null },
  violet: { paint: "var(--violet-fill)", ground: null },
  green: { paint: "var(--green-fill)", ground: null },
  "accent-hatched": { paint: "var(--accent)", ground: "var(--selected)" },
  "amber-hatched": { paint: "var(--amber-fill)", ground: "var(--amber-tint)" },
} as const;

const LYING_BAR = 34;
/** More labels than this stand beside each other only if they are short. */
const LABELS_ABREAST = 8;
const SHORT_LABEL = 4;

type Entry = { at: string; bar: Bar } & Record<string, unknown>;

/** Bars of a few parts. Only the heights are numbers: every amount is written as it came. */
export default function StackedBars({ label, parts, bars, lying = false, children }: StackedBarsProps) {
  const id = useId().replaceAll(":", "");
  const data: Entry[] = bars.map((bar) => ({
    at: bar.at,
    bar,
    top: bar.top,
    ...Object.fromEntries(parts.map((part, index) => [part.name, bar.perMille[index] ?? 0])),
  }));
  const fill = (part: BarPart) =>
    FILLS[part.look].ground === null ? FILLS[part.look].paint : `url(#${id}-${part.name})`;
  const last = parts.at(-1)?.name;
  const isCrowded = bars.length > LABELS_ABREAST && bars.some((bar) => bar.at.length > SHORT_LABEL);
  return (
    <div className={classes.figure}>
      <BarChart
        className={classes.chart ?? ""}
        data-lying={lying || undefined}
        {...(lying && { style: { height: bars.length * LYING_BAR } })}
        data={data}
        dataKey="at"
        type={lying ? "percent" : "stacked"}
        orientation={lying ? "vertical" : "horizontal"}
        series={parts.map((part) => ({ name: part.name, label: part.word, color: fill(part) }))}
        barProps={(series) => {
          const part = parts.find((one) => one.name === series.name);
          const isHatched = part !== undefined && FILLS[part.look].ground !== null;
          return { radius: 2, strokeOpacity: isHatched ? 1 : 0, ...(isHatched && { stroke: FILLS[part.look].paint }) };
        }}
        maxBarWidth={lying ? 14 : 28}
        withYAxis={lying}
        withXAxis={!lying}
        gridAxis={lying ? "none" : "x"}
        strokeDasharray="0"
        tickLine="none"
        xAxisProps={{
          interval: isCrowded ? "equidistantPreserveStart" : 0,
          height: 22,
          tick: { transform: "translate(0, 4)", fontSize: 11, fill: "currentColor" },
        }}
        yAxisProps={lying ? { width: 44 } : { domain: [0, 1000], tickCount: 3 }}
        withBarValueLabel={!lying}
        valueLabelProps={(series) =>
          series.name === last
            ? { dataKey: "top", position: "top", fontSize: 11, formatter: (text) => text, className: classes.top ?? "" }
            : { content: () => null }
        }
        barChartProps={{
          ...named(label),
          margin: lying ? { top: 0, right: 8, bottom: 0, left: 0 } : { top: 18, right: 4, bottom: 0, left: 4 },
          ...(lying && { barCategoryGap: 4 }),
        }}
        tooltipProps={{
          content: ({ payload }) => {
            const entry = payload?.[0]?.payload as Entry | undefined;
            return entry === undefined ? null : <Facts parts={parts} bar={entry.bar} />;
          },
        }}
      >
        <defs>
          {parts.map((part) => {
            const { paint, ground } = FILLS[part.look];
            return (
              ground !== null && (
                <pattern
                  key={part.name}
                  id={`${id}-${part.name}`}
                  width="6"
                  height="6"
                  patternUnits="userSpaceOnUse"
                  patternTransform="rotate(45)"
                >
                  <rect width="6" height="6" fill={ground} />
                  <rect width="2" height="6" fill={paint} />
                </pattern>
              )
            );
          })}
        </defs>
      </BarChart>
      <div className={classes.foot}>
        <ul className={classes.legend}>
          {parts.map((part) => (
            <li key={part.name} className={classes.entry}>
              <span className={classes.swatch} data-look={part.look} aria-hidden="true" />
              {part.word}
            </li>
          ))}
        </ul>
        {children}
      </div>
    </div>
  );
}

/** The kit hands every attribute on to the drawing, but does not say so in its types. */
function named(label: string): object {
  return { "aria-label": label };
}

/** What a bar stands for, where the pointer or the arrow keys are. */
function Facts({ parts, bar }: { parts: readonly BarPart[]; bar: Bar }) {
  return (
    <div className={classes.facts}>
      <div className={classes.at}>{bar.at}</div>
      {parts.map((part, index) => (
        <div key={part.name} className={classes.fact}>
          <span className={classes.swatch} data-look={part.look} aria-hidden="true" />
          <span className={classes.word}>{part.word}</span>
          <span className={classes.amount}>{bar.amounts[index]}</span>
        </div>
      ))}
    </div>
  );
}

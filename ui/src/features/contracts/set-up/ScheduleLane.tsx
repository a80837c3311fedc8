import { useElementSize } from "@mantine/hooks";
import { useContext, useState } from "react";
import type { ContractDetail } from "../../../bindings";
import { SkeletonRows } from "../../../components/Skeleton";
import { TodayContext } from "../../../lib/format";
import { useContract } from "../../../lib/queries";
import { ScheduleTimeLine } from "../ScheduleTimeLine";
import { TimeWindow } from "../TimeWindow";
import { firstSpan, isInSight, isWhole, type Span, wholeSpan } from "../timeWindow";
import classes from "./Schedule.module.css";

/** Until the page has been measured. */
const FIRST_WIDTH = 800;

type ScheduleLaneProps = {
  contract: string;
  line: string;
  chosen: ReadonlySet<string>;
  onToggle: (date: string) => void;
};

/** The rows of one line as a time line. */
export function ScheduleLane({ contract, line, chosen, onToggle }: ScheduleLaneProps) {
  const { data } = useContract(contract);
  if (data === undefined) return <SkeletonRows rows={2} />;
  const own = {
    ...data,
    lines: data.lines.filter(({ id }) => id === line),
    schedule: data.schedule.filter((row) => row.contract_line === line),
  };
  return <Lane contract={own} chosen={chosen} onToggle={onToggle} />;
}

type LaneProps = { contract: ContractDetail; chosen: ReadonlySet<string>; onToggle: (date: string) => void };

function Lane({ contract, chosen, onToggle }: LaneProps) {
  const today = useContext(TodayContext);
  const { ref, width: measured } = useElementSize();
  const [lit, setLit] = useState<number | null>(null);
  const [picked, pick] = useState<Span | null>(null);
  const width = measured === 0 ? FIRST_WIDTH : measured;
  const whole = wholeSpan(contract);
  const atFirst = firstSpan(contract, today, width);
  const span = picked ?? atFirst;
  const isFew = isWhole(atFirst, whole);
  const { schedule } = contract;
  return (
    <>
      {!isFew && (
        <TimeWindow
          span={span}
          whole={whole}
          rows={schedule.filter((row) => isInSight(span, row.run_date)).length}
          all={schedule.length}
          onSpan={pick}
          onToday={() => pick(null)}
        />
      )}
      <div ref={ref} className={classes.lane}>
        <ScheduleTimeLine
          contract={contract}
          width={width}
          span={span}
          whole={whole}
          lit={lit}
          onLit={setLit}
          onSpan={isFew ? () => {} : pick}
          onToday={() => pick(null)}
          chosen={new Set(schedule.flatMap((row, index) => (chosen.has(row.run_date) ? [index] : [])))}
          onChoose={(index) => {
            const row = schedule[index];
            if (row !== undefined) onToggle(row.run_date);
          }}
        />
      </div>
    </>
  );
}

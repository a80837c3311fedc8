import { useElementSize } from "@mantine/hooks";
import { type ReactNode, useContext, useState } from "react";
import type { ContractDetail } from "../../bindings";
import { TodayContext } from "../../lib/format";
import { ScheduleTimeLine } from "./ScheduleTimeLine";
import classes from "./ScheduleTimeLine.module.css";
import { TimeWindow } from "./TimeWindow";
import type { IndexedRow } from "./timeLine";
import { firstSpan, isInSight, isWhole, type Span, wholeSpan } from "./timeWindow";

/** Until the page has been measured. */
const FIRST_WIDTH = 960;

type ScheduleDrawingProps = {
  contract: ContractDetail;
  /** Rows that are chosen, where they can be. */
  chosen?: ReadonlySet<number>;
  onChoose?: (index: number) => void;
  /** The rows in sight in words; hovering one lights the other. */
  below?: (rows: readonly IndexedRow[], lit: number | null, onLit: (index: number | null) => void) => ReactNode;
};

/** A schedule as a time line; of one that is too long to be read whole, so much as can be. */
export function ScheduleDrawing({ contract, chosen, onChoose, below }: ScheduleDrawingProps) {
  const today = useContext(TodayContext);
  const { ref, width: measured } = useElementSize();
  const [lit, setLit] = useState<number | null>(null);
  const [picked, pick] = useState<Span | null>(null);
  const width = measured === 0 ? FIRST_WIDTH : measured;
  const whole = wholeSpan(contract);
  const atFirst = firstSpan(contract, today, width);
  const span = picked ?? atFirst;
  const rows = contract.schedule
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => isInSight(span, row.run_date));
  const isFew = isWhole(atFirst, whole);
  const toToday = () => pick(null);
  return (
    <>
      {!isFew && (
        <TimeWindow
          span={span}
          whole={whole}
          rows={rows.length}
          all={contract.schedule.length}
          onSpan={pick}
          onToday={toToday}
        />
      )}
      <div ref={ref} className={classes.place}>
        <ScheduleTimeLine
          contract={contract}
          width={width}
          span={span}
          whole={whole}
          lit={lit}
          onLit={setLit}
          onSpan={isFew ? () => {} : pick}
          onToday={toToday}
          {...(chosen !== undefined && { chosen })}
          {...(onChoose !== undefined && { onChoose })}
        />
      </div>
      {below?.(rows, lit, setLit)}
    </>
  );
}

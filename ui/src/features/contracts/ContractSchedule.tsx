import { useElementSize } from "@mantine/hooks";
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContractDetail } from "../../bindings";
import { Notice } from "../../components/Notice";
import { SectionTitle } from "../../components/Page";
import { TodayContext } from "../../lib/format";
import classes from "./ContractScreen.module.css";
import { ScheduleTable } from "./ScheduleTable";
import { ScheduleTimeLine } from "./ScheduleTimeLine";
import { TimeLineLegend } from "./TimeLineLegend";
import { TimeWindow } from "./TimeWindow";
import { firstSpan, isInSight, isWhole, type Span, wholeSpan } from "./timeWindow";

/** Until the page has been measured. */
const FIRST_WIDTH = 960;

/** The schedule as one picture, and beneath it the same rows in words. */
export function ContractSchedule({ contract }: { contract: ContractDetail }) {
  const { t } = useTranslation();
  const { schedule } = contract;
  return (
    <section className={classes.schedule}>
      <SectionTitle
        note={t("schedule.note")}
        end={
          <TimeLineLegend
            hasFailed={schedule.some((row) => row.run_status === "run_failed")}
            hasMissed={schedule.some((row) => row.is_missed)}
          />
        }
      >
        {t("schedule.title")}
      </SectionTitle>
      {schedule.length === 0 ? (
        <Notice tone="amber" shape="triangle">
          {t("schedule.empty")}
        </Notice>
      ) : (
        <Rows key={contract.id} contract={contract} />
      )}
    </section>
  );
}

function Rows({ contract }: { contract: ContractDetail }) {
  const today = useContext(TodayContext);
  const { ref, width: measured } = useElementSize();
  const [lit, setLit] = useState<number | null>(null);
  const [chosen, choose] = useState<Span | null>(null);
  const width = measured === 0 ? FIRST_WIDTH : measured;
  const whole = wholeSpan(contract);
  const atFirst = firstSpan(contract, today, width);
  const span = chosen ?? atFirst;
  const rows = contract.schedule
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => isInSight(span, row.run_date));
  const isFew = isWhole(atFirst, whole);
  return (
    <>
      {!isFew && (
        <TimeWindow
          span={span}
          whole={whole}
          rows={rows.length}
          all={contract.schedule.length}
          onSpan={choose}
          onToday={() => choose(null)}
        />
      )}
      <div ref={ref} className={classes.timeLine}>
        <ScheduleTimeLine
          contract={contract}
          width={width}
          span={span}
          whole={whole}
          lit={lit}
          onLit={setLit}
          onSpan={isFew ? () => {} : choose}
          onToday={() => choose(null)}
        />
      </div>
      <ScheduleTable contract={contract} rows={rows} lit={lit} onLit={setLit} />
    </>
  );
}

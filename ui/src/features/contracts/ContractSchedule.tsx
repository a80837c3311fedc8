import { useTranslation } from "react-i18next";
import type { ContractDetail } from "../../bindings";
import { Notice } from "../../components/Notice";
import { SectionTitle } from "../../components/Page";
import classes from "./ContractScreen.module.css";
import { ScheduleDrawing } from "./ScheduleDrawing";
import { ScheduleTable } from "./ScheduleTable";
import { TimeLineLegend } from "./TimeLineLegend";

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
        <ScheduleDrawing
          key={contract.id}
          contract={contract}
          below={(rows, lit, onLit) => <ScheduleTable contract={contract} rows={rows} lit={lit} onLit={onLit} />}
        />
      )}
    </section>
  );
}

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../../components/Empty";
import type { RecordList } from "../../lib/records";
import { ImportHolidays } from "./ImportHolidays";

/** What is missing, what it is for, and the next step. */
export function NoRecords({ list, action }: { list: RecordList; action: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Empty
      title={t(`setup.empty.${list}`)}
      action={
        <>
          {action}
          {list === "holidays" && <ImportHolidays />}
        </>
      }
    >
      {t(`setup.empty_text.${list}`)}
    </Empty>
  );
}

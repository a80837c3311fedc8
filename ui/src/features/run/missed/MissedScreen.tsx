import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "../../../components/Empty";
import { PageHead } from "../../../components/Page";
import { ProblemNotice } from "../../../components/ProblemNotice";
import { SkeletonRows } from "../../../components/Skeleton";
import { asProblem } from "../../../lib/ipc";
import { useMissedRunDates } from "../../../lib/runQueries";
import { useWaitingJob } from "../queries";
import { MissedList } from "./MissedList";
import classes from "./MissedScreen.module.css";
import { SequenceNotice } from "./SequenceNotice";
import { WaitsForDecision } from "./WaitsForDecision";

/** Run dates that have passed and that nobody ran: each is run after all, or skipped with a reason. */
export function MissedScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data, error, refetch } = useMissedRunDates();
  // Where it cannot be told whether a job waits, the dates are still there to be run or skipped.
  const waiting = useWaitingJob();
  return (
    <>
      <PageHead title={t("missed.title")} />
      {error !== null ? (
        <ProblemNotice what={t("missed.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : (
        <>
          {(data.count > 0 || waiting !== null) && <p className={classes.about}>{t("missed.about")}</p>}
          {waiting !== null && <WaitsForDecision job={waiting} />}
          <SequenceNotice />
          {data.count > 0 ? (
            <MissedList missed={data} waits={waiting?.row.waits ?? null} />
          ) : (
            <Empty
              title={t("missed.empty_title")}
              action={
                <Button variant="filled" onClick={() => void navigate({ to: "/calendar" })}>
                  {t("radar.empty_action")}
                </Button>
              }
            >
              {t("missed.empty_text")}
            </Empty>
          )}
        </>
      )}
    </>
  );
}

import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DateSpan, MissedRunDate, MissedRunDates } from "../../../bindings";
import { BulkBar } from "../../../components/BulkBar";
import { DataGrid } from "../../../components/DataGrid";
import { KeyLegend } from "../../../components/KeyCap";
import frame from "../../../components/ListFrame.module.css";
import { PageFoot } from "../../../components/Page";
import { useGridList } from "../../../components/useGridList";
import { useFormat } from "../../../lib/format";
import { ipc, type Problem } from "../../../lib/ipc";
import { useKeys } from "../../../lib/keys";
import { useReadOnly } from "../../../lib/readOnly";
import { showToast } from "../../../lib/toasts";
import { useRun } from "../runStore";
import classes from "./MissedScreen.module.css";
import { ReasonDialog } from "./ReasonDialog";
import { useSequence } from "./sequence";
import { useMissedColumns } from "./useMissedColumns";
import { useRunDates } from "./useRunDates";

const nowhere = () => {};

/** The dates, and what is done with those that are chosen, or with the one at the cursor. */
export function MissedList({ missed, waits }: { missed: MissedRunDates; waits: DateSpan | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const sequence = useSequence();
  const isRunning = useRun().phase === "running" || sequence.phase === "running";
  const [skipped, setSkipped] = useState<readonly string[] | null>(null);
  const { dates } = missed;
  const list = useGridList<MissedRunDate>({
    list: "missed",
    of: "",
    page: { total: dates.length, row: (index) => dates[index], onVisible: nowhere, listKey: "missed" },
    keyOf: (row) => row.date,
    nameOf: (row) => t("missed.select", { date: format.weekday(row.date) }),
    fetchRows: async (offset, limit) => dates.slice(offset, offset + limit),
  });
  const look = useCallback(
    (row: MissedRunDate) => void navigate({ to: "/run", search: { date: row.date } }),
    [navigate],
  );
  const columns = useMissedColumns({ caughtUpAt: missed.caught_up_at, waits }, look);
  const running = useRunDates(list.clear);
  const skipping = useSkipping(() => {
    setSkipped(null);
    list.clear();
  });
  const chosen = async () => (await list.rows()).map((row) => row.date);
  const { unless } = useReadOnly();
  const create = unless(async () => {
    if (!isRunning) running.mutate(await chosen());
  });
  const skip = unless(async () => {
    if (isRunning) return;
    skipping.reset();
    setSkipped(await chosen());
  });
  useKeys({
    c: create,
    s: skip,
    p: () => list.atCursor !== undefined && look(list.atCursor),
    ...(list.count > 0 && { escape: list.clear }),
  });
  return (
    <div className={frame.frame}>
      <div className={frame.list}>
        <DataGrid
          {...list.grid}
          label={t("missed.title")}
          className={classes.grid}
          columns={columns}
          size="one"
          onOpen={look}
        />
        {list.count > 0 && (
          <BulkBar
            count={list.count}
            total={dates.length}
            isBusy={isRunning}
            onAll={list.grid.selection.onAll}
            onClear={list.clear}
            actions={[
              { id: "create", label: t("missed.create"), keys: "C", onClick: create },
              { id: "skip", label: t("missed.skip"), keys: "S", onClick: skip },
            ]}
          />
        )}
        <PageFoot
          keys={
            <KeyLegend
              entries={[
                { keys: "Space", does: t("keys.short.select") },
                { keys: "C", does: t("missed.key.create"), writes: true },
                { keys: "S", does: t("missed.key.skip"), writes: true },
                { keys: "Enter", does: t("missed.key.look") },
              ]}
            />
          }
        >
          {dates.length < missed.count
            ? t("missed.first", { count: missed.count, shown: format.count(dates.length) })
            : t("missed.count", { count: missed.count })}
        </PageFoot>
      </div>
      <ReasonDialog
        opened={skipped !== null}
        title={t("missed.skip_title", { count: skipped?.length ?? 0 })}
        about={<SkipAbout dates={skipped ?? []} />}
        verb={t("missed.skip_verb", { count: skipped?.length ?? 0 })}
        isBusy={skipping.isPending}
        problem={skipping.error}
        onSkip={(reason) => skipped !== null && skipping.mutate({ dates: skipped, reason })}
        onClose={() => setSkipped(null)}
      />
    </div>
  );
}

/** As many dates are named before the rest is counted. */
const NAMED = 4;

function SkipAbout({ dates }: { dates: readonly string[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const names = [...dates]
    .sort()
    .slice(0, NAMED)
    .map((date) => format.date(date))
    .join(", ");
  return (
    <>
      <p>{dates.length > NAMED ? t("missed.skip_names", { names, count: dates.length - NAMED }) : `${names}.`}</p>
      <p>{t("missed.skip_means")}</p>
    </>
  );
}

function useSkipping(onSkipped: () => void) {
  const { t } = useTranslation();
  return useMutation<number, Problem, { dates: readonly string[]; reason: string }>({
    mutationFn: ({ dates, reason }) => ipc.skipRunDates([...dates], reason),
    onSuccess: (rows, { dates }) => {
      showToast({
        text: t("missed.skipped", { count: dates.length }),
        detail: t("missed.skipped_rows", { count: rows }),
      });
      onSkipped();
    },
  });
}

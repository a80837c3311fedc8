import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useContext, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ExportMenu, ExportProblem, useListExport } from "../../components/ExportMenu";
import { Icon } from "../../components/Icon";
import { KeyLegend } from "../../components/KeyCap";
import { LinkButton } from "../../components/LinkButton";
import { Notice } from "../../components/Notice";
import { PageFoot, PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { addMonths, monthWeeks } from "../../lib/dates";
import { TodayContext, useFirstWeekday, useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import { AgendaList } from "./AgendaList";
import classes from "./CalendarScreen.module.css";
import { DayPanel } from "./DayPanel";
import { Legend } from "./Legend";
import { MonthGrid } from "./MonthGrid";
import { useCalendar, useRunDates } from "./queries";

export const calendarViews = ["month", "agenda"] as const;
export type CalendarView = (typeof calendarViews)[number];

type CalendarScreenProps = {
  date: string | undefined;
  view: CalendarView;
  onChange: (next: { date?: string; view?: CalendarView }) => void;
};

/** How long the arrow keys must rest before the day's drafts and invoices are asked for. */
const PANEL_DELAY_MILLISECONDS = 150;

/** What runs, closes and falls due, day by day: to come with what is expected, past with what it made. */
export function CalendarScreen({ date: asked, view, onChange }: CalendarScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const today = useContext(TodayContext) ?? "";
  const firstWeekday = useFirstWeekday();
  const exporting = useListExport();
  const panel = useRef<HTMLElement>(null);
  const date = asked ?? today;
  const [settled] = useDebouncedValue(date, PANEL_DELAY_MILLISECONDS);
  const weeks = monthWeeks(date, firstWeekday);
  const from = weeks[0]?.[0] ?? date;
  const to = weeks.at(-1)?.at(-1) ?? date;
  const { data, error, refetch, isPlaceholderData } = useCalendar(from, to);
  const days = new Map(data?.map((day) => [day.date, day]));
  const month = date.slice(0, 7);
  const ofMonth = data?.filter((day) => day.date.startsWith(month)) ?? [];
  const choose = (next: string) => onChange({ date: next });
  // What leads out of an empty month goes away with it; the day it led to takes the focus.
  const main = useRef<HTMLDivElement>(null);
  const isLeaping = useRef(false);
  const leap = (next: string) => {
    isLeaping.current = true;
    choose(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the day is what moves it.
  useEffect(() => {
    if (!isLeaping.current) return;
    isLeaping.current = false;
    main.current?.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
  }, [date]);
  const openDay = () => panel.current?.querySelector<HTMLElement>("a, button")?.focus();
  const shared = { date, today, days, onChoose: choose, onOpen: openDay };
  return (
    <>
      <PageHead
        title={t("calendar.title")}
        beside={
          <span className={classes.steps}>
            <ActionIcon
              variant="default"
              aria-label={t("date.month_before")}
              onClick={() => choose(addMonths(date, -1))}
            >
              <Icon of={IconChevronLeft} />
            </ActionIcon>
            <h2 className={classes.month} aria-live="polite">
              {format.month(date)}
            </h2>
            <ActionIcon variant="default" aria-label={t("date.month_after")} onClick={() => choose(addMonths(date, 1))}>
              <Icon of={IconChevronRight} />
            </ActionIcon>
            <Button variant="default" onClick={() => choose(today)}>
              {t("calendar.today")}
            </Button>
          </span>
        }
        actions={
          <>
            <SegmentedControl
              aria-label={t("calendar.view")}
              data={calendarViews.map((value) => ({ value, label: t(`calendar.views.${value}`) }))}
              value={view}
              onChange={(next) => onChange({ view: next as CalendarView })}
            />
            <ExportMenu exporting={exporting} list={{ list: "calendar", from, to }} />
          </>
        }
      />
      <ExportProblem exporting={exporting} />
      {error !== null ? (
        <ProblemNotice what={t("calendar.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : (
        <>
          {data !== undefined && !isPlaceholderData && ofMonth.length === 0 && (
            <EmptyMonth date={date} onChoose={leap} />
          )}
          <div className={classes.columns}>
            <div ref={main} className={classes.main} data-stale={isPlaceholderData || undefined}>
              {data === undefined && <span className={classes.unseen} role="status" aria-label={t("common.loading")} />}
              {view === "month" ? (
                <MonthGrid weeks={weeks} isWaiting={data === undefined} {...shared} />
              ) : (
                <AgendaList list={data === undefined ? undefined : ofMonth} {...shared} />
              )}
            </div>
            <DayPanel
              ref={panel}
              date={date}
              settled={settled === date}
              day={days.get(date)}
              isWaiting={data === undefined || isPlaceholderData}
              today={today}
            />
          </div>
          <PageFoot
            keys={
              <KeyLegend
                entries={[
                  { keys: view === "month" ? "← ↑ → ↓" : "↑ ↓", does: t("calendar.key.day") },
                  { keys: "PgUp PgDn", does: t("calendar.key.month") },
                  { keys: "Home", does: t("calendar.key.today") },
                  { keys: "Enter", does: t("calendar.key.open") },
                ]}
              />
            }
          >
            <Legend />
          </PageFoot>
        </>
      )}
    </>
  );
}

/** Nothing stands in the month: where the next or last run date is. */
function EmptyMonth({ date, onChoose }: { date: string; onChoose: (date: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useRunDates();
  const later = data?.run_dates.find((one) => one.date > date);
  const near = later ?? data?.run_dates.findLast((one) => one.date < date);
  return (
    <div className={classes.empty}>
      <Notice tone="grey" shape="info" plain>
        <strong>{t("calendar.empty", { month: format.month(date) })}</strong>{" "}
        {near === undefined ? (
          t("calendar.no_run_dates")
        ) : (
          <>
            {t(later === undefined ? "calendar.last_run_date" : "calendar.next_run_date")}{" "}
            <LinkButton onClick={() => onChoose(near.date)}>{format.weekday(near.date)}</LinkButton>
          </>
        )}
      </Notice>
    </div>
  );
}

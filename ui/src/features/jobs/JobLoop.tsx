import { useTranslation } from "react-i18next";
import type { BatchJobView, JobStatus, RunProgress } from "../../bindings";
import { now, useNow } from "../../lib/clock";
import { useFormat } from "../../lib/format";
import { timerPassed } from "../../lib/jobs";
import { SECONDS_TOLD, useTimeWords } from "../../lib/timeWords";
import classes from "./JobLoop.module.css";

/** Units of the drawing. */
const WIDTH = 760;
const BOX = { width: 206, height: 58, top: 4 };
const WAY_Y = 120;
const BEND = 10;
const HEIGHT = 138;

/** The timer moves once in so long. */
const MINUTE = 60_000;

type Box = { id: "caller" | "runner" | "counter" | "sleep"; name: string; note: string; x: number };

/** Which box the loop stands in; none where it stands still. */
const standsIn: Record<JobStatus, "work" | "caller" | "sleep" | null> = {
  not_started: null,
  sleeping: "sleep",
  processing: "work",
  retrying: "sleep",
  waits_for_person: "caller",
  clock_behind: "caller",
  paused: null,
  stopped: null,
  stopped_working: null,
  hung: "work",
};

const FINE = 1_000;
const ROUGH = 10_000;

/** Rendered anew so often that what stands in it is never wrong to the reader, and no more often: each time costs power. */
function useLoopClock(nextWakeAt: string | null): number {
  const isNear = nextWakeAt !== null && Date.parse(nextWakeAt) - now() < SECONDS_TOLD + ROUGH;
  return useNow(isNear ? FINE : ROUGH);
}

/** The loop as it is, with the timer moving along the way back. */
export function JobLoop({ job, progress }: { job: BatchJobView; progress: RunProgress | null }) {
  const { t } = useTranslation();
  const { row } = job;
  const at = useLoopClock(row.next_wake_at);
  const words = useLoopWords(job, progress, at);
  const boxes = useBoxes(job, progress);
  const active = standsIn[row.status];
  const isActive = ({ id }: Box) =>
    active === "work" ? id === "runner" || id === "counter" : active === "caller" ? id === boxes[0]?.id : id === active;
  const [first, last] = [boxes[0], boxes.at(-1)];
  if (first === undefined || last === undefined) return null;
  // About as wide as the words that stand in the way back.
  const gap = words.bold.length * 7.6 + words.light.length * 6.6 + 32;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={classes.loop}
      data-status={row.status}
      role="img"
      aria-label={[t("jobs.loop", { boxes: boxes.map(({ name }) => name).join(", ") }), words.bold, words.light]
        .filter(Boolean)
        .join(". ")}
    >
      <WayBack
        from={last.x + BOX.width / 2}
        to={first.x + BOX.width / 2}
        passed={row.status === "sleeping" ? timerPassed(row, at - (at % MINUTE)) : null}
      />
      {boxes.map((box) => (
        <g key={box.id} className={classes.box} data-active={isActive(box) || undefined}>
          <rect x={box.x} y={BOX.top} width={BOX.width} height={BOX.height} rx="8" />
          <text x={box.x + 14} y={BOX.top + 25} className={classes.name} fontSize="13.5">
            {box.name}
          </text>
          <text x={box.x + 14} y={BOX.top + 43} className={classes.note} fontSize="11.5">
            {box.note}
          </text>
        </g>
      ))}
      {boxes.slice(1).map((box, index) => (
        <Arrow key={box.id} from={(boxes[index]?.x ?? 0) + BOX.width} to={box.x} index={index} isLast={box === last} />
      ))}
      <g className={classes.says}>
        <rect x={(WIDTH - gap) / 2} y={WAY_Y - 14} width={gap} height="28" />
        <text x={WIDTH / 2} y={WAY_Y + 5} textAnchor="middle" fontSize="13.5">
          <tspan className={classes.bold}>{words.bold}</tspan>
          <tspan className={classes.light} dx="8" fontSize="12">
            {words.light}
          </tspan>
        </text>
      </g>
    </svg>
  );
}

/** From one box to the next, with what is handed over. */
function Arrow({ from, to, index, isLast }: { from: number; to: number; index: number; isLast: boolean }) {
  const { t } = useTranslation();
  const y = BOX.top + BOX.height / 2;
  const middle = (from + to) / 2;
  return (
    <g>
      <path d={`M${from} ${y}H${to - 10}`} className={classes.line} />
      <path d={`m${to - 10} ${y - 4.5} 10 4.5-10 4.5z`} className={classes.tip} />
      {index === 0 && !isLast && (
        <text x={middle} y={y - 9} textAnchor="middle" className={classes.note} fontSize="11">
          {t("jobs.calls")}
        </text>
      )}
      {index === 0 && isLast && (
        <text x={middle} y={y - 9} textAnchor="middle" className={classes.note} fontSize="11">
          {t("jobs.from_end_time")}
        </text>
      )}
      {index > 0 && isLast && (
        <>
          <text x={middle} y={y - 9} textAnchor="middle" className={classes.note} fontSize="11">
            {t("jobs.hands_back")}
          </text>
          <text x={middle} y={y + 18} textAnchor="middle" className={classes.note} fontSize="11">
            {t("jobs.its_end_time")}
          </text>
        </>
      )}
    </g>
  );
}

/** The way from the last box back to the first; where the timer runs, as far as it has come in ink. */
function WayBack({ from, to, passed }: { from: number; to: number; passed: number | null }) {
  const top = BOX.top + BOX.height;
  const down = WAY_Y - top;
  const across = from - to;
  const length = down + across + (down - 9);
  const way = `M${from} ${top}V${WAY_Y - BEND}q0 ${BEND}-${BEND} ${BEND}H${to + BEND}q-${BEND} 0-${BEND}-${BEND}V${top + 9}`;
  const far = (passed ?? 0) * length;
  const dot =
    far <= down
      ? { x: from, y: top + far }
      : far <= down + across
        ? { x: from - (far - down), y: WAY_Y }
        : { x: to, y: WAY_Y - (far - down - across) };
  return (
    <g>
      <path d={way} className={classes.way} />
      {passed !== null && (
        <>
          <path d={way} className={classes.passed} pathLength="1000" strokeDasharray={`${passed * 1000} 1000`} />
          <circle cx={dot.x} cy={dot.y} r="5" className={classes.dot} data-passed={Math.round(passed * 1000)} />
        </>
      )}
      <path d={`m${to - 6} ${top + 10} 6-9 6 9z`} className={classes.tip} />
    </g>
  );
}

function useBoxes({ row, last_took_milliseconds }: BatchJobView, progress: RunProgress | null): Box[] {
  const { t } = useTranslation();
  const format = useFormat();
  const ended = row.last_ended_at;
  const took = last_took_milliseconds === null ? "" : format.duration(last_took_milliseconds);
  const closed =
    ended === null
      ? t("jobs.never_ran")
      : took === ""
        ? t("jobs.closed", { at: format.exactClock(ended) })
        : t("jobs.closed_took", { at: format.exactClock(ended), took });
  const works =
    row.hung_since !== null
      ? t("jobs.hung_since", { at: format.clock(Date.parse(row.hung_since)) })
      : row.status === "processing"
        ? progress === null
          ? t("jobs.begins")
          : t("jobs.far", { done: format.count(progress.done), total: format.count(progress.total) })
        : closed;
  const since = ended === null ? t("jobs.before_first") : t("jobs.since_end", { at: format.exactClock(ended) });
  const middle = (WIDTH - BOX.width) / 2;
  if (row.workflow === "update_role_utilization") {
    return [
      { id: "counter", name: t("workflow.update_role_utilization"), note: works, x: 1 },
      { id: "sleep", name: t("jobs.sleep_7_days"), note: since, x: WIDTH - BOX.width - 1 },
    ];
  }
  return [
    { id: "caller", name: t("workflow.process_run_caller"), note: t("jobs.holds_timer"), x: 1 },
    { id: "runner", name: t("workflow.process_runner"), note: works, x: middle },
    { id: "sleep", name: t("jobs.sleep_24_h"), note: since, x: WIDTH - BOX.width - 1 },
  ];
}

/** What the way back says: what happens next, and when. */
function useLoopWords(
  { row }: BatchJobView,
  progress: RunProgress | null,
  at: number,
): { bold: string; light: string } {
  const { t } = useTranslation();
  const format = useFormat();
  const time = useTimeWords();
  const wakes = row.next_wake_at;
  const left = wakes === null ? "" : time.span(Date.parse(wakes) - at);
  const when = wakes === null ? "" : format.exactShort(wakes);
  switch (row.status) {
    case "sleeping":
      return { bold: t("jobs.wakes_in", { span: left }), light: when };
    case "retrying":
      return { bold: t("jobs.tries_in", { span: left }), light: when };
    case "processing":
      return progress === null
        ? { bold: t("job_status.processing"), light: "" }
        : {
            bold: t("jobs.runs_date", { date: format.weekdayShort(progress.run_date) }),
            light: t("jobs.then_sleeps"),
          };
    case "paused":
      return {
        bold: t("job_status.paused"),
        light: wakes === null ? "" : t(Date.parse(wakes) > at ? "jobs.timer_ends" : "jobs.timer_ended", { at: when }),
      };
    default:
      return { bold: t(`job_status.${row.status}`), light: "" };
  }
}

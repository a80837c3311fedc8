import { Tooltip } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "../../components/Icon";
import { Shape, type ShapeName, type Tone } from "../../components/Shape";
import { useFormat } from "../../lib/format";
import { JobPill } from "./JobPill";
import classes from "./RunPill.module.css";
import { type RunState, useRun, useRunUnseen } from "./runStore";
import { useRunWords } from "./useRunWords";

function shapeOf(run: RunState): { name: ShapeName; tone: Tone } {
  if (run.phase === "running") return { name: "play", tone: "accent" };
  if (run.phase !== "ended") return { name: "octagon", tone: "red" };
  if (run.result.status === "completed") return { name: "ring-check", tone: "green" };
  return { name: "triangle", tone: "amber" };
}

/** The foot of the navigation: the batch job, unless a run of this window is under way or nobody has seen its end. */
export function RunPill({ isNarrow, hasBook }: { isNarrow: boolean; hasBook: boolean }) {
  const run = useRun();
  const isUnseen = useRunUnseen();
  if (run.phase === "running" || (isUnseen && run.phase !== "idle")) return <OwnRun run={run} isNarrow={isNarrow} />;
  return <JobPill isNarrow={isNarrow} hasBook={hasBook} />;
}

type OwnRunProps = { run: Exclude<RunState, { phase: "idle" }>; isNarrow: boolean };

/** The run of this window: how far it is, then what came of it until somebody looks. */
function OwnRun({ run, isNarrow }: OwnRunProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRunWords();
  const name = t("run.of_day", { date: format.dayAndMonth(run.date) });
  const detail = words(run);
  const progress = run.phase === "running" ? run.progress : null;
  const far = progress === null ? 0 : (progress.done / Math.max(1, progress.total)) * 100;
  return (
    <Tooltip label={`${name}, ${detail}`} position="right" disabled={!isNarrow}>
      <Link to="/run" search={{ date: run.date }} className={classes.pill ?? ""} activeProps={{}}>
        <span className={classes.shape}>
          <Shape {...shapeOf(run)} />
        </span>
        <span className={classes.text}>
          <span className={classes.name}>{name}</span> <span className={classes.detail}>{detail}</span>
        </span>
        <span className={classes.more}>
          <Icon of={IconChevronRight} />
        </span>
        {run.phase === "running" && (
          <span
            className={classes.bar}
            role="progressbar"
            aria-label={name}
            aria-valuemin={0}
            aria-valuemax={progress?.total ?? 0}
            aria-valuenow={progress?.done ?? 0}
          >
            <span className={classes.done} style={{ width: `${far}%` }} />
          </span>
        )}
      </Link>
    </Tooltip>
  );
}

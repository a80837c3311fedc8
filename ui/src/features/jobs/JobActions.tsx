import { Button } from "@mantine/core";
import {
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconTrash,
  type Icon as TablerIcon,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { BatchJobView, JobAction } from "../../bindings";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { useReadOnly } from "../../lib/readOnly";
import classes from "./JobScreen.module.css";

/** In the order of the buttons. What becomes of the clock or of dates that wait stands beside its reason. */
const inHead = ["delete", "pause", "stop", "start", "resume", "restart", "run_now"] as const;
type HeadAction = (typeof inHead)[number];

const icons: Partial<Record<HeadAction, TablerIcon>> = {
  delete: IconTrash,
  pause: IconPlayerPause,
  stop: IconPlayerStop,
  start: IconPlayerPlay,
  restart: IconRefresh,
};

/** The first of these that may be done is the one that is meant. */
const primary: readonly HeadAction[] = ["run_now", "resume", "restart", "start"];

type JobActionsProps = {
  job: BatchJobView;
  isBusy: boolean;
  onAct: (action: JobAction) => void;
  onEdit: () => void;
};

/** What may be done with a job just now, as the program says. */
export function JobActions({ job: { actions }, isBusy, onAct, onEdit }: JobActionsProps) {
  const { t } = useTranslation();
  const { off } = useReadOnly();
  const may = inHead.filter((action) => actions.includes(action));
  const first = primary.find((action) => actions.includes(action));
  return (
    <>
      <Button
        variant="subtle"
        onClick={onEdit}
        leftSection={<Icon of={IconPencil} />}
        rightSection={<KeyCap keys="E" />}
        aria-keyshortcuts="E"
        {...off}
      >
        {t("jobs.edit")}
      </Button>
      {may.map((action) => {
        const icon = icons[action];
        const isDanger = action === "stop" || action === "delete";
        return (
          <Button
            key={action}
            variant={action === first ? "filled" : "default"}
            className={isDanger ? (classes.danger ?? "") : ""}
            disabled={isBusy}
            leftSection={icon === undefined ? undefined : <Icon of={icon} />}
            onClick={() => onAct(action)}
            {...off}
          >
            {t(`jobs.action.${action}`)}
          </Button>
        );
      })}
    </>
  );
}

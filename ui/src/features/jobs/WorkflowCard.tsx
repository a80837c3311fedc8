import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { StartRefusal, WorkflowPlan } from "../../bindings";
import { Icon } from "../../components/Icon";
import { Shape } from "../../components/Shape";
import { useFormat } from "../../lib/format";
import { asSentence } from "../../lib/sentence";
import classes from "./LookUpRecord.module.css";

type WorkflowCardProps = { plan: WorkflowPlan; isAdded: boolean; onAdd: () => void };

/** A workflow that may be added, or the reason why it may not. */
export function WorkflowCard({ plan: { workflow, refused }, isAdded, onAdd }: WorkflowCardProps) {
  const { t } = useTranslation();
  const refusedWords = useRefusedWords();
  const id = useId();
  const name = t(`workflow.${workflow}`);
  const isOff = refused !== null;
  return (
    <div className={classes.card} data-added={isAdded || undefined} data-off={isOff || undefined}>
      <label className={classes.pick}>
        <input
          type="radio"
          name="workflow"
          className={classes.radio}
          checked={isAdded}
          disabled={isOff}
          aria-labelledby={`${id}-name`}
          aria-describedby={`${id}-text`}
          onChange={onAdd}
        />
        <span className={classes.cardText}>
          <span>
            <strong id={`${id}-name`}>{name}</strong>{" "}
            <span className={classes.cardOrder}>{t(`jobs.card_order.${workflow}`)}</span>
          </span>
          <span id={`${id}-text`} className={classes.cardSays}>
            {isOff ? (
              <span className={classes.refused}>
                <Shape name="octagon" tone="red" /> {refusedWords(refused)}
              </span>
            ) : (
              t(`jobs.card.${workflow}`)
            )}
          </span>
        </span>
      </label>
      {!isOff && (
        <Button
          variant={isAdded ? "default" : "subtle"}
          className={classes.add ?? ""}
          aria-label={t(isAdded ? "jobs.added_name" : "jobs.add_name", { name })}
          aria-pressed={isAdded}
          leftSection={isAdded ? <Icon of={IconCheck} /> : undefined}
          onClick={onAdd}
        >
          {t(isAdded ? "jobs.added" : "jobs.add")}
        </Button>
      )}
    </div>
  );
}

/** Why a workflow may not be started, with instants as its reader writes them. */
function useRefusedWords(): (refused: StartRefusal) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (refused) => {
    if ("told" in refused) return `${asSentence(refused.told)}.`;
    const { name, since, by, is_paused } = refused.running;
    const words = { name, by, at: format.moment(since) };
    return is_paused ? t("jobs.refused_paused", words) : t("jobs.refused_running", words);
  };
}

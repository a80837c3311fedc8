import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { WorkflowPlan } from "../../bindings";
import { Icon } from "../../components/Icon";
import { Shape } from "../../components/Shape";
import { asSentence } from "../../lib/sentence";
import classes from "./LookUpRecord.module.css";

type WorkflowCardProps = { plan: WorkflowPlan; isAdded: boolean; onAdd: () => void };

/** A workflow that may be added, or the reason why it may not. */
export function WorkflowCard({ plan: { workflow, refused }, isAdded, onAdd }: WorkflowCardProps) {
  const { t } = useTranslation();
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
                <Shape name="octagon" tone="red" /> {asSentence(refused)}.
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

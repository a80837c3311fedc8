import { Button, Modal, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Workflow, WorkflowPlan } from "../../bindings";
import dialog from "../../components/Dialog.module.css";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { Notice } from "../../components/Notice";
import { SkeletonRows } from "../../components/Skeleton";
import { fitsWords } from "../../lib/emphasis";
import { asProblem, ipc, type Problem } from "../../lib/ipc";
import { asSentence } from "../../lib/sentence";
import classes from "./LookUpRecord.module.css";
import { OrderAfterOk } from "./OrderAfterOk";
import { useWorkflowPlans } from "./queries";
import { WorkflowCard } from "./WorkflowCard";

type LookUpRecordProps = {
  /** The job; none where the dialog is closed. */
  id: string | null;
  onClose: () => void;
  onStarted: (id: string) => void;
};

/** Chooses the workflow that starts a job, and shows in which order it will go before anything starts. */
export function LookUpRecord({ id, onClose, onStarted }: LookUpRecordProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={id !== null}
      onClose={onClose}
      title={t("jobs.look_up")}
      size="49rem"
      closeButtonProps={{ "aria-label": t("jobs.look_up_close") }}
    >
      {id !== null && <Body id={id} onClose={onClose} onStarted={onStarted} />}
    </Modal>
  );
}

type BodyProps = { id: string; onClose: () => void; onStarted: (id: string) => void };

function Body({ id, onClose, onStarted }: BodyProps) {
  const { t } = useTranslation();
  const plans = useWorkflowPlans(id);
  const [searched, setSearched] = useState("");
  const [chosen, setChosen] = useState<Workflow | null>(null);
  const starting = useMutation<unknown, Problem, Workflow>({
    mutationFn: (workflow) => ipc.startBatchJob(id, workflow),
    onSuccess: () => onStarted(id),
  });
  const startable = plans.data?.filter(({ refused }) => refused === null) ?? [];
  // Right from the start: the first that may be started is added already.
  const added = startable.find(({ workflow }) => workflow === chosen) ?? startable[0];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (added !== undefined && !starting.isPending) starting.mutate(added.workflow);
  };
  const words = ({ workflow, order }: WorkflowPlan) =>
    `${t(`workflow.${workflow}`)} ${t(`jobs.card.${workflow}`)} ${order.map((part) => t(`jobs.part.${part}`)).join(" ")}`;
  const shown = plans.data?.filter((plan) => fitsWords(words(plan), searched)) ?? [];
  const problem = plans.error === null ? starting.error : asProblem(plans.error);
  return (
    <form onSubmit={submit} className={dialog.body} noValidate>
      <p className={dialog.about}>{t("jobs.look_up_about")}</p>
      {problem !== null && (
        <Notice tone="red" shape="octagon" alert>
          <strong>{t("jobs.not_started")}</strong> {asSentence(problem.message)}.
        </Notice>
      )}
      <div className={classes.columns}>
        <div className={classes.choose}>
          <TextInput
            type="search"
            data-autofocus
            aria-label={t("jobs.search_workflows")}
            placeholder={t("jobs.search_workflows")}
            leftSection={<Icon of={IconSearch} />}
            value={searched}
            onChange={(event) => setSearched(event.currentTarget.value)}
          />
          <fieldset className={classes.cards} aria-label={t("jobs.workflows")}>
            {plans.isPending && <SkeletonRows rows={3} />}
            {shown.map((plan) => (
              <WorkflowCard
                key={plan.workflow}
                plan={plan}
                isAdded={plan === added}
                onAdd={() => setChosen(plan.workflow)}
              />
            ))}
            {plans.data !== undefined && shown.length === 0 && (
              <p className={classes.nothing}>{t("jobs.no_workflow_fits", { searched })}</p>
            )}
          </fieldset>
        </div>
        <div className={classes.order}>{added !== undefined && <OrderAfterOk plan={added} />}</div>
      </div>
      <div className={dialog.foot}>
        <span className={dialog.hint}>{t("jobs.only_one")}</span>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button
          type="submit"
          variant="filled"
          disabled={added === undefined}
          loading={starting.isPending}
          rightSection={<KeyCap keys="Enter" />}
        >
          {t("jobs.ok")}
        </Button>
      </div>
    </form>
  );
}

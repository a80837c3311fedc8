import { Button, SegmentedControl, Select, TextInput } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BatchJobSetup, BatchJobView } from "../../bindings";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { Notice } from "../../components/Notice";
import { PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { asProblem, ipc, type Problem } from "../../lib/ipc";
import { useBatchJob } from "../../lib/jobs";
import { useKeys } from "../../lib/keys";
import { useReadOnly } from "../../lib/readOnly";
import { restsWhile } from "../../lib/resting";
import { asSentence } from "../../lib/sentence";
import classes from "./JobFormScreen.module.css";
import { LookUpRecord } from "./LookUpRecord";
import { NameField } from "./NameField";
import { useJobName } from "./queries";

/** Sets up a batch job, a new one where no id is given. */
export function JobFormScreen({ id }: { id: string | null }) {
  const { t } = useTranslation();
  const job = useBatchJob(id);
  // A new job begins with a name that fits.
  const suggested = useJobName("");
  const error = job.error ?? suggested.error;
  if (error !== null) {
    return (
      <ProblemNotice
        what={t("jobs.one_problem")}
        problem={asProblem(error)}
        onRetry={() => {
          void job.refetch();
          void suggested.refetch();
        }}
        elsewhere={<Link to="/settings/jobs">{t("jobs.to_list")}</Link>}
      />
    );
  }
  if (suggested.data === undefined || (id !== null && job.data === undefined)) return <SkeletonRows rows={4} />;
  return <Form job={job.data} suggestion={suggested.data.suggestion} />;
}

type FormProps = { job: BatchJobView | undefined; suggestion: string };

function Form({ job, suggestion }: FormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const activeId = useId();
  const [setup, setSetup] = useState<BatchJobSetup>(() => ({
    name: job?.row.name ?? suggestion,
    is_active: job?.row.is_active ?? true,
    time_of_day: job?.time_of_day ?? "",
  }));
  /** What was saved and now waits for its workflow to be chosen. */
  const [starting, setStarting] = useState<string | null>(null);
  const saving = useMutation<string, Problem, "open" | "start">({
    mutationFn: () =>
      ipc.saveBatchJob(starting ?? job?.row.id ?? null, {
        ...setup,
        name: setup.name.trim(),
        time_of_day: setup.time_of_day?.trim() || null,
      }),
    onSuccess: (id, then) => {
      if (then === "start") setStarting(id);
      else void navigate({ to: "/settings/jobs/$id", params: { id }, replace: job === undefined });
    },
  });
  const change = (given: Partial<BatchJobSetup>) => setSetup((old) => ({ ...old, ...given }));
  const cancel = () =>
    void (job === undefined
      ? navigate({ to: "/settings/jobs" })
      : navigate({ to: "/settings/jobs/$id", params: { id: job.row.id } }));
  const { why, off, unless } = useReadOnly();
  const save = unless(() => saving.mutate("open"));
  useKeys({ "mod+s": save, escape: cancel });
  const problem = saving.error;
  const errorOf = (field: string) => (problem?.field === field ? asSentence(problem.message) : null);
  const isStartable = job === undefined || job.actions.includes("start");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  return (
    <>
      <form onSubmit={submit} className={classes.form} noValidate>
        <PageHead
          crumb={
            <>
              <Link to="/settings">{t("settings.title")}</Link> › <Link to="/settings/jobs">{t("settings.jobs")}</Link>
            </>
          }
          title={job === undefined ? t("jobs.new_title") : job.row.name}
          actions={
            <>
              <Button variant="subtle" onClick={cancel} rightSection={<KeyCap keys="Esc" />}>
                {t("common.cancel")}
              </Button>
              <Button
                type="submit"
                variant={isStartable ? "default" : "filled"}
                loading={saving.isPending && saving.variables === "open"}
                rightSection={<KeyCap keys="Mod S" />}
                aria-keyshortcuts="Control+S"
                {...off}
              >
                {t("jobs.save")}
              </Button>
              {isStartable && (
                <Button
                  variant="filled"
                  leftSection={<Icon of={IconPlayerPlay} />}
                  loading={saving.isPending && saving.variables === "start"}
                  onClick={() => saving.mutate("start")}
                  {...off}
                >
                  {t("jobs.action.start")}
                </Button>
              )}
            </>
          }
        />
        <fieldset className={classes.fields} disabled={why !== null} {...restsWhile(saving.isPending)}>
          {why !== null && (
            <Notice tone="grey" shape="slash">
              {why}
            </Notice>
          )}
          {problem !== null && problem.field !== "name" && problem.field !== "time_of_day" && (
            <Notice tone="red" shape="octagon" alert>
              <strong>{t("jobs.not_saved")}</strong> {asSentence(problem.message)}. {t("create.kept")}
            </Notice>
          )}
          <NameField value={setup.name} error={errorOf("name")} onChange={(name) => change({ name })} />
          <div className={classes.pair}>
            <Select
              label={t("jobs.type")}
              data={[t("jobs.type_none")]}
              value={t("jobs.type_none")}
              allowDeselect={false}
            />
            <Select
              label={t("jobs.frequency")}
              data={[t("jobs.frequency_daily")]}
              value={t("jobs.frequency_daily")}
              allowDeselect={false}
            />
          </div>
          <div>
            <div id={activeId} className={classes.label}>
              {t("jobs.is_active")}
            </div>
            <SegmentedControl
              aria-labelledby={activeId}
              data={[
                { value: "yes", label: t("jobs.yes") },
                { value: "no", label: t("jobs.no") },
              ]}
              value={setup.is_active ? "yes" : "no"}
              onChange={(value) => change({ is_active: value === "yes" })}
            />
            <p className={classes.help}>{t("jobs.is_active_help")}</p>
          </div>
          <TextInput
            label={t("jobs.time_of_day")}
            description={t("jobs.time_of_day_help")}
            inputWrapperOrder={["label", "input", "error", "description"]}
            placeholder={t("jobs.time_none")}
            className={classes.time ?? ""}
            value={setup.time_of_day ?? ""}
            error={errorOf("time_of_day")}
            onChange={(event) => change({ time_of_day: event.currentTarget.value })}
          />
        </fieldset>
      </form>
      <LookUpRecord
        id={starting}
        onClose={() => {
          // What was saved is changed from now on, not set up once more.
          if (starting !== null && job === undefined) {
            void navigate({ to: "/settings/jobs/$id/edit", params: { id: starting }, replace: true });
          }
          setStarting(null);
        }}
        onStarted={(id) => void navigate({ to: "/settings/jobs/$id", params: { id }, replace: job === undefined })}
      />
    </>
  );
}

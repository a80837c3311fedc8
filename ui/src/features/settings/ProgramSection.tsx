import { Switch } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { ProgramChoices, ProgramSettings } from "../../bindings";
import { SectionTitle } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { asProblem } from "../../lib/ipc";
import { asSentence } from "../../lib/sentence";
import classes from "./ProgramSection.module.css";
import { useChooseForProgram, useProgramSettings } from "./queries";

const choices = ["keeps_running", "starts_at_login", "notifies"] as const satisfies (keyof ProgramChoices)[];
type Choice = (typeof choices)[number];

/** What is set about the program itself, for every book; each choice acts at once. */
export function ProgramSection() {
  const { t } = useTranslation();
  const { data, error, refetch } = useProgramSettings();
  return (
    <section aria-label={t("settings.program.title")} className={classes.section}>
      <SectionTitle>{t("settings.program.title")}</SectionTitle>
      {data !== undefined ? (
        choices.map((choice) => <ChoiceLine key={choice} choice={choice} settings={data} />)
      ) : error !== null ? (
        <ProblemNotice what={t("settings.program.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={choices.length} />
      )}
    </section>
  );
}

function ChoiceLine({ choice, settings }: { choice: Choice; settings: ProgramSettings }) {
  const { t } = useTranslation();
  const id = useId();
  const choosing = useChooseForProgram();
  const help = useHelp(choice, settings);
  const isImpossible = choice === "keeps_running" && !settings.can_keep_running;
  const isOn = choosing.isPending ? (choosing.variables[choice] ?? settings[choice]) : settings[choice];
  const problem = choosing.error;
  const described = [...(help === null ? [] : [`${id}-help`]), ...(problem === null ? [] : [`${id}-problem`])];
  return (
    <div className={classes.line}>
      <div className={classes.text}>
        <label htmlFor={id} className={classes.label}>
          {t(`settings.program.${choice}`)}
        </label>
        {help !== null && (
          <p id={`${id}-help`} className={classes.help}>
            {help}
          </p>
        )}
        {problem !== null && (
          <p id={`${id}-problem`} role="alert" className={classes.problem}>
            {t("settings.program.not_set")} {asSentence(problem.message)}.
          </p>
        )}
      </div>
      <Switch
        id={id}
        aria-describedby={described.length === 0 ? undefined : described.join(" ")}
        checked={isOn && !isImpossible}
        disabled={isImpossible}
        onChange={(event) => choosing.mutate({ [choice]: event.currentTarget.checked })}
      />
    </div>
  );
}

/** What a choice means; without a tray there is no going on without a window. */
function useHelp(choice: Choice, { can_keep_running }: ProgramSettings): string | null {
  const { t } = useTranslation();
  if (choice === "notifies") return null;
  return t(can_keep_running ? `settings.program.${choice}_help` : `settings.program.${choice}_no_tray`);
}

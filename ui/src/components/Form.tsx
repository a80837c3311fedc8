import { Button } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { type FormSays, goToField } from "../lib/formLook";
import type { Problem } from "../lib/ipc";
import { asPart, asSentence } from "../lib/sentence";
import { keepFootFree } from "../lib/toasts";
import classes from "./Form.module.css";
import { KeyCap } from "./KeyCap";
import { LinkButton } from "./LinkButton";
import { Notice } from "./Notice";
import { Status } from "./Status";

type FormSectionProps = {
  title: string;
  note?: ReactNode;
  path?: string;
  /** Whether its fields need the whole width, below what it is about. */
  isWide?: boolean;
  children: ReactNode;
};

/** A part of a form: what it is about, and its fields. */
export function FormSection({ title, note, path, isWide = false, children }: FormSectionProps) {
  return (
    <section className={classes.section} aria-label={title} data-path={path} data-wide={isWide || undefined}>
      <div>
        <h2 className={classes.title}>{title}</h2>
        {note !== undefined && <p className={classes.note}>{note}</p>}
      </div>
      <div className={classes.fields}>{children}</div>
    </section>
  );
}

/** Fields that are read, not scanned, are no wider than a line of text. */
export function Measure({ children }: { children: ReactNode }) {
  return <div className={classes.measure}>{children}</div>;
}

type FormFootProps = {
  says: FormSays;
  /** Whether something is typed that is not saved. */
  isDirty: boolean;
  isBusy: boolean;
  /** Whether the program has not seen yet what was typed last: its problems may be gone. */
  isAsking: boolean;
  verb: string;
  /** What is said while nothing is typed. */
  clean: string;
  onSave: () => void;
  /** Gives back what was typed; none where there is nothing to go back to. */
  onDiscard?: (() => void) | undefined;
};

/** How the form stands, and Save. It counts the problems and leads to the first. */
export function FormFoot({ says, isDirty, isBusy, isAsking, verb, clean, onSave, onDiscard }: FormFootProps) {
  const { t } = useTranslation();
  const [first] = says.problems;
  useEffect(() => keepFootFree(), []);
  return (
    <footer className={classes.foot} data-form-foot>
      <div className={classes.state} aria-live="polite">
        {isBusy ? (
          <span>{t("form.saving")}</span>
        ) : first !== undefined && isDirty ? (
          <>
            <Status shape="triangle" tone="red">
              {t("form.problems", { count: says.problems.length })}
            </Status>
            <span>
              {t("form.saving_is_off", { why: asPart(first.message).replace(/[.]$/, "") })}{" "}
              <LinkButton onClick={() => goToField(first.path)}>
                {t("form.go_to_first", { count: says.problems.length })}
              </LinkButton>
            </span>
          </>
        ) : isDirty ? (
          <Status shape="ring" tone="amber">
            {t("form.not_saved")}
          </Status>
        ) : (
          <span>{clean}</span>
        )}
      </div>
      {onDiscard !== undefined && isDirty && (
        <Button disabled={isBusy} onClick={onDiscard}>
          {t("form.discard")}
        </Button>
      )}
      <Button
        variant={isDirty ? "filled" : "default"}
        {...(isDirty ? offFor(first !== undefined, isAsking) : { disabled: true })}
        loading={isBusy}
        rightSection={<KeyCap keys="Mod S" />}
        aria-keyshortcuts="Control+S"
        onClick={onSave}
      >
        {verb}
      </Button>
    </footer>
  );
}

/**
 * Save is off while something is wrong. It looks so until the next answer is there, but a press right after the last
 * letter is not lost: it waits for the answer, as the key does.
 */
export function offFor(isWrong: boolean, isAsking: boolean) {
  if (!isWrong) return {};
  return isAsking ? { "data-disabled": true, "aria-disabled": true } : { disabled: true };
}

/** Why nothing of the form can be changed any more. */
export function FormLocked({ says }: { says: FormSays }) {
  if (says.wholeLock === null) return null;
  return (
    <div className={classes.refused}>
      <Notice tone="grey" shape="slash">
        {says.wholeLock}
      </Notice>
    </div>
  );
}

/** Why saving was refused, where no field can say it. */
export function FormRefused({ problem }: { problem: Problem | null }) {
  const { t } = useTranslation();
  if (problem === null || problem.field !== null) return null;
  return (
    <div className={classes.refused}>
      <Notice tone="red" shape="octagon" alert>
        <strong>{t("form.refused")}</strong> {asSentence(problem.message)}. {t("form.kept")}
      </Notice>
    </div>
  );
}

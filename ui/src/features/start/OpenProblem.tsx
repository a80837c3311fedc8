import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../../components/LinkButton";
import { Shape } from "../../components/Shape";
import type { Problem } from "../../lib/ipc";
import { asSentence } from "../../lib/sentence";
import { showToast } from "../../lib/toasts";
import classes from "./OpenProblem.module.css";

type OpenProblemProps = {
  name: string | null;
  /** Its folder, where it was open before. */
  place: string | null;
  problem: Problem;
  isBusy: boolean;
  /** Whether it is tried again by itself, every so many seconds. */
  checkedEvery: number | null;
  onRetry: () => void;
  onOpenAnother: () => void;
  onOpenExample: () => void;
  onForget: (() => void) | undefined;
  onBack: () => void;
};

/** Codes that have words of their own; the rest are told in the program's words. */
const known = [
  "book_missing",
  "book_not_a_book",
  "book_foreign",
  "book_newer",
  "book_locked",
  "book_read_only",
  "book_corrupt",
  "lease_held",
  "invalid_input",
] as const;

type Code = (typeof known)[number] | "failed";

/** Where the same file cannot be opened however often it is tried, another file comes first. */
const anotherFirst: readonly Code[] = [
  "book_missing",
  "book_not_a_book",
  "book_foreign",
  "book_corrupt",
  "invalid_input",
];

/** Why a book did not open, that nothing was touched, and the ways out in order of safety. */
export function OpenProblem(props: OpenProblemProps) {
  const { name, place, problem, isBusy, checkedEvery, onRetry, onOpenAnother, onOpenExample, onForget, onBack } = props;
  const { t } = useTranslation();
  const first = useRef<HTMLButtonElement>(null);
  // What was pressed is gone with the page before; the safest way out takes its place.
  useEffect(() => first.current?.focus(), []);
  const code: Code = known.find((candidate) => candidate === problem.code) ?? "failed";
  const title = t(`open_problem.title.${code}`, { name: name ?? t("open_problem.the_file") });
  const isAnotherFirst = anotherFirst.includes(code);
  const again = (
    <Way
      key="again"
      title={t("open_problem.retry")}
      note={
        checkedEvery === null
          ? t(`open_problem.retry_note.${code}`)
          : `${t(`open_problem.retry_note.${code}`)} ${t("open_problem.checked", { count: checkedEvery })}`
      }
    >
      <Button
        ref={isAnotherFirst ? undefined : first}
        variant={isAnotherFirst ? "default" : "filled"}
        onClick={onRetry}
        loading={isBusy}
      >
        {t("problem.retry")}
      </Button>
    </Way>
  );
  const another = (
    <Way key="another" title={t(`open_problem.another.${code}`)} note={t(`open_problem.another_note.${code}`)}>
      <Button
        ref={isAnotherFirst ? first : undefined}
        variant={isAnotherFirst ? "filled" : "default"}
        onClick={onOpenAnother}
      >
        {t(code === "book_missing" ? "start.locate" : "start.open")}
      </Button>
    </Way>
  );
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(`${title}\n${problem.message}\n${problem.code}`);
      showToast({ text: t("open_problem.copied") });
    } catch {
      showToast({ text: t("open_problem.not_copied"), tone: "notice" });
    }
  };
  return (
    <main className={classes.page}>
      <div className={classes.column} role="alert">
        <span className={classes.shape}>
          <Shape name="octagon" tone="red" />
        </span>
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.why}>
          {t(`open_problem.why.${code}`)} {t("open_problem.untouched")}
        </p>
        <dl className={classes.facts}>
          {name !== null && (
            <div>
              <dt>{t("open_problem.book")}</dt>
              <dd>{name}</dd>
            </div>
          )}
          {place !== null && (
            <div>
              <dt>{t("open_problem.place")}</dt>
              <dd>{place}</dd>
            </div>
          )}
          <div>
            <dt>{t("open_problem.found")}</dt>
            <dd>{asSentence(problem.message)}</dd>
          </div>
        </dl>
        <h2 className={classes.what}>{t("open_problem.what")}</h2>
        <ul className={classes.ways}>
          {isAnotherFirst ? [another, again] : [again, another]}
          {onForget !== undefined && (
            <Way title={t("open_problem.forget")} note={t("open_problem.forget_note")}>
              <Button onClick={onForget}>{t("start.remove")}</Button>
            </Way>
          )}
        </ul>
        <div className={classes.foot}>
          <LinkButton onClick={onBack}>{t("open_problem.back")}</LinkButton>
          <LinkButton onClick={onOpenExample}>{t("start.open_example")}</LinkButton>
          <LinkButton onClick={() => void copy()}>{t("open_problem.copy")}</LinkButton>
        </div>
      </div>
    </main>
  );
}

function Way({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <li>
      <span>
        <strong>{title}</strong>
        <span className={classes.note}>{note}</span>
      </span>
      {children}
    </li>
  );
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../../components/LinkButton";
import { Shape } from "../../components/Shape";
import type { Problem } from "../../lib/ipc";
import { showToast } from "../../lib/toasts";
import classes from "./OpenProblem.module.css";

type OpenProblemProps = {
  name: string | null;
  problem: Problem;
  isBusy: boolean;
  onRetry: () => void;
  onOpenAnother: () => void;
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

/** Why a book did not open, that nothing was touched, and the ways out in order of safety. */
export function OpenProblem(props: OpenProblemProps) {
  const { name, problem, isBusy, onRetry, onOpenAnother, onForget, onBack } = props;
  const { t } = useTranslation();
  const code = known.find((candidate) => candidate === problem.code) ?? "failed";
  const title = t(`open_problem.title.${code}`, { name: name ?? t("open_problem.the_file") });
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
          <div>
            <dt>{t("open_problem.found")}</dt>
            <dd>{problem.message}</dd>
          </div>
        </dl>
        <h2 className={classes.what}>{t("open_problem.what")}</h2>
        <ul className={classes.ways}>
          <li>
            <span>
              <strong>{t("open_problem.retry")}</strong>
              <span className={classes.note}>{t(`open_problem.retry_note.${code}`)}</span>
            </span>
            <Button variant="filled" onClick={onRetry} loading={isBusy} data-autofocus>
              {t("problem.retry")}
            </Button>
          </li>
          <li>
            <span>
              <strong>{t("open_problem.another")}</strong>
              <span className={classes.note}>{t("open_problem.another_note")}</span>
            </span>
            <Button onClick={onOpenAnother}>{t("start.open")}</Button>
          </li>
          {onForget !== undefined && (
            <li>
              <span>
                <strong>{t("open_problem.forget")}</strong>
                <span className={classes.note}>{t("open_problem.forget_note")}</span>
              </span>
              <Button onClick={onForget}>{t("start.remove")}</Button>
            </li>
          )}
        </ul>
        <div className={classes.foot}>
          <LinkButton onClick={onBack}>{t("open_problem.back")}</LinkButton>
          <LinkButton onClick={() => void copy()}>{t("open_problem.copy")}</LinkButton>
        </div>
      </div>
    </main>
  );
}

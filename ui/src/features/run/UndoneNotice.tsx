import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RunResult } from "../../bindings";
import { Notice } from "../../components/Notice";
import { useFormat } from "../../lib/format";
import classes from "./RunFacts.module.css";

/** A run whose work was taken back: what that meant, and where the date stands now. */
export function UndoneNotice({ result }: { result: RunResult }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run_date, undone_at } = result;
  const date = format.dayAndMonth(run_date);
  return (
    <div className={classes.undone}>
      <Notice
        tone="grey"
        shape="slash"
        action={
          <span className={classes.ways}>
            <Link to="/missed">{t("missed.title")}</Link>
            <Link to="/run" search={{ date: run_date }}>
              {t("run.preview_date", { date })}
            </Link>
          </span>
        }
      >
        <strong>{t("runs.undone_at", { at: format.instant(undone_at ?? "") })}</strong>{" "}
        {t("runs.undone_missed", { date })}
      </Notice>
    </div>
  );
}

import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "../../components/Icon";
import { PageHead } from "../../components/Page";
import { JobStatusMark } from "../../components/Status";
import { useMainJob } from "../../lib/jobs";
import { ProgramSection } from "./ProgramSection";
import classes from "./SettingsScreen.module.css";
import { SetUpSection } from "./SetUpSection";

/** What of the book and of the program is set up once and then left alone. */
export function SettingsScreen() {
  const { t } = useTranslation();
  const job = useMainJob();
  return (
    <>
      <PageHead title={t("settings.title")} />
      <div className={classes.page}>
        <ul className={classes.list} aria-label={t("settings.title")}>
          <li className={classes.entry}>
            <div className={classes.text}>
              <h2 className={classes.name}>
                <Link to="/settings/jobs" className={classes.link ?? ""}>
                  {t("settings.jobs")}
                </Link>
              </h2>
              <p className={classes.note}>{t("settings.jobs_note")}</p>
            </div>
            {job !== undefined && <JobStatusMark status={job.status} />}
            <span className={classes.more}>
              <Icon of={IconChevronRight} />
            </span>
          </li>
        </ul>
        <SetUpSection />
        <ProgramSection />
      </div>
    </>
  );
}

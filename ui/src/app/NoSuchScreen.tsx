import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "../components/ProblemNotice";
import { Problem } from "../lib/ipc";

/** An address that leads nowhere: one that was remembered may be of an earlier version. */
export function NoSuchScreen() {
  const { t } = useTranslation();
  const problem = new Problem({ code: "not_found", message: t("no_screen.why"), field: null });
  return (
    <ProblemNotice
      what={t("no_screen.what")}
      problem={problem}
      elsewhere={<Link to="/home">{t("no_screen.home")}</Link>}
    />
  );
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Empty } from "../../components/Empty";
import { type Narrowed, NOT_NARROWED, type ResultView } from "./verdictSteps";

type NoVerdictsProps = {
  tab: Exclude<ResultView["tab"], "drafts">;
  narrowed: Narrowed;
  all: number;
  onView: (view: Partial<ResultView>) => void;
};

/** No verdict to list, why, and the one next step. */
export function NoVerdicts({ tab, narrowed, all, onView }: NoVerdictsProps) {
  const { t } = useTranslation();
  const { search, reason, contract } = narrowed;
  if (all === 0) return <Empty title={t("verdict.empty_title")}>{t("verdict.empty_text")}</Empty>;
  const showAll = (
    <Button variant="filled" onClick={() => onView({ tab: "all", ...NOT_NARROWED })}>
      {t("verdict.show_all", { count: all })}
    </Button>
  );
  if (search !== "") {
    return (
      <Empty title={t("verdict.none_found", { search })} action={showAll}>
        {t("verdict.none_found_text")}
      </Empty>
    );
  }
  if (reason !== "" || contract !== "") {
    return (
      <Empty title={t("verdict.none_narrowed")} action={showAll}>
        {t("verdict.none_narrowed_text")}
      </Empty>
    );
  }
  return (
    <Empty title={t(`verdict.none_of.${tab}`)} action={showAll}>
      {t(`verdict.none_of_text.${tab}`)}
    </Empty>
  );
}

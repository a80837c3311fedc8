import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Empty } from "../../components/Empty";
import type { ResultView } from "./verdictSteps";

type NoVerdictsProps = {
  tab: Exclude<ResultView["tab"], "drafts">;
  search: string;
  all: number;
  onView: (view: Partial<ResultView>) => void;
};

/** No verdict to list, why, and the one next step. */
export function NoVerdicts({ tab, search, all, onView }: NoVerdictsProps) {
  const { t } = useTranslation();
  if (all === 0) return <Empty title={t("verdict.empty_title")}>{t("verdict.empty_text")}</Empty>;
  const showAll = (
    <Button variant="filled" onClick={() => onView({ tab: "all", search: "" })}>
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
  return (
    <Empty title={t(`verdict.none_of.${tab}`)} action={showAll}>
      {t(`verdict.none_of_text.${tab}`)}
    </Empty>
  );
}

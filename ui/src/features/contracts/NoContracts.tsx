import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Empty } from "../../components/Empty";
import { NoContractsYet } from "../../components/NoContractsYet";
import { type ContractFilter, firstFilter } from "./contractFilter";

type NoContractsProps = { filter: ContractFilter; all: number; onFilter: (filter: Partial<ContractFilter>) => void };

/** Nothing to list, why, and the one next step. */
export function NoContracts({ filter, all, onFilter }: NoContractsProps) {
  const { t } = useTranslation();
  if (all === 0) return <NoContractsYet />;
  const showAll = (
    <Button variant="filled" onClick={() => onFilter({ ...firstFilter, status: "all" })}>
      {t("contracts.show_all", { count: all })}
    </Button>
  );
  if (filter.trouble !== null && filter.search === "" && filter.currency === null) {
    return (
      <Empty title={t(`contracts.no_trouble.${filter.trouble}`)} action={showAll}>
        {t("contracts.no_trouble_text", { count: all })}
      </Empty>
    );
  }
  if (filter.trouble !== null || filter.currency !== null) {
    return (
      <Empty title={t("contracts.none_fit")} action={showAll}>
        {t("contracts.none_fit_text", { count: all })}
      </Empty>
    );
  }
  if (filter.search !== "") {
    return (
      <Empty title={t("contracts.none_found", { search: filter.search })} action={showAll}>
        {t("contracts.none_found_text", { count: all })}
      </Empty>
    );
  }
  return (
    <Empty title={t("contracts.none_of_status", { status: t(`contract_status.${filter.status}`) })} action={showAll}>
      {t("contracts.none_of_status_text", { count: all })}
    </Empty>
  );
}

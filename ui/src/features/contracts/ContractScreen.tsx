import { Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ContractDetail } from "../../bindings";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { ContractStatusMark } from "../../components/Status";
import { Tabs } from "../../components/Tabs";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import { useContract } from "../../lib/queries";
import { ContractInvoices } from "./ContractInvoices";
import { ContractOverview } from "./ContractOverview";
import classes from "./ContractScreen.module.css";
import { SharesTab } from "./SharesTab";

export const contractTabs = ["overview", "transactions", "invoices"] as const;
export type ContractTab = (typeof contractTabs)[number];

type ContractScreenProps = { id: string; tab: ContractTab; onTab: (tab: ContractTab) => void };

/** One project contract: what it is worth, when it is invoiced, what of it is where. */
export function ContractScreen({ id, tab, onTab }: ContractScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { data, error, refetch } = useContract(id);
  const next = data?.schedule.find((row) => row.run_status === "not_run")?.run_date ?? null;
  const preview = () => void navigate({ to: "/run", search: next === null ? {} : { date: next } });
  useKeys({ p: () => next !== null && preview(), escape: () => void navigate({ to: "/contracts" }) });
  return (
    <>
      <PageHead
        crumb={<Link to="/contracts">{t("contracts.title")}</Link>}
        title={data?.name ?? id}
        beside={data !== undefined && <Facts contract={data} />}
        actions={
          next !== null && (
            <Button leftSection={<Icon of={IconEye} />} rightSection={<KeyCap keys="P" />} onClick={preview}>
              {t("contract.preview", { date: format.date(next) })}
            </Button>
          )
        }
      />
      <Tabs
        label={t("contract.parts")}
        panel="contract-part"
        tabs={[
          { value: "overview", label: t("contract.overview") },
          { value: "transactions", label: t("contract.transactions"), count: data?.transactions },
          { value: "invoices", label: t("contract.invoices"), count: data?.invoices.length },
        ]}
        value={tab}
        onChange={onTab}
      />
      <div id="contract-part" role="tabpanel" aria-label={t(`contract.${tab}`)} className={classes.panel}>
        {error !== null ? (
          <ProblemNotice what={t("contract.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <SkeletonRows />
        ) : tab === "overview" ? (
          <ContractOverview contract={data} />
        ) : tab === "transactions" ? (
          <SharesTab contract={data} />
        ) : (
          <ContractInvoices contract={data} />
        )}
      </div>
    </>
  );
}

function Facts({ contract }: { contract: ContractDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = [contract.id, contract.currency];
  if (contract.delivery_date !== null) {
    facts.push(t("contract.delivery", { date: format.weekday(contract.delivery_date) }));
  }
  return (
    <>
      <ContractStatusMark status={contract.status} />
      <span className={classes.facts}>{facts.join(", ")}</span>
    </>
  );
}

import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconEye, IconPencil } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContractDetail } from "../../bindings";
import { type ContractName, CreateInvoicesDialog } from "../../components/CreateInvoicesDialog";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { ContractStatusMark, MissedMark } from "../../components/Status";
import { Tabs } from "../../components/Tabs";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import { useLeftLists } from "../../lib/leftLists";
import { useContract } from "../../lib/queries";
import { useReadOnly } from "../../lib/readOnly";
import { ContractInvoices } from "./ContractInvoices";
import { ContractOverview } from "./ContractOverview";
import classes from "./ContractScreen.module.css";
import { contractAddress } from "./contractFilter";
import { type HistoryPart, HistoryTab } from "./HistoryTab";
import { SharesTab } from "./SharesTab";
import { useNeighbours } from "./useNeighbours";

export const contractTabs = ["overview", "transactions", "invoices", "history"] as const;
export type ContractTab = (typeof contractTabs)[number];

type ContractScreenProps = {
  id: string;
  tab: ContractTab;
  onTab: (tab: ContractTab) => void;
  /** What of the history is shown. */
  part: HistoryPart;
  onPart: (part: HistoryPart) => void;
};

/** One project contract: what it is worth, when it is invoiced, what of it is where. */
export function ContractScreen({ id, tab, onTab, part, onPart }: ContractScreenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { data, error, refetch } = useContract(id);
  const next = data?.schedule.find((row) => row.run_status === "not_run")?.run_date ?? null;
  const missed = data?.schedule.find((row) => row.is_missed)?.run_date;
  const preview = () => void navigate({ to: "/run", search: next === null ? {} : { date: next } });
  const [creating, setCreating] = useState<readonly ContractName[] | null>(null);
  const { off, unless } = useReadOnly();
  const create = unless(() => data !== undefined && setCreating([{ id, name: data.name }]));
  const list = contractAddress(useLeftLists().contracts ?? {});
  const neighbours = useNeighbours(id);
  const go = (to: string | null) => () => {
    if (to !== null) void navigate({ to: "/contracts/$id", params: { id: to }, search: { tab }, replace: true });
  };
  const edit = () => void navigate({ to: "/contracts/$id/set-up", params: { id } });
  const toList = () => void navigate({ to: "/contracts", search: list });
  useKeys({
    p: () => next !== null && preview(),
    e: edit,
    "[": go(neighbours.previous),
    "]": go(neighbours.next),
    // Among its transactions the key is about those that are chosen.
    ...(tab !== "transactions" && { c: create }),
    escape: toList,
  });
  return (
    <>
      <PageHead
        crumb={
          <Link to="/contracts" search={list}>
            {t("contracts.title")}
          </Link>
        }
        title={data?.name ?? id}
        beside={
          data !== undefined && (
            <>
              <ContractStatusMark status={data.status} />
              {missed !== undefined && <MissedMark date={missed} pill />}
            </>
          )
        }
        actions={
          data !== undefined && (
            <>
              <Button leftSection={<Icon of={IconPencil} />} rightSection={<KeyCap keys="E" />} onClick={edit}>
                {t("set_up.edit")}
              </Button>
              {next !== null && (
                <Button leftSection={<Icon of={IconEye} />} rightSection={<KeyCap keys="P" />} onClick={preview}>
                  {t("contract.preview", { date: format.date(next) })}
                </Button>
              )}
              <Button
                variant="filled"
                rightSection={tab !== "transactions" && <KeyCap keys="C" />}
                onClick={create}
                {...off}
              >
                {t("bulk.create")}
              </Button>
            </>
          )
        }
      />
      <Tabs
        label={t("contract.parts")}
        panel="contract-part"
        tabs={[
          { value: "overview", label: t("contract.overview") },
          { value: "transactions", label: t("contract.transactions"), count: data?.shares },
          { value: "invoices", label: t("contract.invoices"), count: data?.invoice_count },
          { value: "history", label: t("contract.history") },
        ]}
        value={tab}
        onChange={onTab}
        end={
          <span className={classes.end}>
            {data !== undefined && <Facts contract={data} />}
            {neighbours.place !== null && <Neighbours neighbours={neighbours} onGo={go} />}
          </span>
        }
      />
      <div id="contract-part" role="tabpanel" aria-label={t(`contract.${tab}`)} className={classes.panel}>
        {tab === "history" ? (
          // Of a contract that was deleted its history is still there.
          <HistoryTab id={id} contract={data} part={part} onPart={onPart} />
        ) : error !== null ? (
          <ProblemNotice
            what={t("contract.problem")}
            problem={asProblem(error)}
            onRetry={() => void refetch()}
            elsewhere={<Button onClick={toList}>{t("common.open_contracts")}</Button>}
          />
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
      <CreateInvoicesDialog contracts={creating} onClose={() => setCreating(null)} />
    </>
  );
}

type NeighboursProps = {
  neighbours: ReturnType<typeof useNeighbours>;
  onGo: (to: string | null) => () => void;
};

/** Its place in the list that it was opened from, and the contracts beside it. */
function Neighbours({ neighbours: { place, total, previous, next }, onGo }: NeighboursProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className={classes.way}>
      {t("invoice.place", { place: format.count(place ?? 0), total: format.count(total) })}
      <Button
        variant="subtle"
        size="compact-sm"
        disabled={previous === null}
        aria-label={t("contract.previous")}
        title={t("contract.previous")}
        aria-keyshortcuts="["
        onClick={onGo(previous)}
      >
        <KeyCap keys="[" /> <Icon of={IconChevronLeft} />
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        disabled={next === null}
        aria-label={t("contract.next")}
        title={t("contract.next")}
        aria-keyshortcuts="]"
        onClick={onGo(next)}
      >
        <Icon of={IconChevronRight} /> <KeyCap keys="]" />
      </Button>
    </span>
  );
}

/** Id, currency and delivery date. */
function Facts({ contract }: { contract: ContractDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = [contract.id, contract.currency];
  if (contract.delivery_date !== null) {
    facts.push(t("contract.delivery", { date: format.weekdayShort(contract.delivery_date) }));
  }
  return (
    <span className={classes.facts} title={facts.join(", ")}>
      {facts.join(", ")}
    </span>
  );
}

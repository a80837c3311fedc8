import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "../../components/Empty";
import { Amounts } from "../../components/Money";
import { NoContractsYet } from "../../components/NoContractsYet";
import { useFormat } from "../../lib/format";
import { useBook, useContract } from "../../lib/queries";
import { type BacklogSearch, filterOf, withoutFilter } from "./backlogSearch";
import { useTotalsInstead } from "./queries";

type NoBacklogProps = {
  search: BacklogSearch;
  /** How many shares the backlog has, whatever is filtered. */
  all: number;
  contractName: string;
  onSearch: (search: BacklogSearch) => void;
};

/** Nothing to list, why, and the one next step. */
export function NoBacklog(props: NoBacklogProps) {
  const { search, all, onSearch } = props;
  const { t } = useTranslation();
  const { status, search: text, ...others } = search;
  const instead = useTotalsInstead({ ...filterOf(search), billing_status: null }, status !== undefined && all > 0);
  if (all === 0) return <NoWork />;
  if (status !== undefined && instead === undefined) return null;
  if (status !== undefined && instead !== undefined && instead.total > 0) {
    const other = status === "not_ready" ? "ready_to_invoice" : "not_ready";
    const amounts = other === "not_ready" ? instead.not_ready : instead.ready;
    return <OtherStatus {...props} other={other} count={instead.total} amounts={amounts} />;
  }
  const showAll = (
    <Button variant="filled" onClick={() => onSearch(withoutFilter(search))}>
      {t("backlog.show_all", { count: all })}
    </Button>
  );
  if (text !== undefined) {
    const hasMore = status !== undefined || Object.keys(withoutFilter(others)).length < Object.keys(others).length;
    return (
      <Empty
        title={t("backlog.none_found", { search: text })}
        action={
          <>
            {showAll}
            {hasMore && (
              <Button onClick={() => onSearch({ ...others, ...(status !== undefined && { status }) })}>
                {t("backlog.clear_search")}
              </Button>
            )}
          </>
        }
      >
        {t(hasMore ? "backlog.none_found_within" : "backlog.none_found_text", { count: all })}
      </Empty>
    );
  }
  return (
    <Empty title={t("backlog.none_fits")} action={showAll}>
      {t("backlog.none_fits_text", { count: all })}
    </Empty>
  );
}

function NoWork() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: book } = useBook();
  if (book?.counts.contracts === 0) return <NoContractsYet />;
  return (
    <Empty
      title={t("backlog.empty")}
      action={
        <>
          <Button variant="filled" onClick={() => void navigate({ to: "/invoices" })}>
            {t("common.open_invoices")}
          </Button>
          <Button onClick={() => void navigate({ to: "/import" })}>{t("import.from_empty")}</Button>
        </>
      }
    >
      {t("backlog.empty_text")}
    </Empty>
  );
}

type OtherStatusProps = NoBacklogProps & {
  other: "not_ready" | "ready_to_invoice";
  count: number;
  amounts: Parameters<typeof Amounts>[0]["amounts"];
};

/** Nothing is in the status that was asked for, but there is work in the other. */
function OtherStatus({ search, contractName, onSearch, other, count, amounts }: OtherStatusProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { contract } = search;
  const detail = useContract(contract ?? null).data;
  const [next, following] = [
    ...new Set(detail?.schedule.filter((row) => row.run_status === "not_run").map((row) => row.run_date)),
  ];
  const status = other === "not_ready" ? "ready_to_invoice" : "not_ready";
  return (
    <Empty
      title={
        contract === undefined
          ? t(`backlog.none_of_status.${status}`)
          : t(`backlog.none_of_contract.${status}`, { name: contractName })
      }
      action={
        <>
          <Button variant="filled" onClick={() => onSearch({ ...search, status: other })}>
            {t(`backlog.show_other.${other}`, { count })}
          </Button>
          <Button onClick={() => onSearch(withoutFilter(search))}>{t("backlog.clear_filter")}</Button>
          {contract !== undefined && (
            <Button variant="subtle" onClick={() => void navigate({ to: "/contracts/$id", params: { id: contract } })}>
              {t("backlog.open_contract")}
            </Button>
          )}
        </>
      }
    >
      {t(`backlog.other_status.${other}`, { count })}
      {amounts.length > 0 && (
        <>
          {" "}
          {t("backlog.together", { count })} <Amounts amounts={amounts} />.
        </>
      )}
      {next !== undefined && other === "not_ready" && (
        <>
          {" "}
          {following === undefined
            ? t("backlog.next_run", { date: format.weekday(next) })
            : t("backlog.next_run_then", { date: format.weekday(next), following: format.weekday(following) })}
        </>
      )}
    </Empty>
  );
}

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { bookName } from "../../lib/bookName";
import { asProblem } from "../../lib/ipc";
import { useBook, useContract } from "../../lib/queries";
import { useRemembered } from "../../lib/remembered";
import { ContractChoice, NoContractChosen } from "./ContractChoice";
import { TransactionsOf } from "./TransactionsOf";
import type { TransactionSearch } from "./transactionSearch";

type TransactionsScreenProps = {
  /** The contract that the address names; none where it names none. */
  contract: string | null;
  search: TransactionSearch;
  onSearch: (search: TransactionSearch) => void;
  /** Goes to the transactions of another contract. */
  onContract: (id: string) => void;
  /** Whether an address shows the transactions of the same contract. */
  isSame: (contract: string, next: { pathname: string; search: unknown }) => boolean;
};

/** The transactions of a contract: entered, changed and deleted in one grid. */
export function TransactionsScreen({ contract: asked, search, onSearch, onContract, isSame }: TransactionsScreenProps) {
  const { t } = useTranslation();
  const book = useBook().data;
  const name = book === undefined ? "" : bookName(book);
  const [last, remember] = useRemembered(`transactions.contract.${name}`, "");
  const id = asked ?? (last === "" ? null : last);
  const { data: contract, error, refetch } = useContract(id);
  const contractName = contract?.name ?? "";
  const place = useMemo(() => ({ book: name, contract: id ?? "", name: contractName }), [name, id, contractName]);
  const problem = error === null ? null : asProblem(error);
  // A contract that is gone is chosen anew; where the address names it, that is said.
  const isGone = problem?.code === "not_found" && asked === null;
  const choose = (next: string) => {
    remember(next);
    onContract(next);
  };
  if (book === undefined) return null;
  if (contract !== undefined && id !== null) {
    return (
      <TransactionsOf
        key={`${name}\n${id}`}
        place={place}
        contract={contract}
        readOnly={book.read_only}
        search={search}
        onSearch={onSearch}
        onContract={choose}
        onShown={() => {
          if (last !== id) remember(id);
        }}
        isSame={(next) => isSame(id, next)}
      />
    );
  }
  return (
    <>
      <PageHead title={t("entry.title")} beside={<ContractChoice contract={null} onChoose={choose} />} />
      {id === null || isGone ? (
        <NoContractChosen onChoose={choose} />
      ) : problem !== null ? (
        <ProblemNotice what={t("shares.problem")} problem={problem} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={14} />
      )}
    </>
  );
}

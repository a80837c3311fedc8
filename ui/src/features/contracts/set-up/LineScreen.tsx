import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ContractLineForm, ContractSetUp } from "../../../bindings";
import { PageHead } from "../../../components/Page";
import { ProblemNotice } from "../../../components/ProblemNotice";
import { SkeletonRows } from "../../../components/Skeleton";
import { asProblem, Problem } from "../../../lib/ipc";
import { LineEditor } from "./LineEditor";
import { useSetUp } from "./queries";

/** A new line pays as its contract does, and begins as what is billed most often. */
function newLine({ form }: ContractSetUp): ContractLineForm {
  return {
    id: "",
    name: "",
    billing_method: "time_and_material",
    transaction_classes: [],
    tasks: [],
    contracted_amount: "",
    not_to_exceed: "",
    tax_category: "",
    tax_percent: "",
    billing_start: "",
    invoice_frequency: "",
    customers: form.customers.map((one) => ({ ...one, not_to_exceed: "" })),
    milestones: [],
    splits_again: false,
  };
}

type LineScreenProps = {
  contract: string;
  /** None for a new line. */
  line: string | null;
  /** The field to begin at. */
  at?: string | undefined;
};

/** One contract line: what it bills, when, to whom, up to what. */
export function LineScreen({ contract, line, at }: LineScreenProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data, error, refetch } = useSetUp(contract);
  const known = data?.lines.find((one) => one.form.id === line);
  const back = () => void navigate({ to: "/contracts/$id/set-up", params: { id: contract } });
  // A form that is open stays open when what it was made from cannot be read again.
  const problem = data === undefined ? error : null;
  if (problem !== null || (data !== undefined && line !== null && known === undefined)) {
    const gone = new Problem({ code: "not_found", message: t("line.gone", { line }), field: null });
    return (
      <ProblemNotice
        what={t("line.problem")}
        problem={problem === null ? gone : asProblem(problem)}
        onRetry={() => void refetch()}
        elsewhere={
          // Where the contract itself is gone, so is its set-up.
          problem === null ? (
            <Button onClick={back}>{t("line.to_set_up")}</Button>
          ) : (
            <Button onClick={() => void navigate({ to: "/contracts" })}>{t("common.open_contracts")}</Button>
          )
        }
      />
    );
  }
  if (data === undefined) {
    return (
      <>
        <PageHead crumb={<Link to="/contracts">{t("contracts.title")}</Link>} title={line ?? t("line.new")} />
        <SkeletonRows />
      </>
    );
  }
  return (
    <LineEditor
      contract={contract}
      setUp={data}
      line={known ?? null}
      saved={known?.form ?? newLine(data)}
      at={at}
      refetch={refetch}
    />
  );
}

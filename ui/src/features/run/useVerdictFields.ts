import { useTranslation } from "react-i18next";
import type { VerdictContract } from "../../bindings";
import type { FilterField } from "../../components/filterField";
import { useFormat } from "../../lib/format";
import { useVerdictFacets } from "./queries";
import { type ResultView, verdictKinds } from "./verdictSteps";

/** How many contracts are offered at a time; letters narrow them. */
const OFFERED = 50;

/** What verdicts may be narrowed to besides their kind: a reason, a contract, each with how many it has. */
export function useVerdictFields(
  runDate: string,
  { reason, contract }: ResultView,
  onView: (view: Partial<ResultView>) => void,
): FilterField[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useVerdictFacets(runDate);
  const reasons = data?.reasons ?? [];
  const codes = reasons.map((one) => one.code);
  const counts = (of: VerdictContract) =>
    verdictKinds
      .flatMap((kind, index) => {
        const count = of.counts[index] ?? 0;
        return count === 0 ? [] : [`${format.count(count)} ${t(`verdict.count_word.${kind}`)}`];
      })
      .join(", ");
  const option = (of: VerdictContract) => ({ value: of.contract, label: of.contract_name, note: counts(of) });
  const chosen = data?.contracts.find((of) => of.contract === contract);
  return [
    {
      kind: "choice",
      id: "reason",
      label: t("verdict.reason"),
      options: (reason === "" || codes.includes(reason) ? codes : [...codes, reason]).map((code) => {
        const count = reasons.find((one) => one.code === code)?.count ?? 0;
        return { value: code, label: t("verdict.reason_count", { reason: t(`reason.${code}`), count }) };
      }),
      value: reason === "" ? [] : [reason],
      onChange: ([value]) => onView({ reason: codes.find((code) => code === value) ?? "" }),
    },
    {
      kind: "find",
      id: "contract",
      label: t("contracts.contract"),
      value: contract === "" ? null : chosen === undefined ? { value: contract, label: contract } : option(chosen),
      find: async (text) => {
        const part = text.toLowerCase();
        const fits = (of: VerdictContract) =>
          of.contract_name.toLowerCase().includes(part) || of.contract.toLowerCase().includes(part);
        return (data?.contracts ?? []).filter(fits).slice(0, OFFERED).map(option);
      },
      onChange: (value) => onView({ contract: value ?? "" }),
    },
  ];
}

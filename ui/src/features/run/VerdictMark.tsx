import { useTranslation } from "react-i18next";
import type { VerdictKind } from "../../bindings";
import { Status } from "../../components/Status";
import { verdictLooks } from "./verdictSteps";

export function VerdictMark({ verdict, pill = false }: { verdict: VerdictKind; pill?: boolean }) {
  const { t } = useTranslation();
  return (
    <Status {...verdictLooks[verdict]} pill={pill}>
      {t(`verdict.${verdict}`)}
    </Status>
  );
}

import { useTranslation } from "react-i18next";
import type { ContractTrouble } from "../../bindings";
import { Status } from "../../components/Status";
import classes from "./ContractsScreen.module.css";

/** What is wrong with a contract, in a few words under its name; a missed run date stands among its dates. */
export function ContractTroubles({ trouble }: { trouble: readonly ContractTrouble[] }) {
  const { t } = useTranslation();
  const own = trouble.filter((one) => one !== "missed_run_date");
  return own.map((one) => (
    <span key={one} className={classes.trouble}>
      <Status shape={one === "parked" ? "octagon" : "triangle"} tone={one === "parked" ? "red" : "amber"}>
        {t(`contract_trouble.${one}`)}
      </Status>
    </span>
  ));
}

import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContractCheck, ContractSetUp } from "../../../bindings";
import { FormSection } from "../../../components/Form";
import { LinkButton } from "../../../components/LinkButton";
import { Shape } from "../../../components/Shape";
import { goToField } from "../../../lib/formLook";
import { asSentence } from "../../../lib/sentence";
import classes from "./SetUp.module.css";

/** More than these are folded. */
const CHECKS_MAX = 8;

/** Which field of the line mends a check. */
const fieldOf: Record<ContractCheck["code"], string> = {
  lines: "lines",
  delivery_date: "delivery_date",
  classes: "transaction_classes",
  overlap: "transaction_classes",
  schedule: "schedule",
  milestones: "milestones",
  contracted_amount: "milestones",
};

/** How many checks are right. */
export function rightOnes(checks: readonly ContractCheck[]): number {
  return checks.filter((check) => check.is_right).length;
}

/** What must be right before the contract is activated, each with the way to where it is mended. */
export function Readiness({ id, setUp }: { id: string; setUp: ContractSetUp }) {
  const { t } = useTranslation();
  const { checks, status } = setUp;
  const [showsAll, setShowsAll] = useState(false);
  const right = rightOnes(checks);
  const isReady = right === checks.length;
  // An active contract whose checks are all right needs no list of them.
  if (status === "closed" || (status === "active" && isReady)) return null;
  const title = status === "active" ? t("set_up.to_mend") : t("set_up.ready_to_activate");
  const count = t("set_up.checks_right", { right, total: checks.length });
  const isLong = checks.length > CHECKS_MAX;
  // Of many, what is to be mended first: the form comes below.
  const shown = isLong && !showsAll ? checks.filter((check) => !check.is_right).slice(0, CHECKS_MAX) : checks;
  return (
    <FormSection title={title} note={isReady ? t("set_up.checks_all_right", { total: checks.length }) : count}>
      <ul className={classes.checks} aria-label={`${title}: ${count}`}>
        {shown.map((check) => (
          <li
            key={`${check.code} ${check.contract_line}`}
            className={classes.check}
            data-wrong={check.is_right ? undefined : true}
          >
            <Shape name={check.is_right ? "ring-check" : "triangle"} tone={check.is_right ? "green" : "amber"} />
            <span className={classes.checkText}>{asSentence(check.text)}</span>
            {!check.is_right && <Mend id={id} check={check} />}
          </li>
        ))}
      </ul>
      {isLong && (
        <span>
          <LinkButton aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? t("set_up.checks_few") : t("set_up.checks_all", { count: checks.length })}
          </LinkButton>
        </span>
      )}
    </FormSection>
  );
}

function Mend({ id, check }: { id: string; check: ContractCheck }) {
  const { t } = useTranslation();
  const { contract_line: line, code } = check;
  if (line !== null) {
    return (
      <Link to="/contracts/$id/lines/$line" params={{ id, line }} search={{ at: fieldOf[code] }}>
        {t(`set_up.mend.${code}`)}
      </Link>
    );
  }
  if (code === "lines") {
    return (
      <Link to="/contracts/$id/new-line" params={{ id }}>
        {t("set_up.mend.lines")}
      </Link>
    );
  }
  return <LinkButton onClick={() => goToField(fieldOf[code])}>{t(`set_up.mend.${code}`)}</LinkButton>;
}

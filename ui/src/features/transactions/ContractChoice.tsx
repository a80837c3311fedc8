import { Button, Popover } from "@mantine/core";
import { IconChevronDown, IconContract } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../../components/Empty";
import { FilterFind } from "../../components/FilterFind";
import type { FindField } from "../../components/filterField";
import { Icon } from "../../components/Icon";
import { NoContractsYet } from "../../components/NoContractsYet";
import { useBook } from "../../lib/queries";
import { findContracts } from "./queries";
import classes from "./TransactionsScreen.module.css";

type ContractChoiceProps = {
  contract: { id: string; name: string } | null;
  onChoose: (id: string) => void;
};

function useField({ contract, onChoose }: ContractChoiceProps): FindField {
  const { t } = useTranslation();
  return {
    kind: "find",
    id: "contract",
    label: t("contracts.contract"),
    value: contract === null ? null : { value: contract.id, label: contract.name },
    find: findContracts,
    onChange: (id) => id !== null && onChoose(id),
  };
}

/** The contract whose transactions are shown, and the way to another. */
export function ContractChoice(props: ContractChoiceProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const field = useField(props);
  const name = props.contract?.name ?? t("entry.choose_contract");
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus width="40rem">
      <Popover.Target>
        <Button
          className={classes.contract ?? ""}
          leftSection={<Icon of={IconContract} />}
          rightSection={<Icon of={IconChevronDown} />}
          aria-label={t("entry.contract_is", { name })}
          onClick={() => setOpened(!opened)}
        >
          <span className={classes.contractName} title={name}>
            {name}
          </span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown
        className={classes.choice ?? ""}
        aria-label={t("entry.choose_contract")}
        aria-labelledby={undefined}
      >
        <FilterFind field={field} onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** No contract yet: what there is to choose from, at once. */
export function NoContractChosen({ onChoose }: { onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const { data: book } = useBook();
  const field = useField({ contract: null, onChoose });
  if (book?.counts.contracts === 0) return <NoContractsYet />;
  return (
    <Empty title={t("entry.choose_title")}>
      {t("entry.choose_text")}
      <div className={classes.find}>
        <FilterFind field={field} onDone={() => {}} />
      </div>
    </Empty>
  );
}

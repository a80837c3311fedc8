import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Empty } from "../../components/Empty";
import { KeyCap } from "../../components/KeyCap";

type NoTransactionsProps = {
  /** How many the contract has, whatever is filtered. */
  all: number;
  isFiltered: boolean;
  /** Why none can be entered. */
  whyNot: string | null;
  onShowAll: () => void;
  onStart: () => void;
};

/** Nothing to list, why, and the one next step. */
export function NoTransactions({ all, isFiltered, whyNot, onShowAll, onStart }: NoTransactionsProps) {
  const { t } = useTranslation();
  if (isFiltered && all > 0) {
    return (
      <Empty
        title={t("entry.none_fits")}
        action={
          <Button variant="filled" onClick={onShowAll}>
            {t("entry.show_all", { count: all })}
          </Button>
        }
      >
        {t("entry.none_fits_text", { count: all })}
      </Empty>
    );
  }
  return (
    <Empty
      title={t("entry.empty")}
      action={
        whyNot === null && (
          <Button variant="filled" rightSection={<KeyCap keys="N" />} onClick={onStart}>
            {t("entry.new_transaction")}
          </Button>
        )
      }
    >
      {whyNot ?? t("entry.empty_text")}
    </Empty>
  );
}

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Empty } from "../../components/Empty";
import { KeyCap } from "../../components/KeyCap";

type NoTransactionsProps = {
  /** How many the contract has, whatever is filtered. */
  all: number;
  isFiltered: boolean;
  canEdit: boolean;
  onShowAll: () => void;
  onStart: () => void;
};

/** Nothing to list, why, and the one next step. */
export function NoTransactions({ all, isFiltered, canEdit, onShowAll, onStart }: NoTransactionsProps) {
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
        canEdit && (
          <Button variant="filled" rightSection={<KeyCap keys="N" />} onClick={onStart}>
            {t("entry.new_transaction")}
          </Button>
        )
      }
    >
      {t(canEdit ? "entry.empty_text" : "entry.empty_read_only")}
    </Empty>
  );
}

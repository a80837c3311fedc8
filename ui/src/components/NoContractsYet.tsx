import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useReadOnly } from "../lib/readOnly";
import { Empty } from "./Empty";
import { useCloseBook } from "./useCloseBook";

/** The book is new: where its contracts come from, and the way there. */
export function NoContractsYet() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const close = useCloseBook();
  const { off } = useReadOnly();
  return (
    <Empty
      title={t("contracts.empty_title")}
      action={
        <>
          <Button variant="filled" onClick={() => void navigate({ to: "/new-contract" })} {...off}>
            {t("set_up.new_contract")}
          </Button>
          <Button onClick={() => void navigate({ to: "/import" })} {...off}>
            {t("import.from_empty")}
          </Button>
          <Button onClick={() => void close()}>{t("book.close")}</Button>
        </>
      }
    >
      {t("contracts.empty_text")}
    </Empty>
  );
}

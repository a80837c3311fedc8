import { Button } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { InvoiceStatus } from "../../bindings";
import { KeyCap } from "../../components/KeyCap";
import { useReadOnly } from "../../lib/readOnly";
import classes from "./InvoiceScreen.module.css";
import { isDeletable } from "./useDeleteDrafts";

type DeleteDraftButtonProps = { status: InvoiceStatus; isBusy: boolean; onDelete: () => void };

/** Deletes a draft; off, with the reason beside it, for an invoice that is confirmed. */
export function DeleteDraftButton({ status, isBusy, onDelete }: DeleteDraftButtonProps) {
  const { t } = useTranslation();
  const why = useId();
  const { off } = useReadOnly();
  const isOff = !isDeletable(status);
  return (
    <>
      {isOff && (
        <span id={why} className={classes.off}>
          {t("delete.off")}
        </span>
      )}
      <Button
        disabled={isOff || isBusy}
        aria-describedby={isOff ? why : undefined}
        rightSection={<KeyCap keys="D" />}
        aria-keyshortcuts="D"
        onClick={onDelete}
        {...off}
      >
        {t("delete.verb", { count: 1 })}
      </Button>
    </>
  );
}

import { Button, Modal } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import dialog from "../../../components/Dialog.module.css";

type LeaveDialogProps = {
  /** How many rows are not saved. */
  count: number;
  /** Whether another address is of another place than these rows. */
  isElsewhere: (next: { pathname: string; search: unknown }) => boolean;
  /** Why it cannot be saved now; none where it can. */
  whyNot: string | null;
  /** Whether the rows outlive the book that is closed. */
  isKept: boolean;
  onSave: () => Promise<boolean>;
};

/** Asks before rows that are not saved are left behind. They are kept either way. */
export function LeaveDialog({ count, isElsewhere, whyNot, isKept, onSave }: LeaveDialogProps) {
  const { t } = useTranslation();
  const latest = useRef({ count, isElsewhere });
  latest.current = { count, isElsewhere };
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ next }) => latest.current.count > 0 && latest.current.isElsewhere(next),
    enableBeforeUnload: false,
    withResolver: true,
  });
  const stay = () => reset?.();
  const save = async () => {
    if (await onSave()) proceed?.();
    else stay();
  };
  return (
    <Modal
      opened={status === "blocked"}
      onClose={stay}
      title={t("entry.leave.title", { count })}
      size="32rem"
      closeButtonProps={{ "aria-label": t("entry.leave.close") }}
    >
      <div className={dialog.body}>
        <p className={dialog.about}>{t(isKept ? "entry.leave.about" : "entry.leave.about_not_kept")}</p>
        {whyNot !== null && <p className={dialog.about}>{whyNot}</p>}
        <div className={dialog.foot}>
          <Button variant="subtle" onClick={() => proceed?.()}>
            {t("entry.leave.keep")}
          </Button>
          <Button onClick={stay} {...(whyNot !== null && { "data-autofocus": true })}>
            {t("entry.leave.stay")}
          </Button>
          <Button
            variant="filled"
            disabled={whyNot !== null}
            {...(whyNot === null && { "data-autofocus": true })}
            onClick={save}
          >
            {t("entry.leave.save")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import dialog from "../components/Dialog.module.css";
import { useAskedToLose } from "../lib/unsaved";

/** Asks before the book or the program is closed over what was typed and not saved. */
export function UnsavedDialog() {
  const { t } = useTranslation();
  const asked = useAskedToLose();
  const stay = () => asked?.answer(false);
  return (
    <Modal
      opened={asked !== null}
      onClose={stay}
      title={t(`unsaved.title_${asked?.closed ?? "book"}`)}
      size="28rem"
      closeButtonProps={{ "aria-label": t("form.close_dialog") }}
    >
      <div className={dialog.body}>
        <p className={dialog.about}>
          {t(`unsaved.about_${asked?.closed ?? "book"}`, {
            count: asked?.names.length ?? 1,
            names: asked?.names.join(", "),
          })}
        </p>
        <div className={dialog.foot}>
          <Button onClick={() => asked?.answer(true)}>{t("unsaved.close_book")}</Button>
          <Button variant="filled" data-autofocus onClick={stay}>
            {t("unsaved.stay")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

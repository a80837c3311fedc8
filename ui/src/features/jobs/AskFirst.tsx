import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import dialog from "../../components/Dialog.module.css";
import classes from "./JobScreen.module.css";

/** What is asked once before it is done. */
export type Asked = "stop" | "delete";

type AskFirstProps = { asked: Asked | null; name: string; onSure: (action: Asked) => void; onClose: () => void };

/** Says what stopping or deleting a job means before it is done. */
export function AskFirst({ asked, name, onSure, onClose }: AskFirstProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={asked !== null}
      onClose={onClose}
      title={asked === null ? "" : t(`jobs.ask.${asked}_title`, { name })}
      closeButtonProps={{ "aria-label": t("jobs.ask.close") }}
    >
      {asked !== null && (
        <div className={dialog.body}>
          <p className={dialog.about}>{t(`jobs.ask.${asked}_text`)}</p>
          <div className={dialog.foot}>
            <Button data-autofocus onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button className={classes.danger ?? ""} onClick={() => onSure(asked)}>
              {t(`jobs.ask.${asked}_verb`)}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}

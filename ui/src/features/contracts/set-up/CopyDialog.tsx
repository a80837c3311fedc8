import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import dialog from "../../../components/Dialog.module.css";
import { fieldProps } from "../../../components/FieldSays";
import { Notice } from "../../../components/Notice";
import { formSays } from "../../../lib/formLook";
import { ipc, type Problem } from "../../../lib/ipc";
import { restsWhile } from "../../../lib/resting";
import { asSentence } from "../../../lib/sentence";
import { showToast } from "../../../lib/toasts";

type CopyDialogProps = { opened: boolean; id: string; name: string; onClose: () => void };

/** Copies a contract under another id and name, and says what goes with it. */
export function CopyDialog({ opened, onClose, ...of }: CopyDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("set_up.copy_title", { name: of.name })}
      size="32rem"
      closeButtonProps={{ "aria-label": t("set_up.copy_close") }}
    >
      {opened && <Body {...of} onClose={onClose} />}
    </Modal>
  );
}

function Body({ id, name, onClose }: Omit<CopyDialogProps, "opened">) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [newId, setNewId] = useState("");
  const [newName, setNewName] = useState(t("set_up.copy_name", { name }));
  const copying = useMutation<string, Problem>({
    mutationFn: () => ipc.copyContract(id, newId.trim(), newName.trim()),
    onSuccess: (copy) => {
      onClose();
      showToast({ text: t("set_up.copied", { name: newName.trim() }) });
      void navigate({ to: "/contracts/$id/set-up", params: { id: copy } });
    },
  });
  const says = formSays(null, [], copying.error);
  const isOfField = copying.error?.field === "new_id" || copying.error?.field === "new_name";
  return (
    <form
      className={dialog.body}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        copying.mutate();
      }}
    >
      <div className={dialog.about}>
        <p>{t("set_up.copy_about")}</p>
        <p>{t("set_up.copy_not")}</p>
      </div>
      <TextInput
        {...fieldProps(says.at("new_id"), t("set_up.id_help"))}
        {...restsWhile(copying.isPending)}
        label={t("set_up.copy_id")}
        value={newId}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setNewId(event.currentTarget.value)}
      />
      <TextInput
        {...fieldProps(says.at("new_name"))}
        {...restsWhile(copying.isPending)}
        label={t("set_up.copy_new_name")}
        value={newName}
        onChange={(event) => setNewName(event.currentTarget.value)}
      />
      {copying.error !== null && !isOfField && (
        <Notice tone="red" shape="octagon" alert>
          {asSentence(copying.error.message)}. {t("problem.untouched")}
        </Notice>
      )}
      <div className={dialog.foot}>
        <span className={dialog.hint}>{t("set_up.copy_hint")}</span>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button type="submit" variant="filled" loading={copying.isPending}>
          {t("set_up.copy_verb")}
        </Button>
      </div>
    </form>
  );
}

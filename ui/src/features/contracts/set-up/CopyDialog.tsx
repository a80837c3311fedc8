import { TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Saved } from "../../../bindings";
import { fieldProps } from "../../../components/FieldSays";
import { SmallDialog, SmallForm } from "../../../components/SmallDialog";
import { formSays } from "../../../lib/formLook";
import { ipc, type Problem } from "../../../lib/ipc";
import { restsWhile } from "../../../lib/resting";
import { asSentence } from "../../../lib/sentence";
import { showDone } from "../../../lib/undo";

type CopyDialogProps = { opened: boolean; id: string; name: string; onClose: () => void };

/** Copies a contract under another id and name, and says what goes with it. */
export function CopyDialog({ opened, onClose, ...of }: CopyDialogProps) {
  const { t } = useTranslation();
  return (
    <SmallDialog
      opened={opened}
      title={t("set_up.copy_title", { name: of.name })}
      closing={t("set_up.copy_close")}
      onClose={onClose}
    >
      <Body {...of} onClose={onClose} />
    </SmallDialog>
  );
}

function Body({ id, name, onClose }: Omit<CopyDialogProps, "opened">) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [newId, setNewId] = useState("");
  const [newName, setNewName] = useState(t("set_up.copy_name", { name }));
  const copying = useMutation<Saved, Problem>({
    mutationFn: () => ipc.copyContract(id, newId.trim(), newName.trim()),
    onSuccess: (copy) => {
      onClose();
      showDone(t("set_up.copied", { name: newName.trim() }), copy.undo);
      void navigate({ to: "/contracts/$id/set-up", params: { id: copy.id } });
    },
  });
  const says = formSays(null, [], copying.error);
  const isOfField = copying.error?.field === "new_id" || copying.error?.field === "new_name";
  return (
    <SmallForm
      about={
        <>
          <p>{t("set_up.copy_about")}</p>
          <p>{t("set_up.copy_not")}</p>
        </>
      }
      refused={
        copying.error === null || isOfField ? undefined : (
          <>
            {asSentence(copying.error.message)}. {t("problem.untouched")}
          </>
        )
      }
      hint={t("set_up.copy_hint")}
      verb={t("set_up.copy_verb")}
      isBusy={copying.isPending}
      onSubmit={() => copying.mutate()}
      onBack={onClose}
    >
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
    </SmallForm>
  );
}

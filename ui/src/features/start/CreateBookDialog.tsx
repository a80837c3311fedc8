import { Button, Modal, Select, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BookHeader } from "../../bindings";
import dialog from "../../components/Dialog.module.css";
import { Notice } from "../../components/Notice";
import { asProblem, ipc } from "../../lib/ipc";
import { asSentence } from "../../lib/sentence";

const NAME_LENGTH_MAX = 200;

const systemZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones = [...new Set([systemZone, ...Intl.supportedValuesOf("timeZone")])].sort();

type CreateBookDialogProps = {
  opened: boolean;
  onClose: () => void;
  onCreated: (book: BookHeader | null) => Promise<void>;
};

/** What a new book cannot do without; where it is kept is asked by the system. */
export function CreateBookDialog({ opened, onClose, onCreated }: CreateBookDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [zone, setZone] = useState<string | null>(systemZone);
  const [isChecked, setIsChecked] = useState(false);
  const creating = useMutation({
    mutationFn: (request: { company_name: string; time_zone: string }) => ipc.createBook(request),
    onSuccess: async (book) => {
      if (book !== null) onClose();
      await onCreated(book);
    },
  });
  const problem = creating.error === null ? null : asProblem(creating.error);
  const nameError = isChecked && name.trim() === "" ? t("create.name_missing") : null;
  const zoneError = isChecked && zone === null ? t("create.zone_missing") : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (name.trim() === "" || zone === null) return;
    creating.mutate({ company_name: name.trim(), time_zone: zone });
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("create.title")}
      closeButtonProps={{ "aria-label": t("create.close") }}
    >
      <form onSubmit={submit} className={dialog.body} noValidate>
        <p className={dialog.about}>{t("create.about")}</p>
        <TextInput
          data-autofocus
          label={t("create.name")}
          description={t("create.name_help")}
          inputWrapperOrder={["label", "input", "error", "description"]}
          value={name}
          maxLength={NAME_LENGTH_MAX}
          error={nameError ?? (problem?.field === "company_name" ? problem.message : null)}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          searchable
          label={t("create.zone")}
          description={t("create.zone_help")}
          inputWrapperOrder={["label", "input", "error", "description"]}
          data={zones}
          limit={80}
          value={zone}
          onChange={setZone}
          nothingFoundMessage={t("create.zone_none")}
          error={zoneError ?? (problem?.field === "time_zone" ? problem.message : null)}
        />
        {problem !== null && problem.field === null && (
          <Notice tone="red" shape="octagon" alert>
            <strong>{t("create.failed")}</strong> {asSentence(problem.message)}. {t("create.kept")}
          </Notice>
        )}
        <div className={dialog.foot}>
          <span className={dialog.hint}>{t("create.next")}</span>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" variant="filled" loading={creating.isPending}>
            {t("create.verb")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContractLineForm, ContractLineSetUp, ContractSetUp, Saved } from "../../../bindings";
import { ConfirmDialog } from "../../../components/ConfirmDialog";
import { FormFoot, FormLocked, FormRefused } from "../../../components/Form";
import form from "../../../components/Form.module.css";
import { Icon } from "../../../components/Icon";
import { PageHead } from "../../../components/Page";
import { ContractStatusMark } from "../../../components/Status";
import { useFormSave } from "../../../components/useFormSave";
import { useFreshForm } from "../../../components/useFreshForm";
import { useUnsaved } from "../../../components/useUnsaved";
import { formSaysNothing, goToField, useLook } from "../../../lib/formLook";
import { ipc, type Problem } from "../../../lib/ipc";
import { useKeys } from "../../../lib/keys";
import { useReadOnly } from "../../../lib/readOnly";
import { restsWhile } from "../../../lib/resting";
import { asSentence } from "../../../lib/sentence";
import { showDone } from "../../../lib/undo";
import { LineSections } from "./LineSections";
import { useTyped } from "./queries";
import classes from "./SetUp.module.css";

type LineEditorProps = {
  contract: string;
  setUp: ContractSetUp;
  /** None for a new line. */
  line: ContractLineSetUp | null;
  saved: ContractLineForm;
  at: string | undefined;
  refetch: () => Promise<unknown>;
};

/** The editor of a line: its sections, and how what is typed stands. */
export function LineEditor({ contract, setUp, line, saved, at, refetch }: LineEditorProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { off } = useReadOnly();
  const [isDeleting, setDeleting] = useState(false);
  const id = line?.form.id ?? null;
  const typed = useTyped(saved, id !== null);
  const asked = useLook(typed.form, (form) => ipc.lookAtLine(contract, id, form));
  const name = typed.form.name === "" ? t("line.new") : typed.form.name;
  const unsaved = useUnsaved(typed.isDirty, name);
  const toSetUp = (replace = false) =>
    void navigate({ to: "/contracts/$id/set-up", params: { id: contract }, replace });
  const saving = useMutation<Saved, Problem, ContractLineForm>({
    mutationFn: (form) => ipc.saveLine(contract, id, form, id === null ? null : typed.asRead),
    onMutate: () => typed.sending(true),
    onSuccess: async (made, sent) => {
      showDone(t(id === null ? "line.created" : "setup.saved", { name: sent.name }), made.undo);
      if (made.id !== id) {
        unsaved.letGo();
        const params = { id: contract, line: made.id };
        void navigate({ to: "/contracts/$id/lines/$line", params, replace: true });
        return;
      }
      await refetch();
      typed.settle(sent);
    },
    onError: () => {
      typed.sending(false);
      // Somebody else may have saved it: what they changed is shown, and it can be saved again.
      void refetch();
    },
  });
  const deleting = useMutation<string, Problem>({
    mutationFn: () => ipc.deleteLine(contract, id ?? ""),
    onSuccess: (undo) => {
      unsaved.letGo();
      showDone(t("line.deleted", { name }), undo);
      toSetUp(true);
    },
  });
  const { says, save, isAsking } = useFormSave({
    form: typed.form,
    isDirty: typed.isDirty,
    asked,
    locks: line?.locks,
    saving,
  });
  // A new line is not wrong yet.
  const { says: calm, fresh, leaving } = useFreshForm(says, typed.form, id === null);
  const shown = id === null && !typed.isDirty ? formSaysNothing(says) : calm;
  const saveAll = () => {
    fresh.end();
    save();
  };
  useKeys({ "mod+s": saveAll, escape: () => toSetUp() });
  useEffect(() => {
    if (at !== undefined) goToField(at);
  }, [at]);
  const isMade = saving.isPending && saving.variables.id.trim() !== id;
  const whyKept = line?.not_deletable ?? null;
  return (
    <div className={form.form}>
      <PageHead
        crumb={
          <>
            <Link to="/contracts/$id" params={{ id: contract }} title={setUp.form.name}>
              {setUp.form.name}
            </Link>{" "}
            ›{" "}
            <Link to="/contracts/$id/set-up" params={{ id: contract }} data-short>
              {t("set_up.title")}
            </Link>
          </>
        }
        title={line?.form.name ?? t("line.new")}
        beside={<ContractStatusMark status={setUp.status} />}
        actions={
          line !== null && (
            <>
              <Button
                leftSection={<Icon of={IconHistory} />}
                onClick={() =>
                  void navigate({
                    to: "/contracts/$id",
                    params: { id: contract },
                    search: { tab: "history", line: line.form.id },
                  })
                }
              >
                {t("history.open")}
              </Button>
              {setUp.status !== "closed" && whyKept !== null && (
                <span id="why-kept" className={classes.beside}>
                  {t("line.stays", { why: asSentence(whyKept) })}
                </span>
              )}
              {setUp.status !== "closed" && (
                <Button
                  disabled={whyKept !== null}
                  aria-describedby={whyKept === null ? undefined : "why-kept"}
                  onClick={() => {
                    deleting.reset();
                    setDeleting(true);
                  }}
                  {...off}
                >
                  {t("line.delete")}
                </Button>
              )}
            </>
          )
        }
      />
      <FormLocked says={says} />
      <FormRefused problem={saving.error} />
      <div className={form.sections} {...leaving} {...restsWhile(isMade)}>
        <LineSections
          contract={contract}
          setUp={setUp}
          line={line}
          value={typed.form}
          onChange={typed.change}
          says={shown}
          look={asked.look}
          isDirty={typed.isDirty}
          fresh={fresh}
        />
      </div>
      <FormFoot
        says={shown}
        isDirty={typed.isDirty}
        isBusy={saving.isPending}
        isAsking={isAsking}
        verb={line === null ? t("line.create") : t("set_up.save")}
        clean={line === null ? t("line.nothing_typed") : t("set_up.all_saved")}
        onSave={saveAll}
        onDiscard={line === null ? undefined : typed.forget}
      />
      {unsaved.asking}
      <ConfirmDialog
        opened={isDeleting}
        title={t("line.delete_title", { name })}
        verb={t("line.delete")}
        isBusy={deleting.isPending}
        problem={deleting.error}
        onConfirm={() => deleting.mutate()}
        onClose={() => setDeleting(false)}
      >
        {t("line.delete_about")}
      </ConfirmDialog>
    </div>
  );
}

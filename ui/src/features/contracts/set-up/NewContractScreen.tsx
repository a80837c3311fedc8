import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ContractForm, Saved } from "../../../bindings";
import { FormFoot, FormLocked, FormRefused, FormSection } from "../../../components/Form";
import form from "../../../components/Form.module.css";
import { KeyCap } from "../../../components/KeyCap";
import { PageHead } from "../../../components/Page";
import { useFormSave } from "../../../components/useFormSave";
import { useFreshForm } from "../../../components/useFreshForm";
import { useUnsaved } from "../../../components/useUnsaved";
import { formSaysNothing, useLook } from "../../../lib/formLook";
import { ipc, type Problem } from "../../../lib/ipc";
import { useKeys } from "../../../lib/keys";
import { useLeftLists } from "../../../lib/leftLists";
import { restsWhile } from "../../../lib/resting";
import { showDone } from "../../../lib/undo";
import { contractAddress } from "../contractFilter";
import { useCurrencies } from "../queries";
import { ContractFields } from "./ContractFields";
import { CustomersField } from "./CustomersField";
import { useTyped } from "./queries";

const nothingYet: ContractForm = {
  id: "",
  name: "",
  currency: "",
  delivery_date: "",
  not_to_exceed: "",
  customers: [{ customer: "", percent: "100", not_to_exceed: "", rounding: true }],
};

/** A new contract: who pays, in which currency, until when. Its lines come next. */
export function NewContractScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const list = contractAddress(useLeftLists().contracts ?? {});
  const currencies = useCurrencies();
  // A book of one currency has most likely another contract in it.
  const saved = { ...nothingYet, currency: currencies.length === 1 ? (currencies[0] ?? "") : "" };
  const typed = useTyped(saved, false);
  const asked = useLook(typed.form, (form) => ipc.lookAtContract(null, form));
  const unsaved = useUnsaved(typed.isDirty, t("set_up.the_new_contract"));
  const saving = useMutation<Saved, Problem, ContractForm>({
    mutationFn: (form) => ipc.saveContract(null, form, null),
    onSuccess: ({ id, undo }, sent) => {
      showDone(t("line.created", { name: sent.name }), undo);
      unsaved.letGo();
      void navigate({ to: "/contracts/$id/set-up", params: { id }, replace: true });
    },
  });
  const { says, save, isAsking } = useFormSave({ form: typed.form, isDirty: typed.isDirty, asked, saving });
  // An empty form is not wrong yet.
  const { says: calm, fresh, leaving } = useFreshForm(says, typed.form, true);
  const shown = typed.isDirty ? calm : formSaysNothing(says);
  const saveAll = () => {
    fresh.end();
    save();
  };
  const cancel = () => void navigate({ to: "/contracts", search: list });
  useKeys({ "mod+s": saveAll, escape: cancel });
  return (
    <div className={form.form}>
      <PageHead
        crumb={
          <Link to="/contracts" search={list}>
            {t("contracts.title")}
          </Link>
        }
        title={t("set_up.new_contract")}
        actions={
          <Button variant="subtle" rightSection={<KeyCap keys="Esc" />} onClick={cancel}>
            {t("common.cancel")}
          </Button>
        }
      />
      <FormLocked says={says} />
      <FormRefused problem={saving.error} />
      <div className={form.sections} {...leaving} {...restsWhile(saving.isPending)}>
        <ContractFields value={typed.form} onChange={typed.change} says={shown} isNew />
        <FormSection title={t("set_up.customers")} note={t("set_up.customers_note")}>
          <CustomersField
            value={typed.form.customers}
            onChange={(customers) => typed.change({ customers })}
            says={shown}
            fresh={fresh}
            names={[]}
            currency={typed.form.currency}
            total={asked.look?.percent_total ?? null}
            hasLimits
          />
        </FormSection>
      </div>
      <FormFoot
        says={calm}
        isDirty={typed.isDirty}
        isBusy={saving.isPending}
        isAsking={isAsking}
        verb={t("set_up.create")}
        clean={t("set_up.lines_come_next")}
        onSave={saveAll}
      />
      {unsaved.asking}
    </div>
  );
}

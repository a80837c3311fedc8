import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ContractForm, ContractSetUp, Saved } from "../../../bindings";
import { FormFoot, FormLocked, FormRefused, FormSection } from "../../../components/Form";
import form from "../../../components/Form.module.css";
import { LimitBars } from "../../../components/LimitBars";
import { PageHead } from "../../../components/Page";
import { ProblemNotice } from "../../../components/ProblemNotice";
import { SkeletonRows } from "../../../components/Skeleton";
import { useFormSave } from "../../../components/useFormSave";
import { useFreshRow } from "../../../components/useFreshRow";
import { useUnsaved } from "../../../components/useUnsaved";
import { useLook } from "../../../lib/formLook";
import { asProblem, ipc, type Problem } from "../../../lib/ipc";
import { useKeys } from "../../../lib/keys";
import { restsWhile } from "../../../lib/resting";
import { showDone } from "../../../lib/undo";
import { ContractFields } from "./ContractFields";
import { CustomersField } from "./CustomersField";
import { LinesList } from "./LinesList";
import { useSetUp, useTyped } from "./queries";
import { Readiness } from "./Readiness";
import classes from "./SetUp.module.css";
import { SetUpHead } from "./SetUpHead";

/** How a contract is set up: what it is, who pays, its limits and its lines. */
export function SetUpScreen({ id }: { id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data, error, refetch } = useSetUp(id);
  if (data === undefined && error !== null) {
    return (
      <ProblemNotice
        what={t("contract.problem")}
        problem={asProblem(error)}
        onRetry={() => void refetch()}
        elsewhere={<Button onClick={() => void navigate({ to: "/contracts" })}>{t("common.open_contracts")}</Button>}
      />
    );
  }
  if (data === undefined) {
    return (
      <>
        <PageHead crumb={<Link to="/contracts">{t("contracts.title")}</Link>} title={id} />
        <SkeletonRows />
      </>
    );
  }
  return <Loaded id={id} setUp={data} refetch={refetch} />;
}

type LoadedProps = { id: string; setUp: ContractSetUp; refetch: () => Promise<unknown> };

function Loaded({ id, setUp, refetch }: LoadedProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const typed = useTyped(setUp.form);
  const asked = useLook(typed.form, (form) => ipc.lookAtContract(id, form));
  const unsaved = useUnsaved(typed.isDirty, setUp.form.name);
  const saving = useMutation<Saved, Problem, ContractForm>({
    mutationFn: (form) => ipc.saveContract(id, form, typed.asRead),
    onMutate: () => typed.sending(true),
    onSuccess: async (saved, sent) => {
      showDone(t("setup.saved", { name: sent.name }), saved.undo);
      if (saved.id !== id) {
        unsaved.letGo();
        void navigate({ to: "/contracts/$id/set-up", params: { id: saved.id }, replace: true });
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
  const { says, save, isAsking } = useFormSave({
    form: typed.form,
    isDirty: typed.isDirty,
    asked,
    locks: setUp.locks,
    saving,
  });
  const { says: calm, fresh } = useFreshRow(says, typed.form);
  const saveAll = () => {
    fresh.end();
    save();
  };
  const isRenamed = saving.isPending && saving.variables.id.trim() !== id;
  useKeys({
    "mod+s": saveAll,
    escape: () => void navigate({ to: "/contracts/$id", params: { id } }),
  });
  return (
    <div className={form.form}>
      <SetUpHead id={id} setUp={setUp} isDirty={typed.isDirty} onGone={unsaved.letGo} />
      <FormLocked says={says} />
      <FormRefused problem={saving.error} />
      <div className={form.sections} {...restsWhile(isRenamed)}>
        <Readiness id={id} setUp={setUp} />
        <ContractFields value={typed.form} onChange={typed.change} says={says} isNew={false} />
        <FormSection title={t("set_up.customers")} note={t("set_up.customers_note")}>
          <CustomersField
            value={typed.form.customers}
            onChange={(customers) => typed.change({ customers })}
            says={calm}
            fresh={fresh}
            names={setUp.customer_names}
            currency={typed.form.currency}
            total={asked.look?.percent_total ?? null}
            hasLimits
          />
        </FormSection>
        <FormSection title={t("contract.lines")} note={t("set_up.lines_note")} path="lines">
          <LinesList id={id} setUp={setUp} />
        </FormSection>
        <FormSection title={t("set_up.limits")} note={t("set_up.limits_note")}>
          {setUp.limits.length === 0 ? (
            <p className={classes.words}>{t("set_up.no_limits")}</p>
          ) : (
            <LimitBars limits={setUp.limits} currency={setUp.form.currency} />
          )}
        </FormSection>
      </div>
      <FormFoot
        says={calm}
        isDirty={typed.isDirty}
        isBusy={saving.isPending}
        isAsking={isAsking}
        verb={t("set_up.save")}
        clean={t("set_up.all_saved")}
        onSave={saveAll}
        onDiscard={typed.forget}
      />
      {unsaved.asking}
    </div>
  );
}

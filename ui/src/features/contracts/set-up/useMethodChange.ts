// What belongs to one billing method goes with it: left in the form, it would be wrong at a field that is not shown.
import { useRef } from "react";
import type { BillingMethod, ContractLineForm } from "../../../bindings";

type MethodChange = Pick<
  ContractLineForm,
  "billing_method" | "contracted_amount" | "milestones" | "not_to_exceed" | "customers"
>;

/** The form by another method; `before` is as it was when it had that one. */
function byMethod(form: ContractLineForm, method: BillingMethod, before: ContractLineForm | undefined): MethodChange {
  const isFixed = method === "fixed_price";
  const limitOf = (customer: string) =>
    before?.customers.find((known) => known.customer === customer)?.not_to_exceed ?? "";
  return {
    billing_method: method,
    contracted_amount: isFixed ? (before?.contracted_amount ?? "") : "",
    milestones: isFixed ? (before?.milestones ?? []) : [],
    not_to_exceed: isFixed ? "" : (before?.not_to_exceed ?? ""),
    customers: form.customers.map((one) => ({ ...one, not_to_exceed: isFixed ? "" : limitOf(one.customer) })),
  };
}

/** Changes the method; whoever changes it back finds what was typed. */
export function useMethodChange(
  form: ContractLineForm,
  isDirty: boolean,
  onChange: (given: MethodChange) => void,
): (method: BillingMethod) => void {
  const typed = useRef<Partial<Record<BillingMethod, ContractLineForm>>>({});
  return (method) => {
    // What was typed before the form was saved or given back is no more.
    if (!isDirty) typed.current = {};
    typed.current[form.billing_method] = form;
    onChange(byMethod(form, method, typed.current[method]));
  };
}

// What a new record begins with.
import type { RecordForm } from "../../bindings";
import type { ListedKind } from "../../lib/records";

type Blank = { [Kind in ListedKind]: Extract<RecordForm, { kind: Kind }> };

export const blankForms: Blank = {
  customer: {
    kind: "customer",
    id: "",
    name: "",
    address: [],
    country: "",
    tax_id: "",
    contact: "",
    email: "",
    language: "",
    payment_terms_days: "30",
  },
  invoice_frequency: {
    kind: "invoice_frequency",
    id: "",
    name: "",
    period: "biweekly",
    every: "1",
    runs: [{ weekday: "monday", occurrence: "", day: "" }],
    working_day: "as_is",
    cut_off_days_before: "1",
  },
  role: { kind: "role", id: "", name: "", target_utilization_percent: "" },
  resource: { kind: "resource", id: "", name: "", role: "", hours_per_weekday: [], absences: [] },
  transaction_category: { kind: "transaction_category", name: "", class: "" },
  unit: { kind: "unit", name: "", hours_per_unit: "" },
  holiday: { kind: "holiday", date: "", name: "" },
};

import {
  IconCoins,
  IconContract,
  IconEye,
  IconFileInvoice,
  IconFileTypePdf,
  IconInbox,
  IconQuestionMark,
  IconUsers,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { FoundContract, FoundCustomer, FoundTransaction, InvoiceRow } from "../../bindings";
import { useExport, usePattern } from "../../features/invoices/useExport";
import { useFormat } from "../../lib/format";
import { asProblem, ipc } from "../../lib/ipc";
import { showToast } from "../../lib/toasts";
import type { PaletteRow } from "./rows";

/** What was found, as rows that open and have actions of their own. */
export function useFoundRows() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { exportPdfs } = useExport();
  const [pattern] = usePattern();
  const refused = (thrown: unknown) =>
    showToast({ text: t("palette.not_opened"), detail: asProblem(thrown).message, tone: "notice" });

  const previewNext = async (contract: string, name: string) => {
    try {
      const { schedule } = await ipc.contract(contract);
      const date = schedule.find((row) => row.run_status === "not_run")?.run_date;
      if (date !== undefined) await navigate({ to: "/run", search: { date } });
      else showToast({ text: t("palette.no_run_left", { name }), tone: "notice" });
    } catch (thrown) {
      refused(thrown);
    }
  };
  const backlogOf = (contract: string) => () => void navigate({ to: "/backlog", search: { contract } });
  const openContract = (id: string, tab?: "transactions" | "invoices") => () =>
    void navigate({ to: "/contracts/$id", params: { id }, search: tab === undefined ? {} : { tab } });
  const openInvoice = (id: string) => () => void navigate({ to: "/invoices/$id", params: { id } });

  /** Of a contract: what stands among the actions while it is the best that was found. */
  const contractActions = ({ id, name }: Pick<FoundContract, "id" | "name">): PaletteRow[] => [
    {
      id: `preview ${id}`,
      icon: IconEye,
      title: t("palette.preview_next_of", { name }),
      open: () => previewNext(id, name),
    },
    { id: `backlog ${id}`, icon: IconInbox, title: t("palette.backlog_of", { name }), open: backlogOf(id) },
  ];

  const contract = (found: FoundContract): PaletteRow => ({
    id: `contract ${found.id}`,
    icon: IconContract,
    title: found.name,
    note: `${found.id}, ${found.customer_name}`,
    end: found.status === "active" ? undefined : t(`contract_status.${found.status}`),
    open: openContract(found.id),
    choice: { kind: "contract", found },
    actions: [
      { id: "open", icon: IconContract, title: t("palette.open_contract"), open: openContract(found.id) },
      { id: "backlog", icon: IconInbox, title: t("palette.show_backlog"), open: backlogOf(found.id) },
      {
        id: "preview",
        icon: IconEye,
        title: t("palette.preview_next"),
        open: () => previewNext(found.id, found.name),
      },
      {
        id: "transactions",
        icon: IconCoins,
        title: t("palette.show_transactions"),
        open: openContract(found.id, "transactions"),
      },
      {
        id: "invoices",
        icon: IconFileInvoice,
        title: t("palette.show_invoices"),
        open: openContract(found.id, "invoices"),
      },
    ],
  });

  const invoice = (found: InvoiceRow): PaletteRow => ({
    id: `invoice ${found.id}`,
    icon: IconFileInvoice,
    title: `${found.number ?? t(`invoice_status.${found.status}`)}, ${found.customer_name}`,
    note: [
      format.fullDate(found.invoice_date),
      found.number === null ? found.contract_name : t(`palette.status.${found.status}`),
    ].join(", "),
    end: `${format.amount(found.total.amount)} ${found.total.currency}`,
    open: openInvoice(found.id),
    choice: { kind: "invoice", found },
    actions: [
      { id: "open", icon: IconFileInvoice, title: t("palette.open_invoice"), open: openInvoice(found.id) },
      {
        id: "pdf",
        icon: IconFileTypePdf,
        title: t("export.one"),
        // On its own page, where it is said if nothing was exported.
        open: async () => {
          await navigate({ to: "/invoices/$id", params: { id: found.id } });
          await exportPdfs([found.id], pattern);
        },
      },
      { id: "contract", icon: IconContract, title: t("palette.open_contract"), open: openContract(found.contract) },
    ],
  });

  const contractsOf = (name: string) => () =>
    void navigate({ to: "/contracts", search: { status: "all", search: name } });
  const customer = (found: FoundCustomer): PaletteRow => ({
    id: `customer ${found.id}`,
    icon: IconUsers,
    title: found.name,
    note: found.id,
    end: t("palette.contracts_of", { count: found.contracts }),
    open: contractsOf(found.name),
    choice: { kind: "customer", found },
    actions: [
      { id: "contracts", icon: IconContract, title: t("palette.show_contracts"), open: contractsOf(found.name) },
      {
        id: "backlog",
        icon: IconInbox,
        title: t("palette.show_backlog"),
        open: () => void navigate({ to: "/backlog", search: { customer: found.id } }),
      },
      {
        id: "invoices",
        icon: IconFileInvoice,
        title: t("palette.show_invoices"),
        open: () => void navigate({ to: "/invoices", search: { status: "all", customer: found.id } }),
      },
    ],
  });

  const why = (id: string) => () => void navigate({ to: "/backlog", search: { search: id } });
  /** Where it is: on its invoice, or in the backlog beside the reason. */
  const openTransaction = async (id: string) => {
    try {
      const { shares } = await ipc.trace(id);
      const [first] = shares;
      const isBilled = first != null && shares.every((share) => share.invoice !== null);
      if (isBilled && first.invoice !== null) openInvoice(first.invoice)();
      else why(id)();
    } catch (thrown) {
      refused(thrown);
    }
  };
  const transaction = (found: FoundTransaction): PaletteRow => ({
    id: `transaction ${found.id}`,
    icon: IconCoins,
    title: found.description,
    note: [t(`class.${found.class as "time"}`), format.date(found.date), found.contract_name, found.id].join(", "),
    end: `${format.amount(found.amount.amount)} ${found.amount.currency}`,
    open: () => openTransaction(found.id),
    choice: { kind: "transaction", found },
    actions: [
      { id: "why", icon: IconQuestionMark, title: t("palette.why"), open: why(found.id) },
      { id: "contract", icon: IconContract, title: t("palette.open_contract"), open: openContract(found.contract) },
    ],
  });

  return { contract, invoice, customer, transaction, contractActions };
}

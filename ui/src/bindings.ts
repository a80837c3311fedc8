// The commands, events and types that the program offers to its window, in the shape that tauri-specta writes.
import { invoke as TAURI_INVOKE } from "@tauri-apps/api/core";
import * as TAURI_API_EVENT from "@tauri-apps/api/event";

export const commands = {
  startState: () => result<StartState>("start_state"),
  openExample: () => result<BookHeader>("open_example"),
  createBook: (request: CreateBookRequest) => result<BookHeader | null>("create_book", { request }),
  openBook: () => result<BookHeader | null>("open_book"),
  openRecentBook: (id: string) => result<BookHeader>("open_recent_book", { id }),
  forgetRecentBook: (id: string) => result<null>("forget_recent_book", { id }),
  closeBook: () => result<null>("close_book"),
  bookHeader: () => result<BookHeader>("book_header"),
  contracts: (query: ContractQuery) => result<ContractPage>("contracts", { query }),
  contract: (id: string) => result<ContractDetail>("contract", { id }),
  shares: (query: ShareQuery) => result<SharePage>("shares", { query }),
  mark: (request: MarkRequest) => result<MarkResult>("mark", { request }),
  explain: (id: string) => result<Explanation>("explain", { id }),
  runCalendar: () => result<RunCalendar>("run_calendar"),
  previewRun: (runDate: string) => result<RunPreview>("preview_run", { runDate }),
  previewInvoice: (runDate: string, contract: string, customer: string, invoiceDate: string) =>
    result<InvoiceDetail>("preview_invoice", { runDate, contract, customer, invoiceDate }),
  previewPages: (runDate: string, contract: string, customer: string, invoiceDate: string) =>
    result<PrintedPages>("preview_pages", { runDate, contract, customer, invoiceDate }),
  startRun: (runDate: string) => result<RunResult>("start_run", { runDate }),
  cancelRun: () => result<null>("cancel_run"),
  processRun: (runDate: string) => result<RunResult | null>("process_run", { runDate }),
  processRuns: () => result<ProcessRunRow[]>("process_runs"),
  invoices: (query: InvoiceQuery) => result<InvoicePage>("invoices", { query }),
  invoice: (id: string) => result<InvoiceDetail>("invoice", { id }),
  invoicePages: (id: string) => result<PrintedPages>("invoice_pages", { id }),
  exportPdf: (ids: string[]) => result<ExportResult | null>("export_pdf", { ids }),
};

export const events = {
  bookChanged: event<BookChanged>("book-changed"),
  runProgress: event<RunProgress>("run-progress"),
};

/* Types */

/** What the start screen shows. */
export type StartState = { version: string; recent_books: RecentBook[]; book: BookHeader | null };

/** A book that was open before. */
export type RecentBook = { id: string; name: string; place: string; last_used_at: string; found: boolean };

/** What a new book needs. */
export type CreateBookRequest = { company_name: string; time_zone: string };

/** Where exported files are. */
export type ExportResult = { files: number; name: string; place: string };

/** What has become stale. */
export type BookChanged = { tags: Tag[] };

/** A part of the book. */
export type Tag = "book" | "contracts" | "shares" | "invoices" | "process_runs";

/** Why a command did not do what was asked. */
export type CommandError = { code: ErrorCode; message: string; field: string | null };

/** What the window can do something about. */
export type ErrorCode =
  | "not_found"
  | "refused"
  | "invalid_input"
  | "lease_held"
  | "book_missing"
  | "book_not_a_book"
  | "book_foreign"
  | "book_newer"
  | "book_locked"
  | "book_read_only"
  | "book_corrupt"
  | "no_book"
  | "failed";

/** How a contract line is billed. */
export type BillingMethod = "fixed_price" | "time_and_material";

/** Where a project contract stands. */
export type ContractStatus = "draft" | "active" | "closed";

/** How far a share is on its way to the customer. */
export type BillingStatus = "not_ready" | "ready_to_invoice" | "invoice_created" | "invoice_posted";

/** Whether the customer pays for a share. */
export type BillingType = "chargeable" | "non_chargeable" | "complimentary";

/** Where a proforma invoice stands. */
export type InvoiceStatus = "draft" | "in_review" | "confirmed" | "paid";

/** What has become of a schedule row. */
export type RunStatus = "not_run" | "run_successful" | "run_failed" | "skipped";

/** Why something was passed over, or why a share is where it is. */
export type ReasonCode = "not_ready" | "after_cut_off" | "after_run_date" | "later_run_date" | "no_later_run_date" | "line_not_set_up" | "class_not_included" | "contract_not_active" | "contract_parked" | "nothing_to_invoice" | "nothing_chargeable" | "already_run" | "row_skipped" | "milestone_missed" | "fixed_price_line" | "due" | "on_draft" | "invoiced";

/** An amount in its currency, both as they are printed in JSON. */
export type Amount = {
  /** Decimal string with the currency's decimals, `-` before a negative one. */
  amount: string;
  /** ISO 4217. */
  currency: string;
};

/** The open book. */
export type BookHeader = {
  /** File name without its ending. */
  name: string;
  /** The folder, for reading only. */
  place: string;
  /** The company that issues the invoices. */
  company_name: string;
  /** IANA name. */
  time_zone: string;
  /** The civil date in the book's time zone. */
  today: string;
  /** Whether nothing can be written, and why. */
  read_only: string | null;
  /** For the navigation. */
  counts: BookCounts;
};

/** How much of everything there is. */
export type BookCounts = {
  /** Project contracts. */
  contracts: number;
  /** Shares on no invoice. */
  backlog: number;
  /** Invoices in draft or in review. */
  drafts: number;
  /** Process runs. */
  process_runs: number;
};

/** Which contracts to list. */
export type ContractQuery = {
  /** Only these; all where none is named. */
  status: ContractStatus | null;
  /** Part of a name, an id or a customer's name; empty for all. */
  search: string;
  /** Rows to leave out at the start. */
  offset: number;
  /** Rows to return, at most 500. */
  limit: number;
};

/** A page of contracts. */
export type ContractPage = {
  /** How many contracts there are in each status, whatever is searched for. */
  counts: ContractCounts;
  /** How many fit the query. */
  total: number;
  /** The page. */
  rows: ContractRow[];
  /** Sums over all that fit the query, one per currency, by code. */
  totals: MoneyParts[];
};

/** How many contracts there are. */
export type ContractCounts = {
  /** All of them. */
  all: number;
  /** In draft. */
  draft: number;
  /** Active. */
  active: number;
  /** Closed. */
  closed: number;
};

/** Where the money of a contract, or of several in one currency, stands. Decimal strings; chargeable only. */
export type MoneyParts = {
  /** ISO 4217. */
  currency: string;
  /** On confirmed invoices. */
  invoiced: string;
  /** On drafts. */
  on_draft: string;
  /** Ready to invoice. */
  ready: string;
  /** Not ready. */
  not_ready: string;
  /** All four together. */
  sum: string;
  /** The four parts in thousandths of their sum of magnitudes, for drawing: invoiced, on a draft, ready, not ready. */
  parts_per_mille: number[];
};

/** A contract in a list. */
export type ContractRow = {
  /** The author's id. */
  id: string;
  /** Name. */
  name: string;
  /** Status. */
  status: ContractStatus;
  /** The primary customer's name. */
  customer_name: string;
  /** How many more customers there are. */
  more_customers: number;
  /** Its money. */
  money: MoneyParts;
  /** The next run date from today on. */
  next_run_date: string | null;
  /** What is wrong with it: lines not set up, milestones that do not add up, rows that failed. */
  trouble: ContractTrouble[];
};

/** What is wrong with a contract. */
export type ContractTrouble = "line_not_set_up" | "parked" | "milestones_do_not_add_up";

/** A contract, whole. */
export type ContractDetail = {
  /** The author's id. */
  id: string;
  /** Name. */
  name: string;
  /** Status. */
  status: ContractStatus;
  /** ISO 4217. */
  currency: string;
  /** Last day of the schedules. */
  delivery_date: string | null;
  /** Its money. */
  money: MoneyParts;
  /** Its customers, the primary one first. */
  customers: CustomerSplitRow[];
  /** Its lines in their order. */
  lines: ContractLineDetail[];
  /** Schedule rows of all lines by run date, then by line. */
  schedule: ScheduleRowView[];
  /** Invoices of the contract, newest first, at most 200. */
  invoices: InvoiceRow[];
  /** How many transactions it has. */
  transactions: number;
};

/** A customer of a contract or line. */
export type CustomerSplitRow = {
  /** The author's id. */
  customer: string;
  /** Name. */
  name: string;
  /** Decimal string. */
  percent: string;
  /** Whether this one takes rounding differences. */
  rounding: boolean;
};

/** A contract line. */
export type ContractLineDetail = {
  /** The author's id. */
  id: string;
  /** Name. */
  name: string;
  /** Billing method. */
  billing_method: BillingMethod;
  /** `time`, `expense`, `material`, `fee`. */
  transaction_classes: string[];
  /** Fixed-price lines. */
  contracted_amount: string | null;
  /** Name of the invoice frequency, if it has one. */
  invoice_frequency: string | null;
  /** First day of billing. */
  billing_start: string | null;
  /** `S 25`, as category and percent. */
  tax: string | null;
  /** Who pays. */
  customers: CustomerSplitRow[];
  /** How many schedule rows it has. */
  schedule_rows: number;
  /** Invoiced and on drafts, chargeable. */
  invoiced_and_on_draft: string;
  /** What is wrong with it, as a sentence. */
  trouble: string | null;
};

/** A schedule row. */
export type ScheduleRowView = {
  /** The line's id. */
  contract_line: string;
  /** The line's name. */
  contract_line_name: string;
  /** Invoice run date. */
  run_date: string;
  /** Transaction cut-off date; none for a milestone. */
  cut_off_date: string | null;
  /** The milestone, if it is one. */
  milestone: MilestoneView | null;
  /** Run status. */
  run_status: RunStatus;
  /** Why it failed or created nothing. */
  reason: string | null;
  /** Ready work that this row would take as things stand, chargeable; none where it has run. */
  expected: string | null;
};

/** A milestone. */
export type MilestoneView = {
  /** The author's id. */
  id: string;
  /** Name. */
  name: string;
  /** Milestone date. */
  date: string;
  /** Its amount. */
  amount: string;
  /** The lowest status among its shares. */
  billing_status: BillingStatus;
};

/** Which shares of a contract to list. */
export type ShareQuery = {
  /** The contract's id. */
  contract: string;
  /** Only shares in this status. */
  billing_status: BillingStatus | null;
  /** Rows to leave out at the start. */
  offset: number;
  /** Rows to return, at most 500. */
  limit: number;
};

/** A page of shares, newest first. */
export type SharePage = {
  /** How many fit the query. */
  total: number;
  /** The page. */
  rows: ShareRow[];
};

/** A share in a list. */
export type ShareRow = {
  /** The author's id of the transaction or milestone. */
  id: string;
  /** `time`, `expense`, `material`, `fee` or `milestone`. */
  class: string;
  /** Its date. */
  date: string;
  /** The contract line's name. */
  contract_line_name: string;
  /** Description, or the milestone's name. */
  description: string;
  /** Name of the resource. */
  resource: string | null;
  /** The customer's id. */
  customer: string;
  /** The customer's name. */
  customer_name: string;
  /** The whole quantity. */
  quantity: string;
  /** Its unit. */
  unit: string;
  /** Price of one unit. */
  unit_price: string;
  /** The customer's percentage. */
  percent: string;
  /** The share's amount. */
  amount: Amount;
  /** Billing type. */
  billing_type: BillingType;
  /** Billing status. */
  billing_status: BillingStatus;
  /** The invoice it is on. */
  invoice: string | null;
};

/** Marks transactions or milestones. */
export type MarkRequest = {
  /** Ids of transactions or milestones, 1 to 10,000. */
  ids: string[];
  /** Only this customer's shares. */
  customer: string | null;
  /** `ready_to_invoice` or `not_ready`. */
  billing_status: BillingStatus;
};

/** What marking did. */
export type MarkResult = {
  /** How many shares were in another status before. */
  changed: number;
  /** What they amount to, chargeable, one per currency. */
  amounts: Amount[];
  /** The ids whose shares changed, so that it can be undone. */
  ids: string[];
};

/** Why the shares of a transaction or milestone are where they are, and what comes next. */
export type Explanation = {
  /** The id that was asked about. */
  id: string;
  /** One per share. */
  shares: ShareExplanation[];
};

/** Why one share is where it is. */
export type ShareExplanation = {
  /** The customer's id. */
  customer: string;
  /** Its status. */
  billing_status: BillingStatus;
  /** The rule. */
  code: ReasonCode;
  /** The same as a sentence for a clerk. */
  text: string;
  /** The run that will take it. */
  next_run_date: string | null;
};

/** The nearest run dates around today. */
export type RunCalendar = {
  /** The latest run date up to today that still has rows to run, else today. */
  suggested_date: string;
  /** Today in the book's time zone. */
  today: string;
  /** All dates with rows still to run, ascending, at most 400. */
  run_dates: RunDateView[];
};

/** A date on which something is to run. */
export type RunDateView = {
  /** The date. */
  date: string;
  /** How many contracts have rows on it. */
  contracts: number;
};

/** What a run of a date would create. */
export type RunPreview = {
  /** The date. */
  run_date: string;
  /** Whether it may be run, and if not, why not. */
  refused: string | null;
  /** How many contracts have rows on the date. */
  contracts_due: number;
  /** How many of them have nothing to invoice. */
  nothing_due: number;
  /** How many of them would be parked. */
  parked: number;
  /** The drafts, by contract and customer. */
  drafts: DraftSummary[];
  /** Ready before = invoiced + left out, one per currency. */
  proof: ProofRow[];
  /** What was passed over, by reason. */
  passed_over: PassedOverGroup[];
  /** How long it took. */
  elapsed_milliseconds: number;
};

/** A draft, or a would-be draft, in a list. */
export type DraftSummary = {
  /** The invoice's id; none in a preview. */
  invoice: string | null;
  /** The contract's id. */
  contract: string;
  /** The contract's name. */
  contract_name: string;
  /** The customer's id. */
  customer: string;
  /** The customer's name. */
  customer_name: string;
  /** The date it carries: an earlier one where a failed row was tried again. */
  invoice_date: string;
  /** How many lines it has. */
  lines: number;
  /** Its total. */
  total: Amount;
};

/** The books of a run in one currency: ready before = invoiced + left out. */
export type ProofRow = {
  /** ISO 4217. */
  currency: string;
  /** Chargeable and ready to invoice before the run. */
  ready_before: string;
  /** Net of the drafts. */
  invoiced: string;
  /** What stays ready. */
  left_out: string;
  /** Whether it adds up. */
  adds_up: boolean;
  /** What the left out is made of, largest first. */
  reasons: ProofReason[];
};

/** A part of what was left out. */
export type ProofReason = {
  /** Why. */
  code: ReasonCode;
  /** How much. */
  amount: string;
};

/** Everything that was passed over for one reason. */
export type PassedOverGroup = {
  /** Why. */
  code: ReasonCode;
  /** How many. */
  count: number;
  /** Chargeable amounts, one per currency; none where nothing was ready. */
  amounts: Amount[];
  /** The first of them, at most 50. */
  examples: PassedOverRow[];
};

/** One thing that was passed over. */
export type PassedOverRow = {
  /** The contract's id. */
  contract: string;
  /** The contract's name. */
  contract_name: string;
  /** The line's id. */
  contract_line: string | null;
  /** The line's name. */
  contract_line_name: string | null;
  /** Run date of the schedule row, where it is about one. */
  schedule_row: string | null;
  /** Transaction or milestone, where it is about one. */
  id: string | null;
  /** Its description or name. */
  description: string | null;
  /** Its date. */
  date: string | null;
  /** The customer's id. */
  customer: string | null;
  /** The share's amount. */
  amount: Amount | null;
  /** Why, as a sentence. */
  reason: string;
  /** The run that will take it. */
  next_run_date: string | null;
};

/** A run on its way. */
export type RunProgress = {
  /** The date. */
  run_date: string;
  /** Contracts handled. */
  done: number;
  /** Contracts to handle. */
  total: number;
  /** Contracts that were invoiced. */
  invoiced: number;
  /** Contracts with nothing due. */
  nothing_due: number;
  /** Contracts that were parked. */
  parked: number;
  /** Drafts created. */
  drafts: number;
  /** Totals of those drafts, one per currency. */
  totals: Amount[];
  /** Since the start. */
  elapsed_milliseconds: number;
};

/** How a process run ended. */
export type ProcessRunStatus = "running" | "completed" | "completed_with_failures" | "interrupted";

/** A process run, as it ended. */
export type RunResult = {
  /** The date. */
  run_date: string;
  /** How it ended. */
  status: ProcessRunStatus;
  /** How often the date was run. */
  attempts: number;
  /** When the last attempt began. */
  started_at: string;
  /** When it ended. */
  ended_at: string | null;
  /** Drafts that stand from this date's runs. */
  drafts: DraftSummary[];
  /** The books of the last attempt. */
  proof: ProofRow[];
  /** What was passed over, by reason. */
  passed_over: PassedOverGroup[];
  /** Contracts that are parked, with their reason. */
  parked: PassedOverRow[];
};

/** A process run in a list. */
export type ProcessRunRow = {
  /** The date. */
  run_date: string;
  /** How it ended. */
  status: ProcessRunStatus;
  /** When the last attempt began. */
  started_at: string;
  /** How often the date was run. */
  attempts: number;
  /** Drafts created. */
  drafts: number;
  /** Contracts parked. */
  parked: number;
};

/** Which invoices to list. */
export type InvoiceQuery = {
  /** Only these; all where none is named. */
  status: InvoiceStatus | null;
  /** Part of a number, a customer's or contract's name or id, or an amount; empty for all. */
  search: string;
  /** Rows to leave out at the start. */
  offset: number;
  /** Rows to return, at most 500. */
  limit: number;
};

/** A page of invoices, newest first. */
export type InvoicePage = {
  /** How many there are in each status, whatever is searched for. */
  counts: InvoiceCounts;
  /** How many fit the query. */
  total: number;
  /** The page. */
  rows: InvoiceRow[];
  /** Sums over all that fit the query, one per currency. */
  totals: Amount[];
};

/** How many invoices there are. */
export type InvoiceCounts = {
  /** All of them. */
  all: number;
  /** Drafts. */
  draft: number;
  /** In review. */
  in_review: number;
  /** Confirmed. */
  confirmed: number;
  /** Paid. */
  paid: number;
};

/** An invoice in a list. */
export type InvoiceRow = {
  /** The program's id. */
  id: string;
  /** The legal number; none before confirmation. */
  number: string | null;
  /** Status. */
  status: InvoiceStatus;
  /** The customer's name. */
  customer_name: string;
  /** The contract's id. */
  contract: string;
  /** The contract's name. */
  contract_name: string;
  /** Invoice date. */
  invoice_date: string;
  /** Its total. */
  total: Amount;
};

/** An invoice or would-be draft, whole, for the window. */
export type InvoiceDetail = {
  /** The program's id; none in a preview. */
  id: string | null;
  /** The legal number; none before confirmation. */
  number: string | null;
  /** Status. */
  status: InvoiceStatus;
  /** The contract's id. */
  contract: string;
  /** The contract's name. */
  contract_name: string;
  /** The customer's id. */
  customer: string;
  /** The customer's name. */
  customer_name: string;
  /** Invoice date. */
  invoice_date: string;
  /** The latest cut-off date among its rows. */
  work_up_to: string | null;
  /** ISO 4217. */
  currency: string;
  /** Lines in the contract's order. */
  lines: InvoiceLineView[];
  /** Taxes, one per category and rate. */
  taxes: TaxView[];
  /** Net. */
  subtotal: string;
  /** Tax. */
  tax: string;
  /** Total. */
  total: string;
  /** When it was created; none in a preview. */
  created_at: string | null;
};

/** A line of an invoice. */
export type InvoiceLineView = {
  /** The contract line's id. */
  contract_line: string;
  /** Its name. */
  name: string;
  /** Its billing method. */
  billing_method: BillingMethod;
  /** Sum of the chargeable details. */
  amount: string;
  /** By date, then by id. */
  details: InvoiceDetailView[];
};

/** A detail of an invoice line. */
export type InvoiceDetailView = {
  /** Id of the transaction or milestone. */
  id: string;
  /** `time`, `expense`, `material`, `fee` or `milestone`. */
  class: string;
  /** Its date. */
  date: string;
  /** Description, or the milestone's name. */
  description: string;
  /** Name of the resource. */
  resource: string | null;
  /** Billing type. */
  billing_type: BillingType;
  /** The whole quantity. */
  quantity: string;
  /** Its unit. */
  unit: string;
  /** Price of one unit. */
  unit_price: string;
  /** The customer's percentage. */
  percent: string;
  /** The share's amount. */
  amount: string;
};

/** The tax of one category and rate. */
export type TaxView = {
  /** Code of UNTDID 5305. */
  category: string;
  /** Rate. */
  percent: string;
  /** What is taxed. */
  taxable: string;
  /** The tax. */
  tax: string;
};

/** The pages of an invoice as they will print. */
export type PrintedPages = {
  /** One SVG document a page. */
  pages: string[];
};

/* Runtime */
export type Result<T, E> = { status: "ok"; data: T } | { status: "error"; error: E };

async function result<T>(command: string, args?: Record<string, unknown>): Promise<Result<T, CommandError>> {
  try {
    return { status: "ok", data: await TAURI_INVOKE<T>(command, args) };
  } catch (e) {
    if (e instanceof Error) throw e;
    return { status: "error", error: e as CommandError };
  }
}

function event<T>(name: string) {
  return {
    listen: (handler: TAURI_API_EVENT.EventCallback<T>) => TAURI_API_EVENT.listen<T>(name, handler),
  };
}

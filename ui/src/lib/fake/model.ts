// The stand-in's book: enough of one to show every screen. Only tests and plain browsers ever see it.
import type {
  AskedFor,
  BillingMethod,
  BillingStatus,
  BillingType,
  ContractStatus,
  CustomerSplitForm,
  HistoryRow,
  InvoiceStatus,
  JobOwner,
  MarkedReady,
  RecordForm,
  RunStatus,
  VerdictRow,
  Workflow,
} from "../../bindings";
import type { PassedOver } from "./rules";

export type FakeCustomer = { id: string; name: string; percent: number };

export type FakeLine = {
  id: string;
  name: string;
  method: BillingMethod;
  classes: string[];
  contracted: number | null;
  /** The name of its invoice frequency. */
  frequency: string | null;
  start: string | null;
  /** What is left out is as on a plain line: all tasks, no limit, no tax, the customers of the contract. */
  tasks?: string[];
  limit?: string;
  taxCategory?: string;
  taxPercent?: string;
  split?: CustomerSplitForm[];
};

export type FakeContract = {
  id: string;
  name: string;
  status: ContractStatus;
  currency: string;
  delivery: string | null;
  customers: FakeCustomer[];
  lines: FakeLine[];
  /** Not-to-exceed limits; of its customers by their id. */
  limit?: string;
  customerLimits?: Record<string, string>;
  /** The customer that takes what rounding leaves; left out: the first. */
  rounding?: string;
  /** Why every run parks it. */
  parks?: string;
};

export type FakeRow = {
  contract: string;
  line: string;
  runDate: string;
  cutOff: string | null;
  milestone: string | null;
  status: RunStatus;
  reason: string | null;
  /** Whether a person typed it. */
  typed?: boolean;
};

export type FakeShare = {
  id: string;
  contract: string;
  line: string;
  class: string;
  date: string;
  description: string;
  resource: string | null;
  customer: FakeCustomer;
  quantity: string;
  unit: string;
  price: string;
  /** In minor units: the stand-in may count, the window may not. */
  amount: number;
  status: BillingStatus;
  invoice: string | null;
  /** How it was marked ready; left out where it was imported so. */
  ready?: MarkedReady;
  role?: string;
  category?: string;
  /** Left out: chargeable. */
  type?: BillingType;
  /** Whether a limit keeps it from being ready. */
  stopped?: boolean;
};

export type FakeInvoice = {
  id: string;
  number: string | null;
  status: InvoiceStatus;
  contract: string;
  customer: FakeCustomer;
  date: string;
};

/** An entry of the history with the records whose it is. */
export type FakeHistoryRow = HistoryRow & { of: string[] };

export type FakeBook = {
  /** The latest first. */
  history?: FakeHistoryRow[];
  /** What it is set up with; made of its contracts until somebody asks. */
  records?: RecordForm[];
  name: string;
  company: string;
  today: string;
  readOnly: string | null;
  placeRisk: string | null;
  contracts: FakeContract[];
  rows: FakeRow[];
  shares: FakeShare[];
  invoices: FakeInvoice[];
  runs: FakeRun[];
  jobs?: FakeJob[];
  /** What the batch job has covered; left out where none was ever started. */
  coverage?: { activated: string; through: string };
  /** The latest time the book has seen, where a test has it differ from the clock. */
  latestAt?: string;
  /** Since when a run finishes nothing any more. */
  hungSince?: string;
  /** The program that holds the lease, where a test has it differ from this one. */
  owner?: JobOwner;
};

export type FakeJob = {
  id: string;
  name: string;
  isActive: boolean;
  timeOfDay: string | null;
  state: "not_started" | "started" | "paused" | "stopped";
  workflow: Workflow | null;
  startedAt: string | null;
  startedBy: string | null;
  lastEndedAt: string | null;
  wakeAt: string | null;
  /** When it is tried again after a fault. */
  retryAt: string | null;
  /** Faults of its surroundings, one after another. */
  failures: number;
  reason: string | null;
  /** Up to where a person agreed that missed dates are run. */
  agreedThrough: string | null;
};

export type FakeRun = {
  date: string;
  at: string;
  drafts: number;
  attempts?: number;
  isInterrupted?: boolean;
  askedFor?: AskedFor;
  /** Left out: as many as have a row on the date. */
  contracts?: number;
  tookMilliseconds?: number;
  /** When its work was taken back. */
  undoneAt?: string;
  /** Why it stopped between two contracts. */
  reason?: string;
  passedOver?: PassedOver[];
  verdicts?: VerdictRow[];
};

const DECIMALS: Record<string, number> = { JPY: 0, KWD: 3 };

export function money(minor: number, currency: string): string {
  const decimals = DECIMALS[currency] ?? 2;
  const digits = String(Math.abs(minor)).padStart(decimals + 1, "0");
  const whole = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return minor < 0 ? `-${whole}` : whole;
}

/** How many decimals the amounts of a currency have. */
export function decimalsOf(currency: string): number {
  return DECIMALS[currency] ?? 2;
}

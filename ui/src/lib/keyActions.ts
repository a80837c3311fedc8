// Every key of the window, by the screen it works on. The overlay lists them, and `keyBindings` moves the single ones.

export type KeyEntry<Does extends string = string> = {
  /** Its words are `keys.does.<does>`. */
  does: Does;
  /** As it is drawn where the reader has chosen nothing else. */
  keys: string;
  /** Where the reader may choose another: the key as `keyName` calls it. */
  key?: string;
};

function fixed<Does extends string>(does: Does, keys: string): KeyEntry<Does> {
  return { does, keys };
}

/** One character, with or without Shift, that may be given another. */
function single<Does extends string>(does: Does, keys: string): KeyEntry<Does> {
  return { does, keys, key: keys.toLowerCase().replace(" ", "+") };
}

/** In the order of the overlay. What works "everywhere" and in "lists" works beside the keys of the screen. */
export const keyGroups = {
  go: [
    single("go_home", "H"),
    single("go_backlog", "B"),
    single("go_run", "R"),
    single("go_invoices", "I"),
    single("go_contracts", "C"),
    single("go_calendar", "A"),
    single("go_radar", "S"),
    single("go_process_runs", "P"),
    single("go_utilization", "L"),
    single("go_changes", "U"),
    single("go_import", "M"),
    single("go_settings", "T"),
    single("go_transactions", "E"),
  ],
  everywhere: [
    fixed("palette", "Mod K"),
    single("go", "G"),
    fixed("history", "Alt ← →"),
    fixed("undo", "Mod Z"),
    fixed("back", "Esc"),
    fixed("text_size", "Mod + −"),
    fixed("text_usual", "Mod 0"),
    single("keys", "?"),
  ],
  lists: [
    single("find", "/"),
    single("filter", "F"),
    fixed("move", "↑ ↓"),
    single("down", "J"),
    single("up", "K"),
    fixed("open", "Enter"),
    fixed("select", "Space"),
    fixed("extend", "Shift ↓"),
    fixed("all", "Mod A"),
    fixed("copy", "Mod C"),
    fixed("tab", "1 … 9"),
  ],
  contracts: [single("new_contract", "N"), single("create_invoice", "C")],
  contract: [
    single("edit_contract", "E"),
    single("preview", "P"),
    single("mark_ready", "M"),
    single("mark_not_ready", "Shift M"),
    single("create_invoice", "C"),
    single("why", "W"),
    single("previous_contract", "["),
    single("next_contract", "]"),
    fixed("time_line_row", "← →"),
    fixed("time_line_move", "PgUp PgDn"),
    fixed("time_line_zoom", "+ −"),
    fixed("time_line_whole", "0"),
    fixed("time_line_today", "Home"),
  ],
  backlog: [
    single("mark_ready", "M"),
    single("mark_not_ready", "Shift M"),
    single("create_invoice", "C"),
    single("why", "W"),
  ],
  transactions: [
    single("new_transaction", "N"),
    fixed("cell_edit", "Enter F2"),
    fixed("cell_next", "Tab"),
    fixed("cell_extend", "Shift → ↓"),
    fixed("cell_clear", "Delete"),
    fixed("cell_above", "Mod D"),
    fixed("cell_today", "Mod ;"),
    fixed("cell_paste", "Mod V"),
    fixed("delete_rows", "Mod Delete"),
    fixed("save_rows", "Mod Enter"),
    fixed("next_problem", "F8"),
    fixed("mark_chosen", "Mod M"),
    fixed("mark_chosen_not", "Mod Shift M"),
    fixed("change_chosen", "Mod E"),
    fixed("leave_grid", "Esc"),
  ],
  home: [single("review", "R"), single("preview_next", "P")],
  calendar: [
    fixed("calendar_day", "← ↑ → ↓"),
    fixed("calendar_month", "PgUp PgDn"),
    fixed("calendar_today", "Home"),
    fixed("calendar_open", "Enter"),
  ],
  run: [
    single("preview", "P"),
    fixed("run", "Mod Enter"),
    fixed("day", "← →"),
    fixed("draft", "J K"),
    single("step", "S"),
    single("why", "W"),
    single("review", "R"),
  ],
  process_run: [single("step", "S"), single("why", "W"), single("review", "R")],
  missed: [single("create_as_scheduled", "C"), single("skip_dates", "S"), single("preview", "P")],
  parked: [single("retry", "R")],
  invoice: [
    single("pdf", "O"),
    single("delete_draft", "D"),
    single("evidence", "E"),
    single("previous_invoice", "["),
    single("next_invoice", "]"),
  ],
  invoices: [single("pdf", "O"), single("delete_draft", "D"), single("panel", "P")],
  jobs: [single("new_job", "N")],
  job: [single("edit_job", "E"), fixed("covered_day", "← ↑ → ↓"), fixed("covered_open", "Enter")],
  job_form: [fixed("save", "Mod S")],
  set_up: [fixed("save", "Mod S"), fixed("row_up", "Alt ↑"), fixed("row_down", "Alt ↓")],
  records: [single("new_record", "N"), fixed("save_record", "Mod Enter")],
};

export type KeyGroup = keyof typeof keyGroups;
export type KeyDoes = (typeof keyGroups)[KeyGroup][number]["does"];

/** The groups that stand beside the screen's own, wherever one is. */
const ALWAYS: readonly KeyGroup[] = ["everywhere", "lists"];

/** The keys that work at an address. */
export function groupsAt(path: string): readonly KeyGroup[] {
  const [, first, second, third, fourth] = path.split("/");
  if (first === "settings") {
    if (second === "set-up") return [...ALWAYS, "records"];
    if (second !== "jobs") return ALWAYS;
    const isForm = third === "new" || fourth === "edit";
    return [...ALWAYS, third === undefined ? "jobs" : isForm ? "job_form" : "job"];
  }
  if (first === "new-contract" || (first === "contracts" && third !== undefined)) return [...ALWAYS, "set_up"];
  const own: Partial<Record<string, KeyGroup>> =
    second === undefined
      ? {
          home: "home",
          calendar: "calendar",
          run: "run",
          backlog: "backlog",
          contracts: "contracts",
          invoices: "invoices",
          missed: "missed",
          parked: "parked",
          transactions: "transactions",
        }
      : first === "contracts" && third === "transactions"
        ? { contracts: "transactions" }
        : { contracts: "contract", invoices: "invoice", "process-runs": "process_run" };
  const group = own[first ?? ""];
  return group === undefined ? ALWAYS : [...ALWAYS, group];
}

/** Whether the keys of two groups can ever be pressed on the same screen. */
export function meet(one: KeyGroup, other: KeyGroup): boolean {
  if (one === "go" || other === "go") return one === other;
  return one === other || ALWAYS.includes(one) || ALWAYS.includes(other);
}

import { useBlocker } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProblem, RecordForm, RecordLook } from "../../bindings";
import { useOvertaken } from "../../components/useOvertaken";
import { addDays } from "../../lib/dates";
import { type Format, useFormat } from "../../lib/format";
import { stillSaid } from "../../lib/formLook";
import { ipc } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import { useBook } from "../../lib/queries";
import { rebased } from "../../lib/rebase";
import { asSentence } from "../../lib/sentence";
import { showDone } from "../../lib/undo";
import { holdUnsaved, tellProgram } from "../../lib/unsaved";
import { useRecordLook, useSaveRecord } from "./queries";

export type RecordEditor<Form extends RecordForm = RecordForm> = {
  /** The id of a record that is there; none: a new one. */
  id: string | null;
  form: Form;
  change: (given: Partial<Form>) => void;
  /** Whether the field of the id is the one that is typed in. */
  setIdFocused: (is: boolean) => void;
  /** What is wrong at a field that was typed in, or once saving was tried. */
  problemAt: (path: string) => string | null;
  look: RecordLook | undefined;
  isChanged: boolean;
  /** Whether the book, and so the record, can only be read. */
  isReadOnly: boolean;
  /** Why it is not saved; none where it may be. */
  whyNot: string | null;
  /** Whether it is a problem that may be gone with what was typed last. */
  isAsking: boolean;
  /** What the program said no to, beside the fields. */
  refused: string | null;
  isSaving: boolean;
  /** Whether nothing can be typed because a new record is being saved. */
  isResting: boolean;
  save: () => void;
  /** Leaves, or asks where something typed would be lost. */
  leave: () => void;
  isLeaving: boolean;
  stay: () => void;
  discard: () => void;
};

type Options<Form extends RecordForm> = {
  id: string | null;
  initial: Form;
  onSaved: (id: string) => void;
  onLeave: () => void;
  /** Whether the editor is a dialog, whose keys rest for the window. */
  inDialog?: boolean;
};

/** The same with another id, where it has one beside its name. */
function withId<Form extends RecordForm>(form: Form, id: string): Form {
  return "id" in form ? { ...form, id } : form;
}

/** One record while it is typed: what is wrong is told field by field, and nothing typed is lost unasked. */
export function useRecordEditor<Form extends RecordForm>(options: Options<Form>): RecordEditor<Form> {
  const { id, initial, onSaved, onLeave, inDialog = false } = options;
  const { t } = useTranslation();
  const format = useFormat();
  const [over, setOver] = useState<{ typed: Form; base: Form } | null>(null);
  // What somebody else has saved meanwhile is taken where nothing is typed.
  const typed = over === null ? initial : rebased(over.typed, over.base, initial);
  const typedOver = useRef(over);
  typedOver.current = over;
  const { sending } = useOvertaken(over, initial, id !== null);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [hasTried, setHasTried] = useState(false);
  const [proposed, setProposed] = useState("");
  const [isIdFocused, setIdFocused] = useState(false);
  const follows = id === null && "id" in typed && !touched.has("id");
  const form = follows ? withId(typed, proposed) : typed;
  const looked = useRecordLook(id, form);
  const next = looked.data?.proposed_id ?? null;
  // What comes late would take away what is selected in the field, for the next letter to replace.
  if (follows && !isIdFocused && next !== null && next !== proposed) setProposed(next);
  const isChanged = JSON.stringify(form) !== JSON.stringify(follows ? withId(initial, proposed) : initial);
  // Whatever leads away asks first: another row, another screen, the way back.
  const isHeld = useRef(false);
  const holds = isChanged && !(id === null && touched.size === 0);
  isHeld.current = holds;
  const blocker = useBlocker({ shouldBlockFn: () => isHeld.current, enableBeforeUnload: false, withResolver: true });
  const isLeaving = blocker.status === "blocked";
  const name = useRef("");
  name.current = nameOf(form) === "" ? t("unsaved.new_record") : nameOf(form);
  useEffect(() => holdUnsaved(() => (isHeld.current ? name.current : null)), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is told when that changes.
  useEffect(() => tellProgram(), [holds]);
  const latest = useRef(form);
  latest.current = form;
  // The name may have gone on since the id was proposed.
  const withNewestId = (sent: Form): Promise<Form> =>
    ipc.lookAtRecord(null, sent).then(
      (now) => withId(sent, now.proposed_id ?? proposed),
      () => sent,
    );
  const ready = follows ? withNewestId : undefined;
  const asRead = id === null ? null : initial;
  const saving = useSaveRecord<Form>({ id, asRead, ready }, (saved, sent) => {
    showDone(t(id === null ? "setup.added" : "setup.saved", { name: nameOf(sent) }), saved.undo);
    sending(false);
    // What was typed while it was being saved stays typed, also where it is what was there before.
    const now = typedOver.current;
    if (saved.id === id && now !== null && JSON.stringify(now.typed) !== JSON.stringify(sent)) {
      setOver({ typed: now.typed, base: sent as Form });
      return;
    }
    if (saved.id === id) {
      setOver(null);
      setTouched(new Set());
      setHasTried(false);
    }
    isHeld.current = false;
    onSaved(saved.id);
  });
  // An id that follows the name is missing only as long as the name is.
  const said = stillSaid(looked.data?.problems ?? [], looked.data?.form, form);
  const problems = said.filter(({ path }) => !(follows && path === "id"));
  const isReadOnly = (useBook().data?.read_only ?? null) !== null;
  const whyNot = isReadOnly
    ? t("form.read_only")
    : id !== null && !isChanged
      ? t("setup.unchanged")
      : problems[0] !== undefined
        ? problemSentence(t, format, problems[0])
        : null;
  const save = () => {
    setHasTried(true);
    if (isReadOnly || saving.isPending || (id !== null && !isChanged)) return;
    sending(true);
    saving.mutate(form, { onError: () => sending(false) });
  };
  const leave = () => (isLeaving ? blocker.reset?.() : onLeave());
  useKeys({ "mod+s": save, "mod+enter": save, ...(!inDialog && { escape: leave }) }, { inDialog });
  const refusal = saving.error;
  return {
    id,
    form,
    change: (given) => {
      setOver((old) => ({
        typed: { ...(old === null ? initial : rebased(old.typed, old.base, initial)), ...given },
        base: initial,
      }));
      setTouched((old) => new Set([...old, ...Object.keys(given)]));
      if (!saving.isPending) saving.reset();
    },
    setIdFocused,
    problemAt: (path) => {
      const root = path.split(/[.[]/)[0] ?? path;
      const field = refusal?.field;
      if (field !== null && field !== undefined && at(field, path)) return `${asSentence(withoutField(refusal))}.`;
      if (!hasTried && !touched.has(root)) return null;
      const found = problems.find((problem) => at(problem.path, path));
      return found === undefined ? null : `${asSentence(found.message)}.`;
    },
    look: looked.data,
    isChanged,
    isReadOnly,
    whyNot,
    isAsking: !isReadOnly && (id === null || isChanged) && JSON.stringify(looked.data?.form) !== JSON.stringify(form),
    refused: refusal === null ? null : `${asSentence(withoutField(refusal))}.`,
    isSaving: saving.isPending,
    isResting: id === null && saving.isPending,
    save,
    leave,
    isLeaving,
    stay: () => blocker.reset?.(),
    discard: () => {
      isHeld.current = false;
      blocker.proceed?.();
    },
  };
}

/** Whether a problem belongs to a field: its own, or one of a list that is one field. */
function at(problem: string, path: string): boolean {
  return problem === path || problem.startsWith(`${path}[`);
}

function withoutField(problem: { message: string; field: string | null } | null): string {
  if (problem === null) return "";
  const { message, field } = problem;
  return field !== null && message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
}

function nameOf(form: RecordForm): string {
  return form.kind === "holiday" && form.name === "" ? form.date : form.name;
}

type Translate = TFunction;

/** 5 October 2020 was a Monday. */
const MONDAY = "2020-10-05";

/** "Country: …", with the day of a week or the number of the row in a list. */
function problemSentence(t: Translate, format: Format, { path, message }: FieldProblem): string {
  const [, field = "", row, part] = /^([a-z_]+)(?:\[(\d+)\])?(?:\.([a-z_]+))?/.exec(path) ?? [];
  const name = t(`setup.field.${part ?? field}` as "setup.field.name");
  if (field === "hours_per_weekday" && row !== undefined) {
    const day = format.longWeekdayName(addDays(MONDAY, Number(row)));
    return t("setup.field_problem", { field: t("setup.hours_on", { day }), why: message });
  }
  const place = row === undefined ? name : t("setup.field_row", { field: name, row: Number(row) + 1 });
  return t("setup.field_problem", { field: place, why: message });
}

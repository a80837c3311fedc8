import { ActionIcon, CloseButton, Popover, TextInput } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { type FocusEvent, type KeyboardEvent, type ReactNode, useContext, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { FIRST_DATE, LAST_DATE } from "../lib/dates";
import { TodayContext, useFormat } from "../lib/format";
import type { FieldSays } from "../lib/formLook";
import { DateCalendar } from "./DateCalendar";
import classes from "./DateField.module.css";
import { fieldProps, Said } from "./FieldSays";
import { Icon } from "./Icon";

type DateFieldProps = {
  label: string;
  /** Whether its place says already what it is. */
  hidesLabel?: boolean;
  value: string | null;
  onChange: (date: string | null) => void;
  /** After Enter on a date that fits. */
  onDone?: () => void;
  canBeEmpty?: boolean;
  /** The bounds, both included. */
  first?: string;
  last?: string;
  /** How the date is written. */
  write?: (date: string) => string;
  /** Beside the date. */
  note?: ReactNode;
  isMarked?: (date: string) => boolean;
  className?: string | undefined;
  takesFocus?: boolean;
  /** What the program says of it. */
  says?: FieldSays;
  help?: ReactNode;
  placeholder?: string;
};

const NOTHING_SAID: FieldSays = { path: "", problem: null, hint: null, lock: null };

/** Whether a key does something beyond the field: Ctrl and a letter that is not for editing text, or a way back. */
function actsElsewhere({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (altKey) return key === "ArrowLeft" || key === "ArrowRight";
  return (ctrlKey || metaKey) && /^[^acvxyz]$/i.test(key);
}

/** A date, typed as this country writes it or as ISO, or chosen from the calendar that an arrow key leads into. */
export function DateField(props: DateFieldProps) {
  const { label, value, onChange, onDone, canBeEmpty = false, first = FIRST_DATE, last = LAST_DATE } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const today = useContext(TodayContext);
  const write = props.write ?? format.fullDate;
  const { className, ...said } = fieldProps(props.says ?? NOTHING_SAID, props.help);
  const isLocked = said.readOnly;
  const input = useRef<HTMLInputElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const [of, setOf] = useState(value);
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [calendar, setCalendar] = useState<"closed" | "beside" | "entered">("closed");
  const settle = () => {
    setTyped(null);
    setError(null);
  };
  if (of !== value) {
    setOf(value);
    settle();
  }
  const isOpen = calendar !== "closed";
  const close = () => setCalendar("closed");

  const whyNot = (text: string, date: string | null): string | null => {
    if (date === null) return t("date.none", { text, examples: format.typedDate(value ?? today ?? LAST_DATE) });
    if (date < first) return t("date.too_early", { date: format.fullDate(first) });
    return date > last ? t("date.too_late", { date: format.fullDate(last) }) : null;
  };
  /** Whether what was typed is taken, or nothing was. */
  const take = (): boolean => {
    if (typed === null) return true;
    if (typed.trim() === "") {
      settle();
      if (canBeEmpty && value !== null) onChange(null);
      return true;
    }
    const date = format.readDate(typed);
    const why = whyNot(typed.trim(), date);
    setError(why);
    if (why !== null) return false;
    settle();
    if (date !== value) onChange(date);
    return true;
  };
  const backToField = () => {
    close();
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || isLocked) return;
    if (actsElsewhere(event)) {
      // Whatever is done next is done with the date that was typed, or not at all.
      if (flushSync(take)) return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === "ArrowDown") setCalendar("entered");
    else if (event.key === "Escape" && isOpen) close();
    else if (event.key === "Escape" && typed !== null) settle();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      // What is typed and not yet shown must not be acted on.
      if (typed === null) return;
      take();
    } else if (event.key === "Enter") {
      close();
      if (take()) onDone?.();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  /** The focus may go between the field and its calendar. */
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget === input.current || layer.current?.contains(relatedTarget) === true) return;
    close();
    take();
  };
  const read = typed === null ? value : format.readDate(typed);
  return (
    <Popover
      opened={isOpen}
      onDismiss={close}
      position="bottom-start"
      withinPortal={false}
      floatingStrategy="fixed"
      withRoles={false}
      transitionProps={{ duration: 0 }}
      closeOnEscape={false}
      hideDetached={false}
    >
      <Popover.Target>
        <TextInput
          ref={input}
          {...(props.says !== undefined && said)}
          className={[props.className, className].filter(Boolean).join(" ")}
          {...(props.hidesLabel ? { "aria-label": label } : { label })}
          value={typed ?? (value === null ? "" : write(value))}
          {...(error !== null && { error: props.says === undefined ? error : <Said tone="red">{error}</Said> })}
          {...(props.placeholder !== undefined && { placeholder: props.placeholder })}
          autoComplete="off"
          spellCheck={false}
          {...(props.takesFocus && { autoFocus: true, "data-autofocus": true })}
          // Esc closes the calendar first, then what the field is in.
          data-mantine-stop-propagation={isOpen || typed !== null || undefined}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setError(null);
          }}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => !isLocked && setCalendar((now) => (now === "closed" ? "beside" : now))}
          onKeyDown={onKeyDown}
          onBlur={onBlur}
          rightSectionWidth="auto"
          rightSection={
            <span className={classes.end}>
              {props.note}
              {canBeEmpty && value !== null && !isLocked && (
                <CloseButton size="1.5rem" aria-label={t("date.clear")} onClick={() => onChange(null)} />
              )}
              <ActionIcon
                variant="subtle"
                size="sm"
                className={classes.open ?? ""}
                aria-label={t("date.open", { field: label })}
                aria-haspopup="dialog"
                aria-expanded={isOpen}
                disabled={isLocked}
                // A press would take the focus from the field, and with it what is typed.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => (isOpen ? backToField() : setCalendar("entered"))}
              >
                <Icon of={IconCalendar} />
              </ActionIcon>
            </span>
          }
        />
      </Popover.Target>
      <Popover.Dropdown
        ref={layer}
        role="dialog"
        aria-label={t("date.calendar", { field: label })}
        onMouseDown={(event) => event.preventDefault()}
        onBlur={onBlur}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key !== "Escape") return;
          event.preventDefault();
          backToField();
        }}
      >
        <DateCalendar
          value={value}
          lead={read}
          first={first}
          last={last}
          takesFocus={calendar === "entered"}
          isMarked={props.isMarked}
          onChoose={(date) => {
            settle();
            onChange(date);
            backToField();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

import { Popover } from "@mantine/core";
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import classes from "./EntryGrid.module.css";
import { isChoice, isClosed } from "./fields";
import { fittingOptions, type Option, type Reader } from "./reading";
import type { Editing } from "./useEditing";

/** What a key of the field means to the grid. */
export type EditorKey = "next" | "previous" | "up" | "down" | "left" | "right" | "cancel" | "save" | "problem" | "stay";

type EntryEditorProps = {
  editing: Editing;
  label: string;
  isEnd: boolean;
  isWrong: boolean;
  reader: Reader;
  onType: (text: string, option: string | null) => void;
  onKey: (key: EditorKey, isShift: boolean) => void;
  onLeave: () => void;
};

/** As many as are seen at once; more are found by typing. */
const OPTIONS_MAX = 100;

const keys: Partial<Record<string, EditorKey>> = {
  Enter: "next",
  Tab: "next",
  Escape: "cancel",
  F2: "stay",
  F8: "problem",
};
const arrows: Partial<Record<string, EditorKey>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** The field in a cell that is typed in; where there is something to choose from, with the list below it. */
export function EntryEditor(props: EntryEditorProps) {
  const { editing, reader, onType, onKey } = props;
  const { field, text, isReplacing } = editing;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  /** By what the list is narrowed: what is taken from it changes the text, and not the list. */
  const [wanted, setWanted] = useState("");
  const isList = isChoice(field);
  const options = isList ? fittingOptions(reader.choices[field], wanted).slice(0, OPTIONS_MAX) : [];
  const [active, setActive] = useState(() => options.findIndex((option) => option.label === text));
  const shown = Math.min(active, options.length - 1);
  useLayoutEffect(() => {
    const element = input.current;
    element?.focus({ preventScroll: true });
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  const take = (option: Option, at: number) => {
    setActive(at);
    onType(option.label, option.value);
  };
  const type = (typed: string) => {
    setWanted(typed);
    const fitting = isList ? fittingOptions(reader.choices[field], typed) : [];
    // Of a closed list the best is taken at once; what may be new is taken as it is typed.
    const best = isList && isClosed(field) && typed.trim() !== "" ? fitting[0] : undefined;
    setActive(best === undefined ? -1 : 0);
    onType(typed, best?.value ?? null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const isMod = event.ctrlKey || event.metaKey;
    if (step !== 0 && options.length > 0) {
      const at = (Math.max(shown, step > 0 ? -1 : 0) + step + options.length) % options.length;
      const option = options[at];
      if (option !== undefined) take(option, at);
    } else if (event.key === "Enter" && isMod) onKey("save", false);
    else if (event.key === "Enter" && event.shiftKey) onKey("up", false);
    else if (event.key === "Tab" && event.shiftKey) onKey("previous", true);
    else if (keys[event.key] !== undefined) onKey(keys[event.key] ?? "next", event.shiftKey);
    else if (step !== 0 || (isReplacing && !isMod && !event.shiftKey && arrows[event.key] !== undefined)) {
      onKey(arrows[event.key] ?? "next", false);
    } else return;
    event.preventDefault();
  };
  const typedIn = (
    <input
      ref={input}
      className={classes.editor}
      data-end={props.isEnd || undefined}
      aria-label={props.label}
      aria-invalid={props.isWrong || undefined}
      autoComplete="off"
      spellCheck={field === "description"}
      inputMode={field === "quantity" || field === "unit_price" ? "decimal" : "text"}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={props.onLeave}
      {...(isList && {
        role: "combobox",
        "aria-expanded": options.length > 0,
        "aria-controls": `${id}-list`,
        "aria-autocomplete": "list" as const,
        "aria-activedescendant": shown >= 0 ? `${id}-${shown}` : undefined,
      })}
    />
  );
  if (!isList) return typedIn;
  return (
    <Popover
      opened={options.length > 0}
      position="bottom-start"
      offset={2}
      trapFocus={false}
      returnFocus={false}
      withRoles={false}
      closeOnEscape={false}
      transitionProps={{ duration: 0 }}
      hideDetached={false}
    >
      <Popover.Target>{typedIn}</Popover.Target>
      <Popover.Dropdown className={classes.options ?? ""}>
        <ul id={`${id}-list`} role="listbox" aria-label={props.label}>
          {options.map((option, at) => (
            <li
              key={option.value}
              id={`${id}-${at}`}
              role="option"
              aria-selected={at === shown}
              className={classes.option}
              ref={(element) => {
                if (at === shown) element?.scrollIntoView({ block: "nearest" });
              }}
              // A press would take the focus from the field.
              onMouseDown={(event) => {
                event.preventDefault();
                take(option, at);
                onKey("next", false);
              }}
            >
              <span className={classes.optionName}>{option.label}</span>
              {option.note !== undefined && <span className={classes.optionNote}>{option.note}</span>}
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { focusList } from "../lib/focus";
import { useKeys } from "../lib/keys";
import { Icon } from "./Icon";
import { KeyCap } from "./KeyCap";
import classes from "./SearchField.module.css";

/** What is typed without a pause is one search. */
const WAIT_MILLISECONDS = 150;

type SearchFieldProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Whether a search waits for a pause in typing: for lists that are long. */
  wait?: boolean;
  /** Whether `/` belongs to another list of the screen. */
  isAside?: boolean;
};

/** Finds within the list of the screen; `/` goes to it, ↓ from it to the rows, Esc empties it. */
export function SearchField({ label, value, onChange, wait = false, isAside = false }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);
  const latest = useRef(onChange);
  latest.current = onChange;
  const search = (text: string, atOnce: boolean) => {
    clearTimeout(pause.current);
    if (atOnce) {
      setTyped(null);
      onChange(text);
      return;
    }
    setTyped(text);
    pause.current = setTimeout(() => {
      setTyped(null);
      latest.current(text);
    }, WAIT_MILLISECONDS);
  };
  const shown = typed ?? value;
  useKeys(isAside ? {} : { "/": () => field.current?.focus() });
  return (
    <TextInput
      ref={field}
      type="search"
      className={classes.search ?? ""}
      aria-label={label}
      aria-keyshortcuts={isAside ? undefined : "/"}
      placeholder={label}
      leftSection={<Icon of={IconSearch} />}
      rightSection={isAside ? null : <KeyCap keys="/" />}
      value={shown}
      onChange={(event) => search(event.currentTarget.value, !wait)}
      onKeyDown={(event) => {
        if (event.key === "Enter") search(shown, true);
        if (event.key === "ArrowDown" && !isAside) {
          // From what was searched for to what was found.
          event.preventDefault();
          search(shown, true);
          focusList();
        }
        if (event.key !== "Escape") return;
        event.preventDefault();
        if (shown === "") field.current?.blur();
        else search("", true);
      }}
    />
  );
}

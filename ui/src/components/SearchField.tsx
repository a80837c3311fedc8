import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRef } from "react";
import { useKeys } from "../lib/keys";
import { Icon } from "./Icon";
import { KeyCap } from "./KeyCap";
import classes from "./SearchField.module.css";

type SearchFieldProps = { label: string; value: string; onChange: (value: string) => void };

/** Finds within the list of the screen; `/` goes to it, Esc empties it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => field.current?.focus() });
  return (
    <TextInput
      ref={field}
      type="search"
      className={classes.search ?? ""}
      aria-label={label}
      aria-keyshortcuts="/"
      placeholder={label}
      leftSection={<Icon of={IconSearch} />}
      rightSection={<KeyCap keys="/" />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        if (value === "") field.current?.blur();
        else onChange("");
      }}
    />
  );
}

import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "../lib/ipc";
import classes from "./FilterBar.module.css";
import type { FindField } from "./filterField";
import { Icon } from "./Icon";

const WAIT_MILLISECONDS = 120;

/** Chooses one of many by a part of its name or id. Arrow keys go from the field into what was found. */
export function FilterFind({ field, onDone }: { field: FindField; onDone: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [wanted] = useDebouncedValue(text.trim(), WAIT_MILLISECONDS);
  const list = useRef<HTMLUListElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const { data, error } = useQuery({
    queryKey: ["filter-find", field.id, wanted],
    queryFn: () => field.find(wanted),
    placeholderData: (before) => before,
    meta: { tags: ["contracts", "book"] },
  });
  const walk = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    (buttons[at + step] ?? (step < 0 ? input.current : undefined))?.focus();
  };
  const choose = (value: string) => {
    field.onChange(value);
    onDone();
  };
  return (
    <div className={classes.find}>
      <TextInput
        ref={input}
        data-autofocus
        type="search"
        label={field.label}
        placeholder={t("filter.find")}
        leftSection={<Icon of={IconSearch} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          walk(event);
          const [best] = data ?? [];
          if (event.key === "Enter" && best !== undefined && wanted === text.trim()) choose(best.value);
        }}
      />
      {error !== null ? (
        <p className={classes.findNote} role="alert">
          {t("filter.problem")}: {asProblem(error).message}
        </p>
      ) : data !== undefined && data.length === 0 ? (
        <p className={classes.findNote} role="status">
          {wanted === "" ? t("filter.type") : t("filter.none_found", { text: wanted })}
        </p>
      ) : (
        <ul ref={list} className={classes.found} aria-label={field.label}>
          {data?.map((option) => (
            <li key={option.value}>
              <button
                type="button"
                className={classes.foundItem}
                aria-pressed={option.value === field.value?.value}
                onClick={() => choose(option.value)}
                onKeyDown={walk}
              >
                <span className={classes.foundName} title={option.label}>
                  {option.label}
                </span>
                {option.note !== undefined && <span className={classes.foundNote}>{option.note}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

import type { KeyboardEvent, ReactNode } from "react";
import { useFormat } from "../lib/format";
import { useKeys } from "../lib/keys";
import classes from "./Tabs.module.css";

export type TabEntry<Value extends string> = { value: Value; label: string; count?: number | undefined };

type TabsProps<Value extends string> = {
  label: string;
  tabs: readonly TabEntry<Value>[];
  value: Value;
  panel: string;
  onChange: (value: Value) => void;
  end?: ReactNode;
};

/** Tabs with their counts. The digits 1, 2, 3 … choose them too. */
export function Tabs<Value extends string>({ label, tabs, value, panel, onChange, end }: TabsProps<Value>) {
  const format = useFormat();
  useKeys(Object.fromEntries(tabs.map((tab, index) => [String(index + 1), () => onChange(tab.value)])));
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChange(next.value);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.value}"]`)?.focus();
  };
  return (
    <div className={classes.bar}>
      <div role="tablist" aria-label={label} className={classes.list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            className={classes.tab}
            data-tab={tab.value}
            aria-selected={tab.value === value}
            aria-controls={panel}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onChange(tab.value)}
          >
            {tab.label}
            {tab.count !== undefined && <span className={classes.count}> {format.count(tab.count)}</span>}
          </button>
        ))}
      </div>
      {end !== undefined && <div className={classes.end}>{end}</div>}
    </div>
  );
}

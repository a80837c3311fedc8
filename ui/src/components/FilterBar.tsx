import { Button, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../lib/format";
import { useKeys } from "../lib/keys";
import classes from "./FilterBar.module.css";
import { FilterChip } from "./FilterChip";
import { clearFilter, type FilterField, filterWords } from "./filterField";
import { Icon } from "./Icon";
import { KeyCap } from "./KeyCap";

type FilterBarProps = {
  /** What the list may be filtered by, in the order of the menu. Each holds its value and says how to change it. */
  fields: readonly FilterField[];
  /** Left of the chips: the menu of saved views. */
  start?: ReactNode;
  /** At the right end: the search field, the columns. */
  end?: ReactNode;
};

/**
 * The filter of a list as words: a chip for each condition, a menu (F) for more.
 *
 * It keeps nothing: the fields come from the address of the screen, and every change goes back there at once.
 */
export function FilterBar({ fields, start, end }: FilterBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const [editing, setEditing] = useState<string | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  /** Whether the menu closes because its next layer opens. */
  const leads = useRef(false);
  useKeys({ f: () => setOpened(true) });

  /** Where the focus goes once a layer is gone, unless it went somewhere by itself. */
  const settle = (chip: string | null) =>
    setTimeout(() => {
      const focused = document.activeElement;
      const isFree = focused === null || focused === document.body || focused.closest("[data-filter-layer]") !== null;
      if (!isFree) return;
      const target = chip === null ? null : bar.current?.querySelector<HTMLElement>(`[data-chip="${chip}"]`);
      (target ?? add.current)?.focus();
    });
  const edit = (id: string | null) => {
    setEditing(id);
    if (id === null) settle(editing);
  };
  const shown = fields.filter((field) => field.id === editing || filterWords(field, t, format) !== null);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame of its own.
    <div ref={bar} role="group" aria-label={t("filter.bar")} className={classes.bar}>
      {start !== undefined && (
        <>
          {start}
          <span className={classes.rule} />
        </>
      )}
      {shown.map((field) => (
        <FilterChip
          key={field.id}
          field={field}
          isEdited={field.id === editing}
          onEdit={(isEdited) => edit(isEdited ? field.id : null)}
          onRemove={() => {
            clearFilter(field);
            add.current?.focus();
          }}
        />
      ))}
      <Menu
        position="bottom-start"
        opened={opened}
        onChange={setOpened}
        returnFocus={false}
        transitionProps={{ duration: 0 }}
        onClose={() => {
          if (!leads.current) settle(null);
          leads.current = false;
        }}
      >
        <Menu.Target>
          <Button
            ref={add}
            variant="subtle"
            className={classes.add ?? ""}
            leftSection={<Icon of={IconPlus} />}
            rightSection={<KeyCap keys="F" />}
            aria-keyshortcuts="F"
          >
            {t("filter.add")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown data-filter-layer>
          <Menu.Label>{t("filter.fields")}</Menu.Label>
          {fields.map((field) => (
            <Menu.Item
              key={field.id}
              onClick={() => {
                leads.current = true;
                setEditing(field.id);
              }}
            >
              {field.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {end !== undefined && <div className={classes.end}>{end}</div>}
    </div>
  );
}

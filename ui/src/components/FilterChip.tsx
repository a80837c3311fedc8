import { Menu, Popover } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../lib/format";
import classes from "./FilterBar.module.css";
import { FilterDates } from "./FilterDates";
import { FilterFind } from "./FilterFind";
import { type ChoiceField, type FilterField, filterLabel, filterWords } from "./filterField";

type FilterChipProps = {
  field: FilterField;
  isEdited: boolean;
  onEdit: (isEdited: boolean) => void;
  onRemove: () => void;
};

/** One condition of a filter as words. A click changes it, the cross takes it away. */
export function FilterChip({ field, isEdited, onEdit, onRemove }: FilterChipProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = filterWords(field, t, format);
  const label = filterLabel(field, t);
  const value = words ?? t("filter.any");
  const text = (
    <button
      type="button"
      className={classes.chipText}
      data-chip={field.id}
      aria-label={t("filter.change", { field: label, value })}
      title={`${label} ${value}`}
      onClick={() => onEdit(!isEdited)}
    >
      <span className={classes.chipLabel}>{label}</span> <span className={classes.chipValue}>{value}</span>
    </button>
  );
  return (
    <span className={classes.chip} data-set={words !== null || undefined}>
      {field.kind === "choice" ? (
        <ChoiceMenu field={field} isEdited={isEdited} onEdit={onEdit}>
          {text}
        </ChoiceMenu>
      ) : (
        <Popover
          opened={isEdited}
          onChange={onEdit}
          position="bottom-start"
          trapFocus
          transitionProps={{ duration: 0 }}
          hideDetached={false}
          // Esc closes the calendar of a date first.
          closeOnEscape={false}
        >
          <Popover.Target>{text}</Popover.Target>
          {/* Keys that are pressed here are not for the list behind. */}
          <Popover.Dropdown
            data-filter-layer
            aria-label={field.label}
            aria-labelledby={undefined}
            onKeyDown={(event) => {
              event.stopPropagation();
              if (event.key === "Escape") onEdit(false);
            }}
          >
            {field.kind === "find" ? (
              <FilterFind field={field} onDone={() => onEdit(false)} />
            ) : (
              <FilterDates field={field} onDone={() => onEdit(false)} />
            )}
          </Popover.Dropdown>
        </Popover>
      )}
      {words !== null && (
        <button
          type="button"
          className={classes.remove}
          aria-label={t("filter.remove", { field: label, value: words })}
          onClick={onRemove}
        >
          <IconX size="0.75rem" stroke={1.8} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}

type ChoiceMenuProps = {
  field: ChoiceField;
  isEdited: boolean;
  onEdit: (isEdited: boolean) => void;
  children: ReactNode;
};

function ChoiceMenu({ field, isEdited, onEdit, children }: ChoiceMenuProps) {
  const toggled = (value: string) =>
    field.options.map((option) => option.value).filter((option) => field.value.includes(option) !== (option === value));
  return (
    <Menu
      position="bottom-start"
      opened={isEdited}
      // The chip opens and closes it; here it only closes by itself.
      onClose={() => onEdit(false)}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>{children as never}</Menu.Target>
      <Menu.Dropdown data-filter-layer aria-label={field.label} aria-labelledby={undefined}>
        {field.several ? (
          field.options.map((option) => (
            <Menu.CheckboxItem
              key={option.value}
              checked={field.value.includes(option.value)}
              onChange={() => field.onChange(toggled(option.value))}
            >
              {option.label}
            </Menu.CheckboxItem>
          ))
        ) : (
          <Menu.RadioGroup value={field.value[0] ?? ""} onChange={(value) => field.onChange([value])}>
            {field.options.map((option) => (
              <Menu.RadioItem key={option.value} value={option.value} closeMenuOnClick>
                {option.label}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

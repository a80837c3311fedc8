// What a list may be filtered by, and what a filter says in words.
import type { TFunction } from "i18next";
import type { Format } from "../lib/format";

export type FilterOption = { value: string; label: string; note?: string };

/** One of a few, or several of them. */
export type ChoiceField = {
  kind: "choice";
  id: string;
  label: string;
  options: readonly FilterOption[];
  several?: boolean;
  value: readonly string[];
  onChange: (value: string[]) => void;
};

/** One of many, found by a part of its name. */
export type FindField = {
  kind: "find";
  id: string;
  label: string;
  value: FilterOption | null;
  find: (text: string) => Promise<readonly FilterOption[]>;
  onChange: (value: string | null) => void;
};

/** A first day, a last day, or both. */
export type DatesField = {
  kind: "dates";
  id: string;
  label: string;
  from: string | null;
  to: string | null;
  onChange: (from: string | null, to: string | null) => void;
};

export type FilterField = ChoiceField | FindField | DatesField;

/** The value of a filter as words; none where it lets everything through. */
export function filterWords(field: FilterField, t: TFunction, format: Format): string | null {
  switch (field.kind) {
    case "choice": {
      const chosen = field.options.filter((option) => field.value.includes(option.value));
      return chosen.length === 0 ? null : chosen.map((option) => option.label).join(", ");
    }
    case "find":
      return field.value?.label ?? null;
    case "dates": {
      const { from, to } = field;
      const ends = { from: from === null ? "" : format.date(from), to: to === null ? "" : format.date(to) };
      if (from !== null && to !== null) return t("filter.dates.both", ends);
      if (from !== null) return t("filter.dates.from", ends);
      return to === null ? null : t("filter.dates.to", ends);
    }
  }
}

/** The words before the value: "Currency is", or the name alone where there may be several. */
export function filterLabel(field: FilterField, t: TFunction): string {
  const isOne = field.kind === "find" || (field.kind === "choice" && !field.several);
  return isOne ? t("filter.is", { field: field.label }) : field.label;
}

/** Takes the filter away. */
export function clearFilter(field: FilterField): void {
  switch (field.kind) {
    case "choice":
      field.onChange([]);
      return;
    case "find":
      field.onChange(null);
      return;
    case "dates":
      field.onChange(null, null);
      return;
  }
}

// Filters over what the address of a list holds: of each a text, or none where it is left out.
import type { ChoiceField, DatesField, FilterOption } from "./filterField";

type OneOf = Pick<ChoiceField, "id" | "label"> & {
  options: readonly FilterOption[];
  value: string | undefined;
  onChange: (value: string | null) => void;
};

/** One of a few. */
export function oneOf({ id, label, options, value, onChange }: OneOf): ChoiceField {
  return {
    kind: "choice",
    id,
    label,
    options,
    value: value === undefined ? [] : [value],
    onChange: ([chosen]) => onChange(chosen ?? null),
  };
}

type Days = {
  label: string;
  search: { from?: string; to?: string };
  onChange: (days: { from: string | null; to: string | null }) => void;
};

/** A first day, a last day, or both. */
export function betweenDays({ label, search, onChange }: Days): DatesField {
  return {
    kind: "dates",
    id: "dates",
    label,
    from: search.from ?? null,
    to: search.to ?? null,
    onChange: (from, to) => onChange({ from, to }),
  };
}

import classes from "./DataGrid.module.css";

/** Which rows are chosen, and what the grid does about it. */
export type GridSelection<Row> = {
  state: "none" | "some" | "all";
  isSelected: (row: Row) => boolean;
  nameOf: (row: Row) => string;
  onToggle: (index: number) => void;
  onExtend: (from: number, to: number) => void;
  onAll: () => void;
  onNone: () => void;
};

type GridCheckProps = {
  label: string;
  state: GridSelection<unknown>["state"];
  onClick: (isExtending: boolean) => void;
};

/** A box for the pointer and the screen reader; the keyboard selects with Space on the row. */
export function GridCheck({ label, state, onClick }: GridCheckProps) {
  return (
    <button
      type="button"
      role="checkbox"
      className={classes.box}
      aria-label={label}
      aria-checked={state === "some" ? "mixed" : state === "all"}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        event.stopPropagation();
        onClick(event.shiftKey);
      }}
    >
      <svg viewBox="0 0 14 14" aria-hidden="true">
        {state === "all" && <path d="m3.4 7.2 2.4 2.4 4.8-5.2" />}
        {state === "some" && <path d="M3.5 7h7" />}
      </svg>
    </button>
  );
}

// Which rows of a list are chosen: some by name, or all that match but some. A million are never named one by one.

export type Choice<Row> = {
  /** Whether all that match are chosen; then `named` are those that are not. */
  isAll: boolean;
  named: ReadonlyMap<string, Row>;
};

export function noRows<Row>(): Choice<Row> {
  return { isAll: false, named: new Map() };
}

export function allRows<Row>(): Choice<Row> {
  return { isAll: true, named: new Map() };
}

export function isChosen(choice: Choice<unknown>, key: string): boolean {
  return choice.named.has(key) !== choice.isAll;
}

/** How many of a list's rows are chosen. */
export function chosenCount(choice: Choice<unknown>, total: number): number {
  return choice.isAll ? Math.max(0, total - choice.named.size) : choice.named.size;
}

/** The choice with a row in it that was not, or without it. */
export function withToggled<Row>(choice: Choice<Row>, row: Row, key: string): Choice<Row> {
  const named = new Map(choice.named);
  if (!named.delete(key)) named.set(key, row);
  return { ...choice, named };
}

/** The choice with all of these rows in it. */
export function withRows<Row>(choice: Choice<Row>, rows: readonly Row[], keyOf: (row: Row) => string): Choice<Row> {
  const named = new Map(choice.named);
  for (const row of rows) {
    if (choice.isAll) named.delete(keyOf(row));
    else named.set(keyOf(row), row);
  }
  return { ...choice, named };
}

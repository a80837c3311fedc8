// The records before and after one in the list that it was opened from.

/** As many as one answer holds: beyond it, the list itself is the better way to walk. */
export const LISTED_MAX = 500;

/** Where a record stands in what was listed. */
export function neighboursOf(id: string, listed: { total: number; rows: readonly { id: string }[] } | undefined) {
  const rows = listed?.rows ?? [];
  const at = rows.findIndex((row) => row.id === id);
  return {
    previous: rows[at - 1]?.id ?? null,
    next: at < 0 ? null : (rows[at + 1]?.id ?? null),
    place: at < 0 ? null : at + 1,
    total: listed?.total ?? 0,
  };
}

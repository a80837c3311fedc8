// Which labels of the time line are written, so that none runs into another.

export type Anchor = "start" | "middle" | "end";
/** A label as it would stand: where, how wide, and whether it is written before the others. */
export type Wanted = { x: number; width: number; isFirst: boolean };
export type Taken = { from: number; to: number };

const GAP = 8;
/** A label beside its line begins or ends so far from it. */
const BESIDE = 2;
/** Of a bold digit at the size of labels. */
const SIGN = 6.8;

/** About how wide a text of the time line is. */
export function widthOf(...texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length)) * SIGN;
}

export function boxOf(x: number, width: number, anchor: Anchor): Taken {
  if (anchor === "middle") return { from: x - width / 2, to: x + width / 2 };
  return anchor === "start" ? { from: x - BESIDE, to: x + width } : { from: x - width, to: x + BESIDE };
}

function isFree(box: Taken, taken: readonly Taken[], bounds: Taken): boolean {
  return (
    box.from >= bounds.from &&
    box.to <= bounds.to &&
    taken.every((other) => box.to + GAP <= other.from || box.from >= other.to + GAP)
  );
}

/** How each label stands, by its place in the list; none where it finds no room. */
export function placeLabels(labels: readonly Wanted[], bounds: Taken, reserved: readonly Taken[]): (Anchor | null)[] {
  const taken = [...reserved];
  const placed: (Anchor | null)[] = labels.map(() => null);
  const order = labels.map((_, at) => at).sort((a, b) => Number(labels[b]?.isFirst) - Number(labels[a]?.isFirst));
  for (const at of order) {
    const label = labels[at];
    if (label === undefined) continue;
    const next = labels[at + 1];
    // Two dates side by side stand back to back.
    const isCrowded = next !== undefined && next.x - label.x < (label.width + next.width) / 2 + GAP;
    const ways: Anchor[] = isCrowded ? ["end", "middle", "start"] : ["middle", "start", "end"];
    const way = ways.find((anchor) => isFree(boxOf(label.x, label.width, anchor), taken, bounds));
    if (way === undefined) continue;
    placed[at] = way;
    taken.push(boxOf(label.x, label.width, way));
  }
  return placed;
}

// Browsers cap how tall an element may be (WebKit and Chromium near 33.5 million pixels, Gecko near 17.9 million), and
// well below that they place what they paint by numbers of seven digits: heads slip and rows blur by some pixels.
// A list that is taller is scrolled in a smaller space: the bar is scaled, small steps and both ends are not.

/** The tallest element that a list makes. */
export const SCROLL_MAX = 2_000_000;

/** Near both ends one pixel of the bar is one pixel of the list, so that steps arrive exactly at the first and last row. */
const EDGE = 200_000;

/** Where the bar stands, and which part of the list that means. */
export type ScrollPlace = { scrollTop: number; offset: number };

export type ScrollSpace = {
  /** How tall the element is. */
  height: number;
  isScaled: boolean;
  /** The place for a position of the bar, in proportion. */
  atScrollTop: (scrollTop: number) => ScrollPlace;
  /** The place for a part of the list, in proportion. */
  atOffset: (offset: number) => ScrollPlace;
  /** The place after the bar moved: a small step moves the list by as much, a large one goes in proportion. */
  moved: (from: ScrollPlace, scrollTop: number) => ScrollPlace;
};

function clamp(value: number, max: number): number {
  return Math.max(0, Math.min(max, value));
}

/** The space for a list of `content` pixels of which `view` pixels are seen at once. */
export function scrollSpace(content: number, view: number, max = SCROLL_MAX): ScrollSpace {
  const height = Math.min(content, max);
  const isScaled = content > max;
  const barEnd = Math.max(0, height - view);
  const listEnd = Math.max(0, content - view);
  const edge = Math.min(EDGE, barEnd / 4);
  const scale = isScaled ? (listEnd - 2 * edge) / (barEnd - 2 * edge) : 1;
  const atScrollTop = (given: number): ScrollPlace => {
    const scrollTop = clamp(given, barEnd);
    const fromEnd = barEnd - scrollTop;
    if (!isScaled || scrollTop <= edge) return { scrollTop, offset: scrollTop };
    if (fromEnd <= edge) return { scrollTop, offset: listEnd - fromEnd };
    return { scrollTop, offset: edge + (scrollTop - edge) * scale };
  };
  return {
    height,
    isScaled,
    atScrollTop,
    atOffset: (given) => {
      const offset = clamp(given, listEnd);
      const fromEnd = listEnd - offset;
      if (!isScaled || offset <= edge) return { scrollTop: offset, offset };
      if (fromEnd <= edge) return { scrollTop: barEnd - fromEnd, offset };
      return { scrollTop: edge + (offset - edge) / scale, offset };
    },
    moved: (from, scrollTop) => {
      const step = scrollTop - from.scrollTop;
      const isSmall = Math.abs(step) <= view * 2;
      const isInside = scrollTop > 0 && scrollTop < barEnd;
      if (!isScaled || !isSmall || !isInside) return atScrollTop(scrollTop);
      return { scrollTop, offset: clamp(from.offset + step, listEnd) };
    },
  };
}

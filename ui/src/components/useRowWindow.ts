// Which rows of a long list are drawn, and where. Rows are of one height, so nothing is measured row by row.
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { type ScrollPlace, scrollSpace } from "../lib/scrollSpace";

/** Rows that are drawn above and below what is seen, so that a quick turn of the wheel meets drawn rows. */
const SPARE_ROWS = 12;
/** After this pause the bar is put where it belongs in proportion. */
const IDLE_MILLISECONDS = 150;

type Options = {
  count: number;
  rowHeight: number;
  /** Height of the head that stays in view. */
  head: number;
  scroller: RefObject<HTMLElement | null>;
  /** What is listed: a change goes back to the top. */
  listKey: string | undefined;
  /** The row that is in view at first. */
  start: number;
};

export type RowWindow = {
  /** How tall the rows are together, as far as the page is concerned. */
  height: number;
  /** The rows that are seen. */
  first: number;
  last: number;
  /** The rows that are drawn. */
  from: number;
  to: number;
  top: (index: number) => number;
  reveal: (index: number) => void;
};

export function useRowWindow({ count, rowHeight, head, scroller, listKey, start }: Options): RowWindow {
  const [view, setView] = useState(0);
  const [place, setPlace] = useState<ScrollPlace>({ scrollTop: 0, offset: 0 });
  const space = useMemo(() => scrollSpace(count * rowHeight, view), [count, rowHeight, view]);
  const latest = useRef({ place, space, view });
  latest.current = { place, space, view };

  const put = useRef((next: ScrollPlace) => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollTop = next.scrollTop;
    // Read back: browsers round, and the event that follows must find nothing new.
    const placed = { scrollTop: element.scrollTop, offset: next.offset };
    latest.current.place = placed;
    setPlace(placed);
  }).current;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = () => setView(Math.max(0, element.clientHeight - head));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    let idle: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      const now = latest.current;
      if (element.scrollTop === now.place.scrollTop) return;
      now.place = now.space.moved(now.place, element.scrollTop);
      // At once: a row that is drawn a frame late is a blank row.
      flushSync(() => setPlace(now.place));
      clearTimeout(idle);
      if (!now.space.isScaled) return;
      idle = setTimeout(() => {
        const { place: here, space: room, view: seen } = latest.current;
        const there = room.atOffset(here.offset);
        if (Math.abs(there.scrollTop - here.scrollTop) > seen) put(there);
      }, IDLE_MILLISECONDS);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      clearTimeout(idle);
      observer.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [head, scroller, put]);

  // A list that grew, shrank or got another room keeps the rows that are being read.
  useLayoutEffect(() => {
    const next = space.atOffset(latest.current.place.offset);
    const { place: here } = latest.current;
    if (next.offset !== here.offset || Math.abs(next.scrollTop - here.scrollTop) > 1) put(next);
  }, [space, put]);

  const shown = useRef<string | undefined>(undefined);
  const isMeasured = view > 0;
  useLayoutEffect(() => {
    if (!isMeasured) return;
    const key = listKey ?? "";
    const isFirst = shown.current === undefined;
    if (shown.current === key) return;
    shown.current = key;
    const { space: room, view: seen } = latest.current;
    const wanted = isFirst && (start + 1) * rowHeight > seen ? start * rowHeight - seen / 2 : 0;
    put(room.atOffset(wanted));
  }, [listKey, isMeasured, start, rowHeight, put]);

  const last = Math.min(count - 1, Math.ceil((place.offset + view) / rowHeight) - 1);
  const first = Math.max(0, Math.min(last, Math.floor(place.offset / rowHeight)));
  return {
    height: space.height,
    first,
    last,
    from: Math.max(0, first - SPARE_ROWS),
    to: Math.min(count - 1, last + SPARE_ROWS),
    top: (index) => index * rowHeight - place.offset + place.scrollTop,
    reveal: (index) => {
      const now = latest.current;
      const top = index * rowHeight;
      const bottom = top + rowHeight - now.view;
      const { offset, scrollTop } = now.place;
      if (top >= offset && bottom <= offset) return;
      const wanted = top < offset ? top : bottom;
      const near = now.space.moved(now.place, scrollTop + wanted - offset);
      put(Math.abs(near.offset - wanted) < 1 ? near : now.space.atOffset(wanted));
    },
  };
}

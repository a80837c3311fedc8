import { type RefObject, useLayoutEffect, useState } from "react";
import { rem } from "../lib/room";
import { useViewSettings } from "../lib/viewSettings";

/** How wide an element is, in units of the text; nought before it is drawn. */
export function useWidthRem(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  // Larger text leaves less room.
  useViewSettings();
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const measure = () => setWidth(current.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width / rem();
}

import { type ReactNode, useRef } from "react";
import { useWidthRem } from "./useWidthRem";

type SideScrollProps = { label: string; className: string | undefined; children: ReactNode };

/** Something wide that moves to the side where there is too little room; then the arrow keys must reach it too. */
export function SideScroll({ label, className, children }: SideScrollProps) {
  const place = useRef<HTMLDivElement>(null);
  // Measured again whenever the room changes.
  const width = useWidthRem(place);
  const isTooWide = width > 0 && (place.current?.scrollWidth ?? 0) > (place.current?.clientWidth ?? 0);
  const reach = isTooWide ? { role: "group", "aria-label": label, tabIndex: 0 } : {};
  return (
    <div ref={place} className={className} {...reach}>
      {children}
    </div>
  );
}

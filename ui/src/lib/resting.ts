// A form rests while something new is being made of it, or while it is given another id: another page then shows what
// was made, and what was typed meanwhile would be lost with this one. The focus stays, for what is refused.
import type { DOMAttributes, KeyboardEvent, SyntheticEvent } from "react";

/** What types nothing and changes nothing. */
const PASSES = new Set(["Tab", "Escape", "Shift", "Control", "Alt", "Meta"]);

function refuse(event: SyntheticEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

function refuseKey(event: KeyboardEvent): void {
  if (!PASSES.has(event.key)) refuse(event);
}

const resting: DOMAttributes<HTMLElement> = {
  onKeyDownCapture: refuseKey,
  onBeforeInputCapture: refuse,
  onPasteCapture: refuse,
  onCutCapture: refuse,
  onDropCapture: refuse,
  onClickCapture: refuse,
};

/** For the element around the fields, lists that they open included. */
export function restsWhile(isResting: boolean): DOMAttributes<HTMLElement> & { "aria-busy"?: true } {
  return isResting ? { ...resting, "aria-busy": true } : {};
}

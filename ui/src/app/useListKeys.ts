import { useEffect } from "react";
import { meantKey } from "../lib/keyBindings";
import { keyName, singleKeysAct } from "../lib/keys";

const MOVES: readonly (string | null)[] = ["arrowdown", "arrowup", "j", "k"];

function isNowhere(element: Element | null): boolean {
  return element === null || element === document.body || element.id === "content";
}

/** Whoever has just come to a screen and moves means its list: the first key takes the focus there. */
export function useListKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const pressed = keyName(event);
      if (!MOVES.includes(meantKey(pressed)) || !isNowhere(document.activeElement)) return;
      if (pressed.length === 1 && !singleKeysAct()) return;
      if (document.querySelector("[role=dialog][aria-modal=true]") !== null) return;
      const grid = document.querySelector<HTMLElement>("#content [role=grid]");
      const target = grid?.tabIndex === 0 ? grid : grid?.querySelector<HTMLElement>('[tabindex="0"]');
      if (target == null) return;
      event.preventDefault();
      target.focus();
    };
    // Behind the keys of the screens themselves, which listen on the document.
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

import { useEffect } from "react";
import { focusList, isFocusFree } from "../lib/focus";
import { meantKey } from "../lib/keyBindings";
import { keyName, singleKeysAct } from "../lib/keys";

const MOVES: readonly (string | null)[] = ["arrowdown", "arrowup", "j", "k"];

/** Whoever has just come to a screen and moves means its list: the first key takes the focus there. */
export function useListKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const pressed = keyName(event);
      if (!MOVES.includes(meantKey(pressed)) || !isFocusFree()) return;
      if (pressed.length === 1 && !singleKeysAct()) return;
      if (document.querySelector("[role=dialog][aria-modal=true]") !== null) return;
      if (focusList()) event.preventDefault();
    };
    // Behind the keys of the screens themselves, which listen on the document.
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

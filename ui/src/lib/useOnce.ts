import { useRef } from "react";
import { caught } from "./caught";

/** Begins something only where what was begun before has ended, and says with a text of its own where it fails. */
export function useOnce(text: string): (act: () => Promise<unknown>) => void {
  const isBusy = useRef(false);
  return (act) => {
    if (isBusy.current) return;
    isBusy.current = true;
    const ended = act().finally(() => {
      isBusy.current = false;
    });
    caught(ended, text);
  };
}

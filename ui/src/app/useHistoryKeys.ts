import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { waysNow } from "../lib/history";

const BACK_BUTTON = 3;
const FORWARD_BUTTON = 4;

/** Back and forward, where there is somewhere to go. */
export function useGoBackAndForward(): { back: () => void; forward: () => void } {
  const { history } = useRouter();
  return {
    back: () => {
      if (waysNow().canGoBack) history.back();
    },
    forward: () => {
      if (waysNow().canGoForward) history.forward();
    },
  };
}

function isDialogOpen(): boolean {
  return document.querySelector("[role=dialog][aria-modal=true]") !== null;
}

/** Alt with an arrow, and the buttons at the side of a mouse. */
export function useHistoryKeys(): void {
  const { history } = useRouter();
  useEffect(() => {
    const go = (step: 1 | -1) => {
      if (isDialogOpen()) return;
      if (step < 0 && waysNow().canGoBack) history.back();
      if (step > 0 && waysNow().canGoForward) history.forward();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : null;
      if (step === null) return;
      event.preventDefault();
      go(step);
    };
    // Some webviews go by themselves: what is handled here is kept from them, so that nothing goes two steps.
    const onButton = (event: MouseEvent) => {
      if (event.button !== BACK_BUTTON && event.button !== FORWARD_BUTTON) return;
      event.preventDefault();
      if (event.type === "mouseup") go(event.button === BACK_BUTTON ? -1 : 1);
    };
    document.addEventListener("keydown", onKeyDown);
    for (const type of ["mousedown", "mouseup", "auxclick"] as const) document.addEventListener(type, onButton);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      for (const type of ["mousedown", "mouseup", "auxclick"] as const) document.removeEventListener(type, onButton);
    };
  }, [history]);
}

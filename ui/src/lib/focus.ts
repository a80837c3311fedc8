/** Whether nothing in particular has the focus, as after going to a screen by a key: then its list may take it. */
export function isFocusFree(): boolean {
  const focused = document.activeElement;
  return focused === null || focused === document.body || focused.id === "content";
}

/** Gives the focus to the list of the screen; whether there is one. */
export function focusList(): boolean {
  const grid = document.querySelector<HTMLElement>("#content [role=grid], #content [data-entries]");
  const target = grid?.tabIndex === 0 ? grid : grid?.querySelector<HTMLElement>('[tabindex="0"]');
  target?.focus();
  return target != null;
}

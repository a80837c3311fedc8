/** Whether nothing in particular has the focus, as after going to a screen by a key: then its list may take it. */
export function isFocusFree(): boolean {
  const focused = document.activeElement;
  return focused === null || focused === document.body || focused.id === "content";
}

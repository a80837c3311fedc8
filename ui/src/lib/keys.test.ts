import { fireEvent, renderHook } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { isTypedWithAlt, keyName, useKeys } from "./keys";

const plain = { ctrlKey: false, metaKey: false, shiftKey: false };

describe("key names", () => {
  it("keep Shift with letters and drop it from signs", () => {
    expect(keyName({ ...plain, key: "M", shiftKey: true })).toBe("shift+m");
    expect(keyName({ ...plain, key: "?", shiftKey: true })).toBe("?");
  });

  it("put Ctrl first", () => {
    expect(keyName({ ...plain, key: "Enter", ctrlKey: true })).toBe("mod+enter");
  });
});

describe("signs that are typed with AltGr or Option", () => {
  const typed = (keys: KeyboardEventInit, isMac: boolean) => isTypedWithAlt(new KeyboardEvent("keydown", keys), isMac);

  it("are signs where AltGr is held, and on macOS where Option is held alone", () => {
    const altGr = { ctrlKey: true, altKey: true, modifierAltGraph: true };
    expect(typed({ key: "@", ...altGr }, false)).toBe(true);
    expect(typed({ key: "ArrowDown", ...altGr }, false)).toBe(false);
    expect(typed({ key: "@", ctrlKey: true, altKey: true }, false)).toBe(false);
    expect(typed({ key: "a", altKey: true }, false)).toBe(false);
    expect(typed({ key: "\u00e5", altKey: true }, true)).toBe(true);
    expect(typed({ key: "Dead", altKey: true }, true)).toBe(true);
    expect(typed({ key: "\u00e5", altKey: true, metaKey: true }, true)).toBe(false);
  });
});

describe("keys of the page", () => {
  it("rest for the Escape that closed a dialog, also where the dialog is gone before they hear of it", () => {
    const leave = vi.fn();
    renderHook(() => useKeys({ escape: leave }));
    const dialog = document.createElement("div");
    dialog.setAttribute("role", "dialog");
    dialog.setAttribute("aria-modal", "true");
    document.body.append(dialog);
    // As a dialog does that goes without a fade.
    const close = () => dialog.remove();
    window.addEventListener("keydown", close, { capture: true, once: true });
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(dialog.isConnected).toBe(false);
    expect(leave).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(leave).toHaveBeenCalledOnce();
  });
});

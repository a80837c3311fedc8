import { describe, expect, it } from "vitest";
import { keyName } from "./keys";

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

import { beforeEach, describe, expect, it } from "vitest";
import { bindKey, meantKey, resetKeys, setKeyPath, shownKeys } from "./keyBindings";

beforeEach(() => {
  localStorage.clear();
  setKeyPath("/contracts/ADATUM");
});

describe("choosing keys", () => {
  it("the new key acts, the old one rests, and what is drawn follows", () => {
    expect(bindKey("contract", "mark_ready", "x")).toBeNull();
    expect([meantKey("x"), meantKey("m"), shownKeys("M")]).toEqual(["m", null, "X"]);
  });

  it("holds only on the screens of the action", () => {
    bindKey("contract", "preview", "q");
    setKeyPath("/run");
    expect([meantKey("p"), meantKey("q"), shownKeys("P")]).toEqual(["p", "q", "P"]);
  });

  it("refuses a key that another action of the screen has, and says which", () => {
    expect(bindKey("contract", "mark_ready", "w")).toEqual({ why: "taken", group: "contract", does: "why" });
    expect(bindKey("contract", "mark_ready", "j")).toEqual({ why: "taken", group: "lists", does: "down" });
    expect(bindKey("everywhere", "keys", "o")).toEqual({ why: "taken", group: "invoice", does: "pdf" });
    expect(meantKey("m")).toBe("m");
  });

  it("gives a key of one screen to an action of another", () => {
    expect(bindKey("contract", "why", "o")).toBeNull();
    expect(meantKey("o")).toBe("w");
  });

  it.each(["enter", "mod+k", "alt+x", "f5"])("refuses %s: it is no single key", (key) => {
    expect(bindKey("contract", "why", key)).toEqual({ why: "not_single" });
  });

  it.each([" ", "1", "shift+ "])("leaves “%s” what it is everywhere", (key) => {
    expect(bindKey("contract", "why", key)).toEqual({ why: "taken_for_good" });
  });

  it("a freed key can be given away, and a reset gives all back", () => {
    bindKey("contract", "mark_ready", "x");
    expect(bindKey("contract", "why", "m")).toBeNull();
    resetKeys();
    expect([meantKey("m"), meantKey("w"), meantKey("x")]).toEqual(["m", "w", "x"]);
  });

  it("letters after G are a matter of their own", () => {
    expect(bindKey("go", "go_contracts", "q")).toBeNull();
    expect(bindKey("go", "go_invoices", "q")).toEqual({ why: "taken", group: "go", does: "go_contracts" });
    expect(shownKeys("G C")).toBe("G Q");
  });

  it("draws several keys one by one", () => {
    bindKey("lists", "down", "y");
    expect([shownKeys("J K"), shownKeys("Mod Z"), shownKeys("1 … 4"), shownKeys("Shift M")]).toEqual([
      "Y K",
      "Mod Z",
      "1 … 4",
      "Shift M",
    ]);
  });

  it("a mangled store counts as nothing chosen", () => {
    localStorage.setItem("proforma.keys", "[1,");
    expect(meantKey("m")).toBe("m");
  });
});

import { describe, expect, it } from "vitest";
import { overtaken, rebased } from "./rebase";

const base = { name: "Line", tax: "25", milestones: [{ name: "a" }] };

describe("what is typed over what is saved", () => {
  it("takes what somebody else has saved where nothing was typed", () => {
    const typed = { ...base, name: "New name" };
    const saved = { ...base, tax: "20", milestones: [{ name: "a" }, { name: "b" }] };
    expect(rebased(typed, base, saved)).toEqual({ ...saved, name: "New name" });
    expect(overtaken(typed, base, saved)).toEqual([]);
  });

  it("stays where both have changed the same", () => {
    const typed = { ...base, tax: "10" };
    const saved = { ...base, tax: "20" };
    expect(rebased(typed, base, saved)).toEqual(typed);
    expect(overtaken(typed, base, saved)).toEqual(["tax"]);
    expect(overtaken(typed, base, { ...base, tax: "10" })).toEqual([]);
  });
});

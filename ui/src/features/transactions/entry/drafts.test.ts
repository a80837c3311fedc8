import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Drafts, sentForm, takenBack, withBook, withEdits } from "./drafts";
import { emptyForm } from "./fields";
import { keepDrafts, keptDrafts } from "./keptDrafts";

const nothing: Drafts = new Map();
const base = { ...emptyForm("C"), id: "t1", description: "Build" };
const edit = (key: string, value: string, of: typeof base | null = null) => [
  { key, base: of, field: "description" as const, cell: { value } },
];

describe("rows that are not saved", () => {
  it("are none any more where they are as they were", () => {
    const changed = withEdits(nothing, edit("t1", "Other", base), "C");
    expect(changed.get("t1")?.form.description).toBe("Other");
    expect(withEdits(changed, edit("t1", "Build", base), "C").size).toBe(0);
    const added = withEdits(nothing, edit("new 1", "Work"), "C");
    expect(added.get("new 1")?.form.contract).toBe("C");
    expect(withEdits(added, edit("new 1", ""), "C").size).toBe(0);
  });

  it("are taken back as a whole, but for what was typed since", () => {
    const before = withEdits(nothing, edit("new 1", "One"), "C");
    const after = withEdits(withEdits(before, edit("new 1", "Pasted"), "C"), edit("new 2", "Pasted"), "C");
    const since = withEdits(after, edit("new 2", "Pasted and mended"), "C");
    const back = takenBack(since, before, after);
    expect(back.get("new 1")?.form.description).toBe("One");
    expect(back.get("new 2")?.form.description).toBe("Pasted and mended");
    expect([...takenBack(after, before, after).keys()]).toEqual(["new 1"]);
  });

  it("follow what was changed of them in the book, but for the cells that were typed in", () => {
    const typed = withEdits(nothing, edit("t1", "Other", base), "C");
    const followed = withBook(typed, [{ ...base, description: "Their words", unit_price: "250" }]);
    expect(followed.get("t1")?.form).toMatchObject({ description: "Other", unit_price: "250" });
    // What was typed is taken back over what the book has by now.
    expect(takenBack(followed, nothing, typed).size).toBe(0);
    expect(withBook(typed, [{ ...base, description: "Other" }]).size).toBe(0);
    expect(withBook(typed, [base])).toBe(typed);
  });

  it("never reach the program as something else than they are", () => {
    const draft = withEdits(
      nothing,
      [{ key: "new 1", base: null, field: "quantity", cell: { value: "1.500", unread: "number_two_ways" } }],
      "C",
    ).get("new 1");
    expect(draft === undefined ? null : sentForm(draft).quantity).toBe("1.500 ?");
  });
});

describe("kept rows", () => {
  beforeEach(() => localStorage.clear());

  it("come back as they were", () => {
    const drafts = withEdits(withEdits(nothing, edit("t1", "Other", base), "C"), edit("new 1", "Work"), "C");
    expect(keepDrafts("book", "C", drafts, 5)).toBe(true);
    expect(keptDrafts("book", "C")).toEqual({ at: 5, drafts });
    expect(keptDrafts("book", "D")).toBeNull();
    keepDrafts("book", "C", nothing, 6);
    expect(localStorage).toHaveLength(0);
  });

  it.each(["{", "[]", '{"rows":[1,null,{"key":3}]}', "null"])(
    "of another version are as if there were none: %s",
    (text) => {
      localStorage.setItem("proforma.entry.book/C", text);
      expect(keptDrafts("book", "C")).toBeNull();
    },
  );

  it("say where there was no room for them", () => {
    const refuse = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    expect(keepDrafts("book", "C", withEdits(nothing, edit("new 1", "Work"), "C"), 5)).toBe(false);
    refuse.mockRestore();
  });
});

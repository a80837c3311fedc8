import { act, renderHook, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FieldProblem } from "../bindings";
import { formSays, stillSaid, useLook, withoutMissing } from "./formLook";

const missing = (path: string): FieldProblem => ({ path, message: `${path} is missing` });
const paths = (problems: readonly FieldProblem[] | undefined) => problems?.map(({ path }) => path);

describe("what is said of a form that is typed on", () => {
  it("stands until the program says that it is gone, and goes with its row", () => {
    const [one, two] = [{ sum: "x" }, { sum: "x" }];
    const before = { name: "a/b", classes: ["fee"], rows: [one, two] };
    const said = ["name", "classes", "classes.time", "rows[1].sum", "rows", "lines"].map(missing);
    const after = (now: Partial<typeof before>) => paths(stillSaid(said, before, { ...before, ...now }));
    expect(after({})).toEqual(paths(said));
    expect(after({ name: "a/", classes: ["time"] })).toEqual(paths(said));
    expect(after({ rows: [one, { sum: "5" }] })).toEqual(paths(said));
    const moved = ["name", "classes", "classes.time", "rows[0].sum", "rows", "lines"];
    expect(after({ rows: [two, one] })).toEqual(moved);
    expect(after({ rows: [two] })).toEqual(moved);
    expect(after({ rows: [one, two, { sum: "x" }] })).toEqual(paths(said));
    expect(after({ rows: [one] })).toEqual(["name", "classes", "classes.time", "rows", "lines"]);
  });

  it("does not call missing what has its first letter", () => {
    const before = { name: "", classes: [] as string[], rows: [{ sum: "" }] };
    const said = ["name", "classes", "rows[0].sum"].map(missing);
    expect(paths(stillSaid(said, before, { name: "S", classes: ["time"], rows: [{ sum: "5" }] }))).toEqual([]);
    expect(paths(stillSaid(said, before, { ...before, name: "S" }))).toEqual(["classes", "rows[0].sum"]);
  });

  it("does not say yet what is missing in a row that was just added", () => {
    const form = { rows: [{ sum: "" }, { sum: "x", date: "" }] };
    const says = formSays({ problems: ["rows[0].sum", "rows[1].sum", "rows[1].date", "rows"].map(missing) });
    const shown = withoutMissing(says, form, (path) => path.startsWith("rows[1]."));
    expect(paths(shown.problems)).toEqual(["rows[0].sum", "rows[1].sum", "rows"]);
    expect(shown.at("rows[1].date").problem).toBeNull();
    expect(shown.at("rows[1].sum").problem).toBe("Rows[1].sum is missing.");
  });

  it("keeps a problem while the next answer is on its way, and drops it with that answer", async () => {
    const answers: ((problems: FieldProblem[]) => void)[] = [];
    const ask = () =>
      new Promise<{ problems: FieldProblem[] }>((resolve) => answers.push((problems) => resolve({ problems })));
    const { result, rerender } = renderHook(({ form }) => useLook(form, ask), {
      initialProps: { form: { name: "a/b", frequency: "" } },
    });
    await waitFor(() => expect(answers).toHaveLength(1));
    await act(async () => answers[0]?.([missing("name"), missing("frequency")]));
    expect(paths(result.current.look?.problems)).toEqual(["name", "frequency"]);
    rerender({ form: { name: "a/", frequency: "" } });
    expect(paths(result.current.look?.problems)).toEqual(["name", "frequency"]);
    expect(result.current.isCurrent).toBe(false);
    await waitFor(() => expect(answers).toHaveLength(2));
    await act(async () => answers[1]?.([missing("frequency")]));
    expect(paths(result.current.look?.problems)).toEqual(["frequency"]);
    expect(result.current.isCurrent).toBe(true);
  });
});

import { act, renderHook, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FieldProblem } from "../bindings";
import { stillSaid, useLook } from "./formLook";

const missing = (path: string): FieldProblem => ({ path, message: `${path} is missing` });
const paths = (problems: readonly FieldProblem[] | undefined) => problems?.map(({ path }) => path);

describe("what is said of a form that is typed on", () => {
  it("leaves out fields that were typed in since, and what hangs on rows that moved", () => {
    const before = { name: "", classes: [] as string[], rows: [{ sum: "" }, { sum: "" }] };
    const said = ["name", "classes", "classes.time", "rows[1].sum", "rows", "lines"].map(missing);
    const now = { ...before, name: "A" };
    expect(paths(stillSaid(said, before, now))).toEqual(["classes", "classes.time", "rows[1].sum", "rows"]);
    const gone = { ...before, rows: [{ sum: "" }] };
    expect(paths(stillSaid(said, before, gone))).toEqual(["name", "classes", "classes.time"]);
    const ticked = { ...before, classes: ["time"] };
    expect(paths(stillSaid(said, before, ticked))).toEqual(["name", "rows[1].sum", "rows"]);
    expect(paths(stillSaid(said, before, { ...before }))).toEqual(said.map(({ path }) => path));
  });

  it("says nothing of a new value until the program has looked at it", async () => {
    const answers: ((problems: FieldProblem[]) => void)[] = [];
    const ask = () =>
      new Promise<{ problems: FieldProblem[] }>((resolve) => answers.push((problems) => resolve({ problems })));
    const { result, rerender } = renderHook(({ form }) => useLook(form, ask), {
      initialProps: { form: { name: "", frequency: "" } },
    });
    await waitFor(() => expect(answers).toHaveLength(1));
    await act(async () => answers[0]?.([missing("name"), missing("frequency")]));
    expect(paths(result.current.look?.problems)).toEqual(["name", "frequency"]);
    rerender({ form: { name: "S", frequency: "" } });
    expect(paths(result.current.look?.problems)).toEqual(["frequency"]);
    expect(result.current.isCurrent).toBe(false);
    await waitFor(() => expect(answers).toHaveLength(2));
    await act(async () => answers[1]?.([missing("frequency")]));
    expect(paths(result.current.look?.problems)).toEqual(["frequency"]);
    expect(result.current.isCurrent).toBe(true);
  });
});

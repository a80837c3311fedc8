import type { ReactNode } from "react";
import type { FieldSays } from "../lib/formLook";
import classes from "./FieldSays.module.css";
import { Shape } from "./Shape";

const looks = {
  red: { shape: "triangle", tone: "red" },
  amber: { shape: "triangle", tone: "amber" },
  grey: { shape: "slash", tone: "grey" },
} as const;

/** A sentence below a field, with its shape. */
export function Said({ tone, children }: { tone: keyof typeof looks; children: ReactNode }) {
  const { shape, tone: colour } = looks[tone];
  return (
    <span className={classes.says} data-tone={tone}>
      <Shape name={shape} tone={colour} />
      <span>{children}</span>
    </span>
  );
}

/** What a field of the library needs to say its problem, its hint, why it is locked, and what it means. */
export function fieldProps(says: FieldSays, help?: ReactNode) {
  const { path, problem, hint, lock } = says;
  // A lock without a reason is explained beside the field.
  const reason = lock === "" ? null : lock;
  const hasMore = hint !== null || reason !== null || help !== undefined;
  return {
    "data-path": path,
    readOnly: lock !== null,
    inputWrapperOrder: ["label", "input", "error", "description"] as ("label" | "input" | "error" | "description")[],
    ...(lock !== null && { className: classes.locked ?? "" }),
    ...(problem !== null && { error: <Said tone="red">{problem}</Said> }),
    ...(hasMore && {
      // A block among inline elements, as the description of a field is a paragraph.
      description: (
        <span className={classes.lines}>
          {reason !== null && <Said tone="grey">{reason}</Said>}
          {hint !== null && <Said tone="amber">{hint}</Said>}
          {help !== undefined && <span>{help}</span>}
        </span>
      ),
    }),
  };
}

/** The same for a group of fields: what is said of all of them together. */
export function GroupSays({ says }: { says: FieldSays }) {
  const { problem, hint } = says;
  const lock = says.lock === "" ? null : says.lock;
  if (problem === null && hint === null && lock === null) return null;
  return (
    <div className={`${classes.lines} ${classes.block}`}>
      {problem !== null && <Said tone="red">{problem}</Said>}
      {lock !== null && <Said tone="grey">{lock}</Said>}
      {hint !== null && <Said tone="amber">{hint}</Said>}
    </div>
  );
}

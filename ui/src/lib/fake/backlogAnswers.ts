// The stand-in's answers for backlog, backlogTotals, markMatching, undo, trace.
import { type Answers, Refusal, type World } from "./world";

export function backlogAnswers(_world: World): Answers<"backlog" | "backlogTotals" | "markMatching" | "undo" | "trace"> {
  return {
    backlog: () => {
      throw new Refusal("failed", "the stand-in has no answer");
    },
    backlogTotals: () => {
      throw new Refusal("failed", "the stand-in has no answer");
    },
    markMatching: () => {
      throw new Refusal("failed", "the stand-in has no answer");
    },
    undo: () => {
      throw new Refusal("failed", "the stand-in has no answer");
    },
    trace: () => {
      throw new Refusal("failed", "the stand-in has no answer");
    },
  };
}

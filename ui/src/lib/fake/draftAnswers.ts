// The stand-in's answers for verdicts, previewCreate, createInvoices, deleteDraft.
import { type Answers, Refusal, type World } from "./world";

export function draftAnswers(_world: World): Answers<"verdicts" | "previewCreate" | "createInvoices" | "deleteDraft"> {
  return {
    verdicts: () => {
      throw new Refusal("failed", "the stand-in has no answer");
    },
    previewCreate: () => {
      throw new Refusal("failed", "the stand-in has no answer");
    },
    createInvoices: () => {
      throw new Refusal("failed", "the stand-in has no answer");
    },
    deleteDraft: () => {
      throw new Refusal("failed", "the stand-in has no answer");
    },
  };
}

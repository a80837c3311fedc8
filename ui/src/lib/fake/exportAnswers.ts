// The stand-in's answers for exportList, cancelExport.
import { type Answers, Refusal, type World } from "./world";

export function exportAnswers(_world: World): Answers<"exportList" | "cancelExport"> {
  return {
    exportList: () => {
      throw new Refusal("failed", "the stand-in has no answer");
    },
    cancelExport: () => {
      throw new Refusal("failed", "the stand-in has no answer");
    },
  };
}

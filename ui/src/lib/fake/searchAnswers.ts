// The stand-in's answers for find.
import { type Answers, Refusal, type World } from "./world";

export function searchAnswers(_world: World): Answers<"find"> {
  return {
    find: () => {
      throw new Refusal("failed", "the stand-in has no answer");
    },
  };
}

// The stand-in's answers for home, radar, calendar.
import { type Answers, Refusal, type World } from "./world";

export function overviewAnswers(_world: World): Answers<"home" | "radar" | "calendar"> {
  return {
    home: () => {
      throw new Refusal("failed", "the stand-in has no answer");
    },
    radar: () => {
      throw new Refusal("failed", "the stand-in has no answer");
    },
    calendar: () => {
      throw new Refusal("failed", "the stand-in has no answer");
    },
  };
}

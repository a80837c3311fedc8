// The stand-in's answers about the program itself.
import type { ProgramSettings } from "../../bindings";
import type { Answers } from "./world";

const atFirst: ProgramSettings = {
  keeps_running: true,
  can_keep_running: true,
  notifies: true,
  starts_at_login: false,
};

export function programAnswers(
  given: Partial<ProgramSettings> = {},
): Answers<"programSettings" | "setProgramSettings" | "closeWindow" | "holdUnsaved" | "quit"> {
  const settings = { ...atFirst, ...given };
  return {
    programSettings: () => ({ ...settings }),
    setProgramSettings: (choices) => {
      Object.assign(settings, choices);
      return null;
    },
    holdUnsaved: () => null,
    quit: () => null,
    closeWindow: (keepsRunning) => {
      settings.keeps_running = keepsRunning;
      return null;
    },
  };
}

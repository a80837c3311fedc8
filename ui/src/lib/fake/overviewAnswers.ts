// The stand-in's answers for home, figures, runProof, radar, calendar, utilization.
import { calendar } from "./calendarAnswer";
import { figures } from "./figuresAnswer";
import { home, runProof } from "./homeAnswer";
import { radar } from "./radarAnswer";
import { utilization } from "./utilizationAnswer";
import type { Answers, World } from "./world";

export function overviewAnswers({
  book,
}: World): Answers<"home" | "figures" | "runProof" | "radar" | "calendar" | "utilization"> {
  return {
    home: () => home(book()),
    figures: () => figures(book()),
    runProof: (date) => runProof(book(), date),
    radar: (staleDays) => radar(book(), staleDays),
    calendar: (from, to) => calendar(book(), from, to),
    utilization,
  };
}

// The stand-in's answers for home, radar, calendar.
import { calendar } from "./calendarAnswer";
import { home } from "./homeAnswer";
import { radar } from "./radarAnswer";
import type { Answers, World } from "./world";

export function overviewAnswers({ book }: World): Answers<"home" | "radar" | "calendar"> {
  return {
    home: () => home(book()),
    radar: (staleDays) => radar(book(), staleDays),
    calendar: (from, to) => calendar(book(), from, to),
  };
}

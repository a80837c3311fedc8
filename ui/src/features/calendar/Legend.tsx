import { useTranslation } from "react-i18next";
import { Shape, type ShapeName, type Tone } from "../../components/Shape";
import classes from "./CalendarScreen.module.css";

const marks: readonly [word: "due" | "ran" | "missed" | "parked" | "milestone", shape: ShapeName, tone: Tone][] = [
  ["due", "ring", "grey"],
  ["ran", "ring-check", "green"],
  ["parked", "octagon", "red"],
  ["missed", "clock", "amber"],
  ["milestone", "diamond-empty", "amber"],
];

/** What the shapes stand for. */
export function Legend() {
  const { t } = useTranslation();
  return (
    <span className={classes.legend}>
      {marks.map(([word, shape, tone]) => (
        <span key={word} className={classes.mark}>
          <Shape name={shape} tone={tone} /> {t(`calendar.mark.${word}`)}
        </span>
      ))}
    </span>
  );
}

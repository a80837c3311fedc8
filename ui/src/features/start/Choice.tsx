import type { Icon as TablerIcon } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import classes from "./StartScreen.module.css";

type ChoiceProps = {
  icon: TablerIcon;
  title: string;
  note: string;
  keys: string;
  autoFocus?: boolean;
  onClick: () => void;
};

/** One way into a book. */
export function Choice({ icon, title, note, keys, autoFocus = false, onClick }: ChoiceProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (autoFocus) button.current?.focus();
  }, [autoFocus]);
  return (
    <button ref={button} type="button" className={classes.choice} data-first={autoFocus || undefined} onClick={onClick}>
      <Icon of={icon} />
      <span className={classes.choiceText}>
        <span className={classes.choiceTitle}>{title}</span> <span className={classes.choiceNote}>{note}</span>
      </span>
      <KeyCap keys={keys} />
    </button>
  );
}

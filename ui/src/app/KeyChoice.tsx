import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Cap } from "../components/KeyCap";
import type { KeyDoes, KeyEntry, KeyGroup } from "../lib/keyActions";
import { bindKey, boundKey, drawnKey, type KeyRefusal } from "../lib/keyBindings";
import { keyName } from "../lib/keys";
import classes from "./KeysOverlay.module.css";

const MODIFIERS: readonly string[] = ["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock"];

type KeyChoiceProps = {
  group: KeyGroup;
  entry: KeyEntry<KeyDoes>;
  /** Why the last key could not be given, for the line under the list; none where it could. */
  onRefused: (refused: { key: string; refusal: KeyRefusal } | null) => void;
};

/** The key of one action, which is also the button that gives it another. */
export function KeyChoice({ group, entry, onRefused }: KeyChoiceProps) {
  const { t } = useTranslation();
  const [waits, setWaits] = useState(false);
  const now = drawnKey(boundKey(group, entry) ?? entry.keys);
  const does = t(`keys.does.${entry.does}`);
  const take = (event: KeyboardEvent) => {
    if (!waits || MODIFIERS.includes(event.key)) return;
    // Tab leaves, as everywhere; Esc keeps the key.
    if (event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    setWaits(false);
    if (event.key === "Escape") return;
    const key = event.altKey ? `alt+${event.key}` : keyName(event.nativeEvent);
    const refusal = bindKey(group, entry.does, key);
    onRefused(refusal === null ? null : { key: event.key.length === 1 ? drawnKey(key) : event.key, refusal });
  };
  return (
    <button
      type="button"
      className={classes.choice}
      aria-label={waits ? t("keys.press_label", { does, key: now }) : t("keys.change", { does, key: now })}
      data-waits={waits || undefined}
      // The dialog would close on the Esc that only means "keep the key".
      data-mantine-stop-propagation={waits || undefined}
      onClick={() => {
        onRefused(null);
        setWaits(true);
      }}
      onKeyDown={take}
      onBlur={() => setWaits(false)}
    >
      {waits ? t("keys.press") : <Cap keys={now} />}
    </button>
  );
}

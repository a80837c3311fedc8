import { TextInput } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../lib/format";
import type { FieldSays } from "../lib/formLook";
import { isPlainDecimal } from "../lib/readNumber";
import { fieldProps, Said } from "./FieldSays";
import classes from "./NumberField.module.css";

type NumberFieldProps = {
  label: string;
  /** Whether its place says already what it is. */
  hidesLabel?: boolean;
  /** A plain decimal, empty for none; what is no number comes back as it was typed. */
  value: string;
  /** A plain decimal, empty for none. What is no number goes to the program as it is, which refuses it. */
  onChange: (value: string) => void;
  /** What the program says of it. */
  says?: FieldSays;
  help?: ReactNode;
  /** Behind the number: "USD", "%". */
  unit?: string;
  /** The currency that an amount is in, where its unit does not say so: no number is taken that is of another. */
  currency?: string;
  placeholder?: string;
  className?: string | undefined;
  takesFocus?: boolean;
  /** Whether something is wrong, where what it is stands beside the field. */
  isWrong?: boolean;
};

const NOTHING_SAID: FieldSays = { path: "", problem: null, hint: null, lock: null };

const IS_CURRENCY = /^[A-Z]{3}$/;

/** A number as this reader writes numbers. What is typed stays as it is typed until the field is left. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, says = NOTHING_SAID, help, unit, placeholder, takesFocus = false, isWrong } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const [typed, setTyped] = useState<string | null>(null);
  const [sent, setSent] = useState(value);
  const [error, setError] = useState<string | null>(null);
  if (sent !== value) {
    // Somebody else has changed it.
    setSent(value);
    setTyped(null);
    setError(null);
  }
  const send = (next: string) => {
    setSent(next);
    if (next !== value) onChange(next);
  };
  const { currency = unit ?? "" } = props;
  const readText = (text: string): ReturnType<typeof format.readNumber> | { problem: "other_currency" } => {
    const beside = IS_CURRENCY.test(currency) ? format.besideNumber(text, currency) : "fits";
    if (beside !== "fits") return { problem: beside === "other" ? "other_currency" : "none" };
    return format.readNumber(text);
  };
  const change = (text: string) => {
    setTyped(text);
    setError(null);
    if (text.trim() === "") {
      send("");
      return;
    }
    const read = readText(text);
    // A text that somebody else could take for another number must not reach the program as one.
    send("decimal" in read ? read.decimal : isPlainDecimal(text.trim()) ? `${text.trim()} ?` : text.trim());
  };
  const leave = () => {
    if (typed === null) return;
    const text = typed.trim();
    const read = readText(text);
    if (text === "" || "decimal" in read) {
      setTyped(null);
      return;
    }
    const example = format.amount("1234.5");
    setError(t(`number.${read.problem}`, { text, example, currency }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Leaving is what takes a number; a key that saves must not find it half taken.
    if (event.key === "Enter" && !event.nativeEvent.isComposing) leave();
  };
  const { className, ...rest } = fieldProps(says, help);
  const shown = typed ?? (isPlainDecimal(value) ? format.amount(value) : value);
  return (
    <TextInput
      {...rest}
      {...(error !== null && { error: <Said tone="red">{error}</Said> })}
      {...(isWrong !== undefined && { error: isWrong })}
      {...hidesLabelProps(label, props.hidesLabel ?? false)}
      className={[classes.field, className, props.className].filter(Boolean).join(" ")}
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      value={shown}
      {...(placeholder !== undefined && { placeholder })}
      {...(takesFocus && { "data-autofocus": true })}
      {...(unit !== undefined && {
        rightSection: <span className={classes.unit}>{unit}</span>,
        rightSectionWidth: `calc(${unit.length}ch + 1.25rem)`,
        rightSectionPointerEvents: "none" as const,
      })}
      onChange={(event) => change(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={onKeyDown}
      onBlur={leave}
    />
  );
}

function hidesLabelProps(label: string, isHidden: boolean) {
  return isHidden ? { "aria-label": label } : { label };
}

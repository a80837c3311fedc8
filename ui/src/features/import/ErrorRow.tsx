import { TextInput } from "@mantine/core";
import { type KeyboardEvent, memo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Correction, RowError } from "../../bindings";
import { useFormat } from "../../lib/format";
import { asWholeSentence } from "../../lib/sentence";
import { showToast } from "../../lib/toasts";
import classes from "./ImportScreen.module.css";
import { correct, correctEverywhere, correctionOf, sameElsewhere } from "./importStore";
import { useSayTakenBack } from "./useSayTakenBack";

type ErrorRowProps = { error: RowError; corrections: readonly Correction[]; isUnclear: boolean };

/** The next field down; behind the last one the first, so that nothing is passed over. */
function nextField(field: HTMLInputElement): HTMLInputElement | null {
  const row = field.closest("tr");
  if (row === null) return null;
  const rows = [...(row.parentElement?.children ?? [])];
  const at = rows.indexOf(row);
  const others = [...rows.slice(at + 1), ...rows.slice(0, at)];
  return others.map((other) => other.querySelector("input")).find((input) => input !== null) ?? null;
}

/**
 * What is wrong, and the field in which it is put right: Enter takes what stands there, a suggestion too, and goes on
 * to the next.
 */
export const ErrorRow = memo(function ErrorRow({ error, corrections, isUnclear }: ErrorRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useSayTakenBack();
  const before = correctionOf(corrections, error);
  const [typed, setTyped] = useState<string | null>(null);
  const taken = useRef(before);
  const shown = typed ?? before ?? error.suggestion ?? "";
  const isSuggested = typed === null && before === undefined && error.suggestion !== null;
  const take = () => {
    if (taken.current === shown) return;
    taken.current = shown;
    const others = sameElsewhere(error);
    correct([{ row: error.row, column: error.column, value: shown }]);
    if (others === 0) return;
    showToast({
      text: t("import.same_elsewhere", { count: others, value: error.value }),
      link: {
        text: t("import.correct_everywhere", { count: others }),
        go: () =>
          say(t("import.corrected_everywhere", { value: error.value, meant: shown }), correctEverywhere(error, shown)),
      },
    });
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    take();
    const next = nextField(event.currentTarget);
    next?.focus();
    next?.select();
  };
  return (
    <tr>
      <td className={classes.row}>{format.count(error.row)}</td>
      <td className={classes.heading}>{error.column}</td>
      <td className={classes.reason}>
        <div className={classes.wrong}>{error.value === "" ? t("import.empty") : `“${error.value}”`}</div>
        <div>{asWholeSentence(error.message)}</div>
      </td>
      <td className={classes.correction}>
        {!isUnclear && (
          <TextInput
            size="xs"
            aria-label={t("import.correct", { row: format.count(error.row), column: error.column })}
            placeholder={t("import.type")}
            value={shown}
            rightSection={isSuggested && <span className={classes.suggested}>{t("import.suggested")}</span>}
            rightSectionWidth={isSuggested ? "4.5rem" : undefined}
            rightSectionPointerEvents="none"
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={onKey}
            onBlur={() => {
              // Going past a suggestion does not take it.
              if (typed !== null && typed !== before) take();
            }}
          />
        )}
      </td>
    </tr>
  );
});

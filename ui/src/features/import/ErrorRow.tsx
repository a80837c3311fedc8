import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Correction, RowError } from "../../bindings";
import { useFormat } from "../../lib/format";
import classes from "./ImportScreen.module.css";
import { correct, correctionOf } from "./importStore";

type ErrorRowProps = { error: RowError; corrections: readonly Correction[]; isUnclear: boolean };

/** What is wrong, and the field in which it is put right: Enter takes what stands there, a suggestion too. */
export function ErrorRow({ error, corrections, isUnclear }: ErrorRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const before = correctionOf(corrections, error);
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? before ?? error.suggestion ?? "";
  const isSuggested = typed === null && before === undefined && error.suggestion !== null;
  const take = () => correct([{ row: error.row, column: error.column, value: shown }]);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    take();
  };
  return (
    <tr>
      <td className={classes.row}>{format.count(error.row)}</td>
      <td className={classes.heading}>{error.column}</td>
      <td className={classes.reason}>
        <div className={classes.wrong}>{error.value === "" ? t("import.empty") : `“${error.value}”`}</div>
        <div>{error.message}</div>
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
}

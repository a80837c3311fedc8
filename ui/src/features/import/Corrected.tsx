import { CloseButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./ImportScreen.module.css";
import { forgetCorrections, forgetWord, type ImportState, readWords } from "./importStore";
import { useFieldWords } from "./useFieldWords";
import { useSayTakenBack } from "./useSayTakenBack";

/** As many words are shown at first: a map that was remembered may hold many. */
const WORDS_SHOWN = 6;

/** What is read otherwise than the file says, and the way back to the file. */
export function Corrected({ state }: { state: ImportState }) {
  const { t } = useTranslation();
  const fieldWords = useFieldWords();
  const say = useSayTakenBack();
  const [showsAll, setShowsAll] = useState(false);
  const words = readWords(state.map);
  const count = state.corrections.length;
  if (count === 0 && words.length === 0) return null;
  const unseen = showsAll ? 0 : words.length - WORDS_SHOWN;
  return (
    <div className={classes.help}>
      {count > 0 && <>{t("import.corrected", { count })} </>}
      {words.length > 0 && <>{t("import.words_read", { count: words.length })} </>}
      <button type="button" className={classes.link} onClick={() => say(t("import.uncorrected"), forgetCorrections())}>
        {t("import.uncorrect")}
      </button>
      {words.length > 0 && (
        <ul className={classes.words} aria-label={t("import.read_words")}>
          {words.slice(0, showsAll ? words.length : WORDS_SHOWN).map((one) => {
            const text = t("import.word", { field: fieldWords(one.field), word: one.word, meant: one.meant });
            return (
              <li key={`${one.field} ${one.word}`}>
                {text}
                <CloseButton
                  size="xs"
                  aria-label={t("import.forget_word", { word: one.word })}
                  title={t("import.forget_word", { word: one.word })}
                  onClick={() => say(t("import.word_forgotten", { word: one.word }), forgetWord(one))}
                />
              </li>
            );
          })}
          {unseen > 0 && (
            <li>
              <button type="button" className={classes.link} onClick={() => setShowsAll(true)}>
                {t("import.more_words", { count: unseen })}
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

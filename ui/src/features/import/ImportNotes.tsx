import { useTranslation } from "react-i18next";
import { Shape } from "../../components/Shape";
import classes from "./ImportScreen.module.css";

/** What else is to be known of a file: nothing that is wrong, but nothing to be missed either. */
export function ImportNotes({ notes }: { notes: readonly string[] }) {
  const { t } = useTranslation();
  if (notes.length === 0) return null;
  return (
    <ul className={classes.notes} aria-label={t("import.notes")}>
      {notes.map((note) => (
        <li key={note}>
          <Shape name="info" tone="accent" />
          <span>{note}</span>
        </li>
      ))}
    </ul>
  );
}

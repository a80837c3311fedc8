import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RecordForm, RecordUses } from "../../bindings";
import { restsWhile } from "../../lib/resting";
import classes from "./Editor.module.css";
import { EditorFoot } from "./EditorFoot";
import { UsedBy } from "./UsedBy";
import type { RecordEditor } from "./useRecordEditor";

type EditorFrameProps = {
  editor: RecordEditor<RecordForm>;
  title: string;
  about: string;
  uses: readonly RecordUses[] | undefined;
  onClose: () => void;
  children: ReactNode;
};

/** A record beside its list: what it is, its sections, what uses it, and what can be done with it. */
export function EditorFrame({ editor, title, about, uses, onClose, children }: EditorFrameProps) {
  const { t } = useTranslation();
  return (
    <section className={classes.form} aria-label={title}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        <p className={classes.about}>{about}</p>
      </header>
      <EditorBody editor={editor}>
        {children}
        {uses !== undefined && (
          <Section title={t("setup.used_by")}>
            <UsedBy uses={uses} />
          </Section>
        )}
      </EditorBody>
      <EditorFoot editor={editor} uses={uses} onDeleted={onClose} />
    </section>
  );
}

/** The fields of a record; in a book that can only be read they are off together, and the foot says why. */
export function EditorBody({
  editor,
  children,
}: Pick<EditorFrameProps, "children"> & { editor: Pick<RecordEditor, "isReadOnly" | "isResting"> }) {
  return (
    <fieldset className={classes.body} disabled={editor.isReadOnly} {...restsWhile(editor.isResting)}>
      {children}
    </fieldset>
  );
}

/** A part of a form, under a heading of its own. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <h3 className={classes.sectionTitle}>{title}</h3>
      {children}
    </section>
  );
}

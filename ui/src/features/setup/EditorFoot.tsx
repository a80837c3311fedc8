import { Button } from "@mantine/core";
import { IconHistory, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { RecordForm, RecordUses } from "../../bindings";
import { offFor } from "../../components/Form";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { isFocusFree } from "../../lib/focus";
import { listOf } from "../../lib/records";
import { asSentence } from "../../lib/sentence";
import { keepFootFree } from "../../lib/toasts";
import { showDone } from "../../lib/undo";
import classes from "./Editor.module.css";
import { useDeleteRecord } from "./queries";
import { useUseWords } from "./UsedBy";
import type { RecordEditor } from "./useRecordEditor";

type EditorFootProps = {
  editor: RecordEditor<RecordForm>;
  /** What uses it; a record that is new, or not told yet, has none. */
  uses: readonly RecordUses[] | undefined;
  /** Of a record that cannot be deleted at all. */
  keeps?: boolean;
  onDeleted: () => void;
};

/** What can be done with a record, and why what is off is off. */
export function EditorFoot({ editor, uses, keeps = false, onDeleted }: EditorFootProps) {
  const { t } = useTranslation();
  const words = useUseWords();
  const navigate = useNavigate();
  const saved = editor.form;
  const list = listOf(saved.kind);
  const toHistory = (id: string) =>
    list === null
      ? void navigate({ to: "/settings/set-up/company", search: { history: true } })
      : void navigate({ to: "/settings/set-up/$list", params: { list }, search: { record: id, history: true } });
  const deleting = useDeleteRecord(saved.kind, editor.id ?? "", (undo) => {
    const name = saved.name === "" ? (editor.id ?? "") : saved.name;
    showDone(t("setup.deleted", { name }), undo);
    onDeleted();
  });
  useEffect(() => keepFootFree(), []);
  const isUsed = uses !== undefined && uses.length > 0;
  const problem = deleting.error;
  if (editor.isLeaving) return <Discard editor={editor} />;
  return (
    <footer className={classes.foot} data-form-foot={keeps ? "" : "beside-list"}>
      {editor.refused !== null && (
        <p className={classes.refused} role="alert">
          <strong>{t("setup.not_saved")}</strong> {editor.refused}
        </p>
      )}
      {problem !== null && (
        <p className={classes.refused} role="alert">
          <strong>{t("setup.not_deleted")}</strong> {asSentence(problem.message)}.
        </p>
      )}
      <div className={classes.verbs}>
        {editor.id !== null && !keeps && (
          <Button
            variant="subtle"
            color="red"
            className={classes.delete ?? ""}
            leftSection={<Icon of={IconTrash} />}
            disabled={editor.isReadOnly || isUsed || uses === undefined || editor.isChanged}
            loading={deleting.isPending}
            onClick={() => deleting.mutate()}
          >
            {t("setup.delete")}
          </Button>
        )}
        {editor.id !== null && (
          <Button variant="subtle" leftSection={<Icon of={IconHistory} />} onClick={() => toHistory(editor.id ?? "")}>
            {t("history.open")}
          </Button>
        )}
        <span className={classes.why} aria-live="polite">
          {editor.isSaving
            ? t("form.saving")
            : isUsed && !editor.isChanged && !editor.isReadOnly
              ? t("setup.used_by_first", { what: words(uses) })
              : (editor.whyNot ?? "")}
        </span>
        <Button onClick={editor.leave} rightSection={<KeyCap keys="Esc" />}>
          {t("common.cancel")}
        </Button>
        <Button
          variant="filled"
          {...offFor(editor.whyNot !== null, editor.isAsking)}
          loading={editor.isSaving}
          onClick={editor.save}
          rightSection={<KeyCap keys="Mod Enter" />}
          aria-keyshortcuts="Control+Enter"
        >
          {t("setup.save")}
        </Button>
      </div>
    </footer>
  );
}

/** Asks before something typed is lost. */
function Discard({ editor }: { editor: RecordEditor<RecordForm> }) {
  const { t } = useTranslation();
  const before = useRef(document.activeElement);
  // Whoever goes on editing goes on where they were.
  useEffect(() => {
    const { current } = before;
    return () => {
      requestAnimationFrame(() => {
        if (!isFocusFree()) return;
        const foot = document.querySelector("[data-form-foot]");
        const field =
          current?.isConnected && current !== document.body ? current : foot?.parentElement?.querySelector("input");
        if (field instanceof HTMLElement) field.focus();
      });
    };
  }, []);
  return (
    <footer className={classes.foot} data-form-foot>
      <div className={classes.verbs} role="alertdialog" aria-label={t("setup.discard_title")}>
        <span className={classes.asked}>
          <strong>{t("setup.discard_title")}</strong> {t("setup.discard_about")}
        </span>
        <Button onClick={editor.discard}>{t("setup.discard")}</Button>
        <Button autoFocus variant="filled" onClick={editor.stay}>
          {t("setup.discard_stay")}
        </Button>
      </div>
    </footer>
  );
}

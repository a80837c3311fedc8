import { Button, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Chip, Chips } from "../../components/Chip";
import dialog from "../../components/Dialog.module.css";
import classes from "./ExportDialog.module.css";
import { type FileNameField, fileName, fileNameFields, PATTERN_AT_FIRST, unknownField } from "./fileName";
import { usePattern } from "./useExport";
import { type Named, useFileNameValues } from "./useFileNameValues";

const PATTERN_LENGTH_MAX = 200;

type ExportDialogProps = {
  /** How many files; none while the dialog is closed. */
  count: number | null;
  example: Named | undefined;
  onExport: (pattern: string) => void;
  onClose: () => void;
};

/** The names that exported files get, with an example, remembered. */
export function ExportDialog({ count, example, onExport, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={count !== null}
      onClose={onClose}
      title={t("export.dialog", { count: count ?? 0 })}
      size="lg"
      closeButtonProps={{ "aria-label": t("keys.close") }}
    >
      {count !== null && <PatternForm count={count} example={example} onExport={onExport} onClose={onClose} />}
    </Modal>
  );
}

function PatternForm({ count, example, onExport, onClose }: ExportDialogProps & { count: number }) {
  const { t } = useTranslation();
  const valuesOf = useFileNameValues();
  const [remembered, remember] = usePattern();
  const [pattern, setPattern] = useState(remembered);
  const field = useRef<HTMLInputElement>(null);
  const named = example === undefined ? null : fileName(pattern, valuesOf(example));
  const unknown = unknownField(pattern);
  const error =
    unknown !== null
      ? t("export.unknown_field", { field: unknown })
      : pattern.trim() === "" || (example !== undefined && named === null)
        ? t("export.empty_name")
        : null;
  const insert = (name: FileNameField) => {
    const input = field.current;
    const from = input?.selectionStart ?? pattern.length;
    const to = input?.selectionEnd ?? pattern.length;
    const text = `{${name}}`;
    setPattern(pattern.slice(0, from) + text + pattern.slice(to));
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(from + text.length, from + text.length);
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (error !== null) return;
    remember(pattern);
    onExport(pattern);
  };
  return (
    <form onSubmit={submit} className={dialog.body} noValidate>
      <TextInput
        ref={field}
        data-autofocus
        label={t("export.pattern")}
        description={t("export.pattern_help")}
        value={pattern}
        maxLength={PATTERN_LENGTH_MAX}
        error={error}
        onChange={(event) => setPattern(event.currentTarget.value)}
      />
      <Chips label={t("export.fields")}>
        {fileNameFields.map((name) => (
          <Chip
            key={name}
            aria-label={t("export.insert", { field: t(`export.field.${name}`) })}
            onClick={() => insert(name)}
          >
            {t(`export.field.${name}`)}
          </Chip>
        ))}
      </Chips>
      <p className={classes.example}>
        <span className={classes.exampleWord}>{t("export.example")}</span>
        <output className={classes.name}>{named ?? "\u2013"}</output>
      </p>
      <div className={dialog.foot}>
        {pattern !== PATTERN_AT_FIRST && (
          <Button variant="subtle" className={classes.reset ?? ""} onClick={() => setPattern(PATTERN_AT_FIRST)}>
            {t("export.as_at_first")}
          </Button>
        )}
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button type="submit" variant="filled" disabled={error !== null}>
          {t("export.verb", { count })}
        </Button>
      </div>
    </form>
  );
}

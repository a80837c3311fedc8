import { Select, Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RecordForm } from "../../bindings";
import type { RecordEditor } from "./useRecordEditor";

const ORDER: ("label" | "input" | "error" | "description")[] = ["label", "input", "error", "description"];

/** A text of more lines scrolls. */
const LINES_SHOWN_MAX = 8;

type TextKey<Form> = { [Key in keyof Form]: Form[Key] extends string ? Key : never }[keyof Form] & string;
type LinesKey<Form> = { [Key in keyof Form]: Form[Key] extends string[] ? Key : never }[keyof Form] & string;

type FieldProps<Form extends RecordForm, Key> = {
  editor: RecordEditor<Form>;
  name: Key;
  label: string;
  help?: ReactNode;
  /** What a field that may stay empty says in its place. */
  placeholder?: string;
  isRequired?: boolean;
  takesFocus?: boolean;
  className?: string | undefined;
};

/** A text of a record. */
export function TextField<Form extends RecordForm>(props: FieldProps<Form, TextKey<Form>>) {
  const { editor, name, label, help, placeholder, isRequired = false, takesFocus = false } = props;
  return (
    <TextInput
      label={label}
      description={help}
      inputWrapperOrder={ORDER}
      aria-required={isRequired || undefined}
      placeholder={placeholder}
      autoComplete="off"
      className={props.className ?? ""}
      {...(takesFocus && { autoFocus: true, "data-autofocus": true })}
      value={editor.form[name] as string}
      error={editor.problemAt(name)}
      onChange={(event) => editor.change({ [name]: event.currentTarget.value } as Partial<Form>)}
    />
  );
}

/** Lines of a text, such as an address. */
export function LinesField<Form extends RecordForm>(props: FieldProps<Form, LinesKey<Form>> & { rows?: number }) {
  const { editor, name, label, help, rows = 3 } = props;
  const lines = editor.form[name] as string[];
  return (
    <Textarea
      label={label}
      description={help}
      inputWrapperOrder={ORDER}
      rows={Math.max(rows, Math.min(lines.length, LINES_SHOWN_MAX))}
      value={lines.join("\n")}
      error={editor.problemAt(name)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        editor.change({ [name]: text === "" ? [] : text.split("\n") } as Partial<Form>);
      }}
    />
  );
}

type Choice = { value: string; label: string };

/** One of several words; where it may stay empty, the empty choice has its own. */
export function ChoiceField<Form extends RecordForm>(
  props: FieldProps<Form, TextKey<Form>> & { choices: readonly Choice[]; none?: string },
) {
  const { editor, name, label, help, choices, none, placeholder, isRequired = false } = props;
  const { t } = useTranslation();
  const value = editor.form[name] as string;
  const all = none === undefined ? choices : [{ value: " ", label: none }, ...choices];
  return (
    <Select
      label={label}
      description={help}
      inputWrapperOrder={ORDER}
      aria-required={isRequired || undefined}
      placeholder={placeholder}
      className={props.className ?? ""}
      searchable={choices.length > 8}
      nothingFoundMessage={t("setup.nothing_found")}
      allowDeselect={false}
      limit={80}
      data={[...all]}
      value={value === "" ? (none === undefined ? null : " ") : value}
      error={editor.problemAt(name)}
      onChange={(chosen) => editor.change({ [name]: (chosen ?? "").trim() } as Partial<Form>)}
    />
  );
}

/** The id of a record: proposed from its name until somebody types another, and then for good. */
export function IdField<Form extends RecordForm & { id: string }>({ editor }: { editor: RecordEditor<Form> }) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t("setup.field.id")}
      description={t(editor.id === null ? "setup.id_help" : "setup.id_stays")}
      inputWrapperOrder={ORDER}
      autoComplete="off"
      spellCheck={false}
      readOnly={editor.id !== null}
      value={editor.form.id}
      error={editor.problemAt("id")}
      onChange={(event) => editor.change({ id: event.currentTarget.value } as Partial<Form>)}
      onFocus={() => editor.setIdFocused(true)}
      onBlur={() => editor.setIdFocused(false)}
    />
  );
}

import { Autocomplete, Button, Checkbox, Modal, Select, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TransactionPatch, TransactionsSaved } from "../../bindings";
import { DateField } from "../../components/DateField";
import dialog from "../../components/Dialog.module.css";
import { Notice } from "../../components/Notice";
import { NumberField } from "../../components/NumberField";
import type { Problem } from "../../lib/ipc";
import { asSentence } from "../../lib/sentence";
import classes from "./ChangeDialog.module.css";
import { isChoice, isClosed } from "./entry/fields";
import { type Choices, type Reader, readCell } from "./entry/reading";
import type { ChangeTarget } from "./useRowActions";

const patchFields = [
  "contract_line",
  "class",
  "date",
  "resource",
  "role",
  "category",
  "unit",
  "unit_price",
  "billing_type",
  "description",
] as const satisfies readonly (keyof TransactionPatch)[];
type PatchField = (typeof patchFields)[number];

const NOTHING: TransactionPatch = {
  contract_line: null,
  class: null,
  date: null,
  role: null,
  category: null,
  resource: null,
  unit: null,
  unit_price: null,
  billing_type: null,
  description: null,
};

/** What may be emptied: of the rest, a transaction has one. */
const MAY_BE_EMPTY: readonly PatchField[] = ["role", "category", "resource", "description"];

type ChangeDialogProps = {
  /** What is to be changed; none where the dialog is closed. */
  target: ChangeTarget | null;
  reader: Reader;
  currency: string | undefined;
  onClose: () => void;
};

/** Changes the same fields of many transactions at once; what is not chosen stays as it is. */
export function ChangeDialog({ target, onClose, ...props }: ChangeDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={target !== null}
      onClose={onClose}
      title={t("entry.change.title", { count: target?.count ?? 0 })}
      size="34rem"
      closeButtonProps={{ "aria-label": t("entry.change.close") }}
    >
      {target !== null && <Body target={target} onClose={onClose} {...props} />}
    </Modal>
  );
}

type BodyProps = Omit<ChangeDialogProps, "target"> & { target: ChangeTarget };

function Body({ target, reader, currency, onClose }: BodyProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Partial<Record<PatchField, string>>>({});
  const changing = useMutation<TransactionsSaved, Problem, TransactionPatch>({
    mutationFn: target.change,
    onSuccess: (saved) => saved.problems.length === 0 && onClose(),
  });
  const picked = patchFields.filter((field) => chosen[field] !== undefined);
  const missing = picked.find((field) => chosen[field] === "" && !MAY_BE_EMPTY.includes(field));
  const put = (field: PatchField, value: string) => {
    setChosen((old) => ({ ...old, [field]: value }));
    changing.reset();
  };
  const toggle = (field: PatchField) => {
    setChosen(({ [field]: before, ...others }) => (before === undefined ? { ...others, [field]: "" } : others));
    changing.reset();
  };
  /** Texts of lists as what they stand for; a new one stands for itself. */
  const patch = (): TransactionPatch => ({
    ...NOTHING,
    ...Object.fromEntries(
      picked.map((field) => {
        const text = chosen[field] ?? "";
        return [field, isChoice(field) && !isClosed(field) ? readCell(field, text, reader).value : text];
      }),
    ),
  });
  const { count, locked } = target;
  const problems = changing.data?.problems ?? [];
  const off =
    picked.length === 0
      ? t("entry.change.choose")
      : missing !== undefined
        ? t("entry.change.missing", { field: t(`entry.field.${missing}`) })
        : null;
  return (
    <form
      className={dialog.body}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (off === null) changing.mutate(patch());
      }}
    >
      <p className={dialog.about}>
        {t("entry.change.about")} {locked === null && t("entry.change.locked_some")}
        {locked !== null && locked > 0 && t("entry.change.locked", { count: locked })}
      </p>
      <ul className={classes.fields}>
        {patchFields.map((field, at) => (
          <li key={field} className={classes.field}>
            <Checkbox
              label={t(`entry.field.${field}`)}
              {...(at === 0 && { "data-autofocus": true })}
              checked={chosen[field] !== undefined}
              onChange={() => toggle(field)}
            />
            {chosen[field] !== undefined && (
              <PatchInput
                field={field}
                value={chosen[field]}
                choices={reader.choices}
                currency={currency}
                onChange={(value) => put(field, value)}
              />
            )}
          </li>
        ))}
      </ul>
      {changing.error !== null && (
        <Notice tone="red" shape="octagon" alert>
          <strong>{t("entry.not_changed")}.</strong> {asSentence(changing.error.message)}. {t("problem.untouched")}
        </Notice>
      )}
      {problems.length > 0 && (
        <Notice tone="red" shape="triangle" alert>
          <strong>{t("entry.change.refused", { count: new Set(problems.map((one) => one.entry)).size })}</strong>{" "}
          {[...new Set(problems.map((one) => `${asSentence(one.message)}.`))].slice(0, 3).join(" ")}{" "}
          {t("problem.untouched")}
        </Notice>
      )}
      <div className={dialog.foot}>
        <span className={dialog.hint}>{off ?? t("entry.change.undo")}</span>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button type="submit" variant="filled" disabled={off !== null} loading={changing.isPending}>
          {t("entry.change.verb", { count })}
        </Button>
      </div>
    </form>
  );
}

type PatchInputProps = {
  field: PatchField;
  value: string;
  choices: Choices;
  currency: string | undefined;
  onChange: (value: string) => void;
};

function PatchInput({ field, value, choices, currency, onChange }: PatchInputProps) {
  const { t } = useTranslation();
  const label = t("entry.change.new", { field: t(`entry.field.${field}`) });
  const empty = MAY_BE_EMPTY.includes(field) ? { placeholder: t("entry.change.none") } : {};
  if (field === "date") {
    return <DateField label={label} hidesLabel value={value || null} onChange={(date) => onChange(date ?? "")} />;
  }
  if (field === "unit_price") {
    return (
      <NumberField
        label={label}
        hidesLabel
        value={value}
        onChange={onChange}
        {...(currency !== undefined && { unit: currency })}
      />
    );
  }
  if (!isChoice(field)) {
    return (
      <TextInput
        aria-label={label}
        value={value}
        {...empty}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (isClosed(field)) {
    return (
      <Select
        aria-label={label}
        data={choices[field].map((option) => ({ value: option.value, label: option.label }))}
        placeholder={t("entry.change.choose_value")}
        value={value || null}
        onChange={(next) => onChange(next ?? "")}
      />
    );
  }
  return (
    <Autocomplete
      aria-label={label}
      {...empty}
      data={[...new Set(choices[field].map((option) => option.label))]}
      value={value}
      onChange={onChange}
    />
  );
}

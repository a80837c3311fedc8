// Saves a form as soon as the program has seen all of it: a key pressed right after the last letter is not lost.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldLock } from "../bindings";
import { type FormSays, formSays, goToField, type Known, type useLook } from "../lib/formLook";
import type { Problem } from "../lib/ipc";
import { useBook } from "../lib/queries";

type Asked = ReturnType<typeof useLook<unknown, Known>>;

type FormSaveOptions<Form> = {
  form: Form;
  isDirty: boolean;
  /** What the program says of the form. */
  asked: Asked;
  locks?: readonly FieldLock[] | undefined;
  saving: {
    error: Problem | null;
    variables: Form | undefined;
    isPending: boolean;
    mutate: (form: Form) => void;
  };
};

type FormSave = {
  says: FormSays;
  save: () => void;
  /** Whether the program has not seen yet what was typed last. */
  isAsking: boolean;
};

/** What is known of the form, and how it is saved; with problems in it, saving leads to the first. */
export function useFormSave<Form>(options: FormSaveOptions<Form>): FormSave {
  const { form, isDirty, asked, locks, saving } = options;
  const [isWanted, setWanted] = useState(false);
  // A refusal is about what was typed then.
  const isOfThis = saving.variables !== undefined && JSON.stringify(saving.variables) === JSON.stringify(form);
  const { t } = useTranslation();
  const cannotWrite = (useBook().data?.read_only ?? null) !== null;
  // Where the book can only be read, that is the one reason.
  const all = cannotWrite ? [{ path: "*", reason: t("form.read_only") }] : locks;
  const says = formSays(asked.look, all, isOfThis ? saving.error : null);
  const save = () => {
    if (!isDirty || saving.isPending) return;
    if (!asked.isCurrent) {
      setWanted(true);
      return;
    }
    const [first] = says.problems;
    if (first === undefined) saving.mutate(form);
    else goToField(first.path);
  };
  useEffect(() => {
    if (!isWanted || !asked.isCurrent) return;
    setWanted(false);
    save();
  });
  return { says, save, isAsking: !asked.isCurrent };
}

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldSays } from "../lib/formLook";
import type { Problem } from "../lib/ipc";
import { asWholeSentence } from "../lib/sentence";
import { fieldProps } from "./FieldSays";

type Reason = {
  value: string;
  onChange: (value: string) => void;
  says: FieldSays;
  /** Hands on the reason; without one, says that it is missing. */
  given: (use: (reason: string) => void) => void;
};

/** A reason as it is typed; it is asked for as soon as somebody goes on without one. */
export function useReason(problem: Problem | null): Reason {
  const { t } = useTranslation();
  const [value, setValue] = useState("");
  const [refusedOf, setRefusedOf] = useState<string | null>(null);
  const [isMissing, setMissing] = useState(false);
  const reason = value.trim();
  // A refusal is about what was typed then.
  const refused = problem?.field === "reason" && refusedOf === reason ? asWholeSentence(problem.message) : null;
  return {
    value,
    onChange: (typed) => {
      setValue(typed);
      if (typed.trim() !== "") setMissing(false);
    },
    says: { path: "reason", problem: isMissing ? t("missed.reason_missing") : refused, hint: null, lock: null },
    given: (use) => {
      setMissing(reason === "");
      setRefusedOf(reason);
      if (reason !== "") use(reason);
    },
  };
}

/** Why something is skipped, for whoever looks later. */
export function ReasonField({ reason, label, help }: { reason: Reason; label: string; help: string }) {
  return (
    <TextInput
      {...fieldProps(reason.says, help)}
      label={label}
      value={reason.value}
      required
      withAsterisk={false}
      autoFocus
      data-autofocus
      onChange={(event) => reason.onChange(event.currentTarget.value)}
    />
  );
}

import { TextInput } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../../components/LinkButton";
import { Shape } from "../../components/Shape";
import classes from "./JobFormScreen.module.css";
import { useJobName } from "./queries";

const NAME_LENGTH_MAX = 200;

type NameFieldProps = { value: string; error: string | null; onChange: (name: string) => void };

/** The name of a job, and whether the words are in it that a job which creates invoices needs. */
export function NameField({ value, error, onChange }: NameFieldProps) {
  const { t } = useTranslation();
  const rule = useId();
  const { data, isPlaceholderData } = useJobName(value);
  const [first = "", ...others] = data?.words ?? [];
  const found = data?.words.find((words) => value.toLowerCase().includes(words)) ?? first;
  return (
    <div>
      <TextInput
        label={
          <>
            {t("jobs.name")} <span className={classes.required}>{t("jobs.required")}</span>
          </>
        }
        aria-required
        aria-describedby={rule}
        value={value}
        maxLength={NAME_LENGTH_MAX}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div id={rule} className={classes.rule} aria-live="polite" data-waits={isPlaceholderData || undefined}>
        {data !== undefined &&
          (data.contains_words ? (
            <span className={classes.fits}>
              <Shape name="ring-check" tone="green" /> {t("jobs.contains", { words: found })}
            </span>
          ) : (
            <div className={classes.lacks}>
              <Shape name="triangle" tone="amber" />
              <span>
                {t("jobs.lacks", { words: first, others: others.map((one) => `“${one}”`).join(` ${t("jobs.or")} `) })}{" "}
                <LinkButton onClick={() => onChange(data.suggestion)}>
                  {t("jobs.use_suggested", { name: data.suggestion })}
                </LinkButton>
              </span>
            </div>
          ))}
      </div>
    </div>
  );
}

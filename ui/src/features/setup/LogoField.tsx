import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { ChosenLogo, RecordForm } from "../../bindings";
import { ipc, type Problem } from "../../lib/ipc";
import { asSentence } from "../../lib/sentence";
import classes from "./LogoField.module.css";
import type { RecordEditor } from "./useRecordEditor";

/** The picture on the invoices; it is chosen in the dialog of the system. */
export function LogoField({ editor }: { editor: RecordEditor<Extract<RecordForm, { kind: "company" }>> }) {
  const { t } = useTranslation();
  const label = useId();
  const help = useId();
  const choosing = useMutation<ChosenLogo | null, Problem, void>({
    mutationFn: () => ipc.chooseLogo(),
    onSuccess: (chosen) => {
      if (chosen !== null) editor.change({ logo: chosen.logo });
    },
  });
  const { logo } = editor.form;
  const message = choosing.error?.message.replace(/^logo: /, "");
  const problem = message === undefined ? editor.problemAt("logo") : `${asSentence(message)}.`;
  return (
    <fieldset className={classes.group} aria-labelledby={label} aria-describedby={help}>
      <div id={label} className={classes.label}>
        {t("setup.field.logo")}
      </div>
      <div className={classes.row}>
        <div className={classes.paper}>
          {logo === "" ? (
            <span className={classes.none}>{t("setup.no_logo")}</span>
          ) : (
            <img src={logo} alt={t("setup.logo_of", { name: editor.form.name })} className={classes.picture} />
          )}
        </div>
        <Button loading={choosing.isPending} onClick={() => choosing.mutate()}>
          {t(logo === "" ? "setup.choose_logo" : "setup.change_logo")}
        </Button>
        {logo !== "" && (
          <Button
            variant="subtle"
            onClick={() => {
              choosing.reset();
              editor.change({ logo: "" });
            }}
          >
            {t("setup.remove_logo")}
          </Button>
        )}
      </div>
      {problem !== null && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      <p id={help} className={classes.help}>
        {t("setup.logo_help")}
      </p>
    </fieldset>
  );
}

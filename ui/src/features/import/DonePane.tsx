import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportKind, SpreadsheetOutcome } from "../../bindings";
import { Amounts } from "../../components/Money";
import { Notice } from "../../components/Notice";
import { undoChange } from "../../lib/steps";
import { useSayUndone } from "../../lib/undo";
import { ImportNotes } from "./ImportNotes";
import classes from "./ImportScreen.module.css";
import { forgetImport, takeBackImport } from "./importStore";

/** The third step: what came of it, and where it is now. */
export function DonePane({ kind, done }: { kind: ImportKind; done: SpreadsheetOutcome }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const say = useSayUndone();
  const { undo } = done;
  const [isGoingBack, setGoingBack] = useState(false);
  const leave = (to: "/backlog" | "/contracts") => {
    forgetImport();
    void navigate({ to });
  };
  return (
    <div className={classes.filePane}>
      <Notice tone="green" shape="disc-check" alert>
        <strong>{t(`import.done.${kind}`, { count: done.added })}</strong>{" "}
        {done.unchanged > 0 && t("import.done_there", { count: done.unchanged })}{" "}
        {done.rows_left_out > 0 && t("import.done_left_out", { count: done.rows_left_out })}
      </Notice>
      <ImportNotes notes={done.notes} />
      {done.sums.length > 0 && (
        <p className={classes.doneSums}>
          {t("import.amount")} <Amounts amounts={done.sums} />
        </p>
      )}
      <div className={classes.buttons}>
        {/* The button that was pressed is gone; the keys go on from here. */}
        <Button autoFocus variant="filled" onClick={() => leave(kind === "transactions" ? "/backlog" : "/contracts")}>
          {t(kind === "transactions" ? "import.to_backlog" : "import.to_contracts")}
        </Button>
        <Button onClick={forgetImport}>{t("import.other_file")}</Button>
        {undo !== null && (
          <Button
            loading={isGoingBack}
            onClick={() => {
              setGoingBack(true);
              undoChange({ text: t("import.this"), change: undo, takeBack: () => takeBackImport(undo) }, (outcome) => {
                setGoingBack(false);
                say(outcome);
              });
            }}
          >
            {t("import.take_back")}
          </Button>
        )}
      </div>
    </div>
  );
}

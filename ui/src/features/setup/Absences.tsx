import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AbsenceForm, RecordForm } from "../../bindings";
import { DateField } from "../../components/DateField";
import { Icon } from "../../components/Icon";
import { NumberField } from "../../components/NumberField";
import { addDays } from "../../lib/dates";
import { useFormat } from "../../lib/format";
import type { RecordEditor } from "./useRecordEditor";
import classes from "./Working.module.css";

/** Days with hours off, each with how many. */
export function Absences({ editor }: { editor: RecordEditor<Extract<RecordForm, { kind: "resource" }>> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { absences } = editor.form;
  // A row keeps its fields while others are taken out.
  const keys = useRef<number[]>([]);
  const next = useRef(0);
  const adding = useRef<HTMLButtonElement>(null);
  const [added, setAdded] = useState<number | null>(null);
  while (keys.current.length < absences.length) keys.current.push(next.current++);
  const change = (at: number, given: Partial<AbsenceForm>) =>
    editor.change({ absences: absences.map((absence, index) => (index === at ? { ...absence, ...given } : absence)) });
  const add = () => {
    const last = absences.at(-1);
    const date = last === undefined || last.date === "" ? "" : addDays(last.date, 1);
    // What is added is typed next.
    setAdded(next.current);
    editor.change({ absences: [...absences, { date, hours: last?.hours ?? "8" }] });
  };
  const remove = (at: number) => {
    keys.current.splice(at, 1);
    adding.current?.focus();
    editor.change({ absences: absences.filter((_, index) => index !== at) });
  };
  return (
    <div className={classes.absences}>
      {absences.length === 0 && <p className={classes.help}>{t("setup.no_absences")}</p>}
      {absences.map((absence, at) => {
        const problem = editor.problemAt(`absences[${at}].date`) ?? editor.problemAt(`absences[${at}].hours`);
        const row = at + 1;
        return (
          <div key={keys.current[at]} className={classes.absence}>
            <DateField
              label={t("setup.absence_date", { row })}
              hidesLabel
              takesFocus={keys.current[at] === added}
              value={absence.date === "" ? null : absence.date}
              write={format.fullDate}
              onChange={(date) => change(at, { date: date ?? "" })}
            />
            <NumberField
              label={t("setup.absence_hours", { row })}
              hidesLabel
              unit={t("setup.hours_unit")}
              value={absence.hours}
              isWrong={problem !== null}
              onChange={(hours) => change(at, { hours })}
            />
            <ActionIcon variant="subtle" aria-label={t("setup.remove_absence", { row })} onClick={() => remove(at)}>
              <Icon of={IconX} />
            </ActionIcon>
            {problem !== null && (
              <p className={classes.problem} role="alert">
                {problem}
              </p>
            )}
          </div>
        );
      })}
      <Button ref={adding} leftSection={<Icon of={IconPlus} />} onClick={add} className={classes.add ?? ""}>
        {t("setup.add_absence")}
      </Button>
    </div>
  );
}

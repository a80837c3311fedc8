import { Button, VisuallyHidden } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MilestoneForm } from "../../../bindings";
import { GroupSays } from "../../../components/FieldSays";
import { FormSection, Measure } from "../../../components/Form";
import form from "../../../components/Form.module.css";
import { Icon } from "../../../components/Icon";
import { NumberField } from "../../../components/NumberField";
import { useFormat } from "../../../lib/format";
import type { LineSectionsProps } from "./LineSections";
import { MilestoneRow } from "./MilestoneRow";
import { PeriodicDialog } from "./PeriodicDialog";
import classes from "./SetUp.module.css";

const newMilestone: MilestoneForm = { id: "", name: "", date: "", amount: "", run_date: "" };

/** What a fixed-price line is worth, and the milestones that bill it. */
export function MilestonesField(props: LineSectionsProps) {
  const { contract, setUp, line, value, onChange, says, look, fresh } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const body = useRef<HTMLTableSectionElement>(null);
  const adding = useRef<HTMLButtonElement>(null);
  const [added, setAdded] = useState<number | null>(null);
  const [isPeriodic, setPeriodic] = useState(false);
  const { milestones } = value;
  const { currency } = setUp.form;
  const isLocked = says.at("milestones").lock !== null;
  const set = (at: number, given: Partial<MilestoneForm>) =>
    onChange({ milestones: milestones.map((one, index) => (index === at ? { ...one, ...given } : one)) });
  const move = (at: number, to: number, column: number) => {
    const moved = milestones[at];
    if (moved === undefined || to < 0 || to >= milestones.length || isLocked) return;
    onChange({ milestones: milestones.toSpliced(at, 1).toSpliced(to, 0, moved) });
    // The focus goes with the row, and stays in its column.
    requestAnimationFrame(() => {
      const cell = body.current?.rows[to]?.cells[column];
      (cell?.querySelector<HTMLElement>("input, button:not(:disabled)") ?? cell)?.focus();
    });
  };
  const remove = (at: number) => {
    onChange({ milestones: milestones.toSpliced(at, 1) });
    // The next one is deleted with the same key, or what is left is added to.
    requestAnimationFrame(() => {
      const next =
        body.current?.rows[Math.min(at, milestones.length - 2)]?.querySelector<HTMLElement>(
          "[data-delete]:not(:disabled)",
        );
      (next ?? adding.current)?.focus();
    });
  };
  const onKeyDown = (at: number) => (event: KeyboardEvent<HTMLTableRowElement>) => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!event.altKey || step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const cell = event.target instanceof Element ? event.target.closest("td") : null;
    move(at, at + step, cell?.cellIndex ?? 0);
  };
  const saved = new Set(line?.form.milestones.map((one) => JSON.stringify(one)));
  const states = new Map(line?.milestones.map((state) => [state.id, state]));
  const customers = (line?.form.customers ?? []).map(({ customer: id }) => ({
    id,
    name: setUp.customer_names.find((known) => known.id === id)?.name ?? id,
  }));
  return (
    <FormSection title={t("line.amount_and_milestones")} note={t("line.milestones_note")} isWide>
      <Measure>
        <NumberField
          className={form.half}
          label={t("contract.contracted_amount")}
          value={value.contracted_amount}
          unit={currency}
          placeholder={t("line.sum_of_milestones")}
          says={says.at("contracted_amount")}
          help={t("line.contracted_help")}
          onChange={(contracted_amount) => onChange({ contracted_amount })}
        />
      </Measure>
      <div data-path="milestones">
        {milestones.length > 0 && (
          <div className={classes.scroll}>
            <table className={classes.table} aria-label={t("line.milestones")}>
              <thead>
                <tr>
                  <th>{t("set_up.name")}</th>
                  <th className={classes.date}>{t("schedule.milestone_date")}</th>
                  <th className={classes.amount}>{t("schedule.milestone_amount")}</th>
                  <th className={classes.date}>{t("schedule.run_date")}</th>
                  <th className={classes.state}>{t("shares.billing_status")}</th>
                  <th className={classes.narrow}>
                    <VisuallyHidden>{t("set_up.actions")}</VisuallyHidden>
                  </th>
                </tr>
              </thead>
              <tbody ref={body}>
                {milestones.map((one, at) => (
                  <MilestoneRow
                    key={at}
                    at={at}
                    count={milestones.length}
                    value={one}
                    state={states.get(one.id)}
                    isSaved={saved.has(JSON.stringify(one))}
                    customers={customers}
                    says={says}
                    isLocked={isLocked}
                    currency={currency}
                    takesFocus={added === at}
                    onChange={(given) => set(at, given)}
                    onMove={(step, column) => move(at, at + step, column)}
                    onDelete={() => remove(at)}
                    onKeyDown={onKeyDown(at)}
                    onLeft={() => fresh.leave(`milestones[${at}]`)}
                  />
                ))}
              </tbody>
              {look?.milestones_total != null && (
                <tfoot>
                  <tr className={classes.total}>
                    <td colSpan={2}>{t("set_up.total")}</td>
                    <td className={classes.sum}>
                      {format.amount(look.milestones_total)} {currency}
                    </td>
                    <td colSpan={3} />
                  </tr>
                </tfoot>
              )}
            </table>
          </div>
        )}
        {milestones.length === 0 && <p className={classes.words}>{t("line.no_milestones")}</p>}
        <GroupSays says={{ ...says.at("milestones"), lock: null }} />
      </div>
      {!isLocked && (
        <div className={form.tools}>
          <Button
            ref={adding}
            leftSection={<Icon of={IconPlus} />}
            // Leaving the row above, it would say what is missing, and this button would go from under the mouse.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              setAdded(milestones.length);
              fresh.begin(`milestones[${milestones.length}]`);
              onChange({ milestones: [...milestones, newMilestone] });
            }}
          >
            {t("line.add_milestone")}
          </Button>
          <Button onClick={() => setPeriodic(true)}>{t("line.periodic")}</Button>
        </div>
      )}
      <PeriodicDialog
        opened={isPeriodic}
        contract={contract}
        currency={currency}
        value={value}
        locked={milestones.filter((one) => says.at(`milestones.${one.id}`).lock !== null && one.id !== "")}
        onFill={(given) => {
          setPeriodic(false);
          onChange(given);
        }}
        onClose={() => setPeriodic(false)}
      />
    </FormSection>
  );
}

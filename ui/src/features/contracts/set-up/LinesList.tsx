import { ActionIcon, Button } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ContractLineSetUp, ContractSetUp } from "../../../bindings";
import { Said } from "../../../components/FieldSays";
import form from "../../../components/Form.module.css";
import { Icon } from "../../../components/Icon";
import { Status } from "../../../components/Status";
import { useFormat } from "../../../lib/format";
import { ipc, type Problem } from "../../../lib/ipc";
import { useReadOnly } from "../../../lib/readOnly";
import { asWholeSentence } from "../../../lib/sentence";
import { showDone } from "../../../lib/undo";
import { useFrequencies } from "./choices";
import classes from "./SetUp.module.css";

/** The lines in the order in which they stand on invoices; each leads to its editor. */
export function LinesList({ id, setUp }: { id: string; setUp: ContractSetUp }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const body = useRef<HTMLUListElement>(null);
  const { off, unless } = useReadOnly();
  const { lines } = setUp;
  const moving = useMutation<string | null, Problem, { line: string; from: number; to: number }>({
    mutationFn: ({ line, to }) => ipc.moveLine(id, line, to),
    onSuccess: (undo, { line, from, to }) => {
      const name = lines[from]?.form.name ?? line;
      showDone(t("set_up.line_moved", { name, place: to + 1 }), undo);
    },
  });
  const move = unless((line: string, from: number, to: number) => {
    if (to < 0 || to >= lines.length || moving.isPending || isClosed) return;
    moving.mutate({ line, from, to });
  });
  const isClosed = setUp.status === "closed";
  const onKeyDown = (line: string, at: number) => (event: KeyboardEvent) => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!event.altKey || step === 0) return;
    event.preventDefault();
    move(line, at, at + step);
  };
  return (
    <>
      {lines.length === 0 ? (
        <p className={classes.words}>{t("set_up.no_lines")}</p>
      ) : (
        <ul ref={body} className={classes.lines} aria-label={t("contract.lines")}>
          {lines.map((line, at) => (
            <li key={line.form.id} className={classes.line} onKeyDown={onKeyDown(line.form.id, at)}>
              <div className={classes.lineName}>
                <Link to="/contracts/$id/lines/$line" params={{ id, line: line.form.id }}>
                  {line.form.name}
                </Link>
                <LineFacts line={line} currency={setUp.form.currency} />
              </div>
              <LineState line={line} setUp={setUp} />
              <span className={classes.lineTools}>
                <ActionIcon
                  variant="subtle"
                  disabled={at === 0 || isClosed}
                  aria-label={t("set_up.move_up", { name: line.form.name })}
                  aria-keyshortcuts="Alt+ArrowUp"
                  title={t("set_up.move_up", { name: line.form.name })}
                  onClick={() => move(line.form.id, at, at - 1)}
                  {...off}
                >
                  <Icon of={IconArrowUp} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  disabled={at === lines.length - 1 || isClosed}
                  aria-label={t("set_up.move_down", { name: line.form.name })}
                  aria-keyshortcuts="Alt+ArrowDown"
                  title={t("set_up.move_down", { name: line.form.name })}
                  onClick={() => move(line.form.id, at, at + 1)}
                  {...off}
                >
                  <Icon of={IconArrowDown} />
                </ActionIcon>
              </span>
            </li>
          ))}
        </ul>
      )}
      {moving.error !== null && <Said tone="red">{asWholeSentence(moving.error.message)}</Said>}
      {!isClosed && (
        <div className={form.tools}>
          <Button
            leftSection={<Icon of={IconPlus} />}
            onClick={() => void navigate({ to: "/contracts/$id/new-line", params: { id } })}
            {...off}
          >
            {t("set_up.add_line")}
          </Button>
        </div>
      )}
    </>
  );
}

/** What the line is, in a few words. */
function LineFacts({ line, currency }: { line: ContractLineSetUp; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const frequencies = useFrequencies();
  const { form: own, schedule } = line;
  const facts = [
    t(`billing_method.${own.billing_method}`),
    own.transaction_classes.map((name) => t(`class.${name as "time"}`)).join(", "),
    own.contracted_amount !== "" && `${format.amount(own.contracted_amount)} ${currency}`,
    own.milestones.length > 0 && t("contract.milestones", { count: own.milestones.length }),
    frequencies.find((one) => one.id === own.invoice_frequency)?.name ?? own.invoice_frequency,
    schedule.length > 0 && t("set_up.run_dates", { count: schedule.length }),
  ];
  return <div className={classes.lineFacts}>{facts.filter(Boolean).join(" · ")}</div>;
}

/** Whether something of the line is missing. */
function LineState({ line, setUp }: { line: ContractLineSetUp; setUp: ContractSetUp }) {
  const { t } = useTranslation();
  const wrong = setUp.checks.filter((check) => check.contract_line === line.form.id && !check.is_right).length;
  if (wrong > 0) {
    return (
      <Status shape="triangle" tone="amber">
        {t("set_up.line_missing", { count: wrong })}
      </Status>
    );
  }
  if (line.gaps.length > 0) {
    return (
      <Status shape="triangle" tone="amber">
        {t("set_up.line_gaps", { count: line.gaps.length })}
      </Status>
    );
  }
  return (
    <Status shape="ring-check" tone="green">
      {t("set_up.line_right")}
    </Status>
  );
}

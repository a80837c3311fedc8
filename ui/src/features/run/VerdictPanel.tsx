import { Button, CloseButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ShareExplanation, VerdictRow } from "../../bindings";
import { KeyCap } from "../../components/KeyCap";
import { Money } from "../../components/Money";
import { ProblemNotice } from "../../components/ProblemNotice";
import panel from "../../components/SidePanel.module.css";
import { SkeletonRows } from "../../components/Skeleton";
import { BillingStatusMark, ReasonShape } from "../../components/Status";
import { useFormat } from "../../lib/format";
import { asProblem } from "../../lib/ipc";
import { useExplanation } from "../../lib/queries";
import { useReadOnly } from "../../lib/readOnly";
import { VerdictMark } from "./VerdictMark";
import classes from "./VerdictPanel.module.css";
import { stepOf, writesBook } from "./verdictSteps";

/** A cursor that runs through the list asks only where it stops. */
const WAIT_MILLISECONDS = 90;

type VerdictPanelProps = { row: VerdictRow; onStep: (row: VerdictRow) => void; onClose: () => void };

/** One candidate: what the run decided and why, where it is now, and when it will be on an invoice. */
export function VerdictPanel({ row, onStep, onClose }: VerdictPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { off } = useReadOnly();
  const step = stepOf(row);
  return (
    <aside className={panel.panel} aria-label={t("why.panel")}>
      <div className={panel.part}>
        <div className={panel.top}>
          <span>{row.date !== null && format.weekday(row.date)}</span>
          <CloseButton aria-label={t("why.close")} onClick={onClose} />
        </div>
        <h2 className={panel.title}>
          {row.description ?? row.id ?? t("verdict.row_of", { date: row.date === null ? "" : format.date(row.date) })}
        </h2>
        {row.amount !== null && (
          <p className={classes.amount}>
            <Money amount={row.amount.amount} currency={row.amount.currency} strong />
          </p>
        )}
        <p className={classes.where}>
          <Link to="/contracts/$id" params={{ id: row.contract }}>
            {row.contract_name}
          </Link>
          {row.contract_line_name !== "" && `, ${row.contract_line_name}`}
        </p>
      </div>
      <section className={panel.part}>
        <h3 className={panel.question}>{t("verdict.what_became")}</h3>
        <VerdictMark verdict={row.verdict} />
        <p className={classes.answer}>{row.reason}</p>
        {step !== "why" && (
          <Button
            onClick={() => onStep(row)}
            rightSection={<KeyCap keys="S" />}
            aria-keyshortcuts="S"
            {...(writesBook(step) && off)}
          >
            {t(`verdict.step.${step}`)}
          </Button>
        )}
      </section>
      {row.id !== null && <Now id={row.id} customer={row.customer} />}
    </aside>
  );
}

/** Where the share is today, which may be further than the run left it. */
function Now({ id, customer }: { id: string; customer: string | null }) {
  const { t } = useTranslation();
  const [asked] = useDebouncedValue(id, WAIT_MILLISECONDS);
  const { data, error, refetch } = useExplanation(asked);
  const isHere = asked === id;
  const own = data?.shares.filter((one) => customer === null || one.customer === customer) ?? [];
  return (
    <section className={panel.part}>
      <h3 className={panel.question}>{t("verdict.now")}</h3>
      {isHere && error !== null ? (
        <ProblemNotice what={t("why.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : !isHere || data === undefined ? (
        <SkeletonRows rows={1} />
      ) : (
        own.map((one) => <ShareNow key={one.customer} share={one} />)
      )}
    </section>
  );
}

function ShareNow({ share }: { share: ShareExplanation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const next = share.next_run_date;
  return (
    <>
      <BillingStatusMark status={share.billing_status} />
      <p className={panel.reason}>
        <ReasonShape code={share.code} />
        <span>
          <strong>{t(`reason.${share.code}`)}.</strong> {share.text}
        </span>
      </p>
      {next !== null && (
        <p>
          <Link to="/run" search={{ date: next }}>
            {t("why.preview", { date: format.date(next) })}
          </Link>{" "}
          <span className={classes.note}>{format.distance(next)}</span>
        </p>
      )}
    </>
  );
}

import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RecentChange } from "../../bindings";
import { Empty } from "../../components/Empty";
import { LinkButton } from "../../components/LinkButton";
import { Amounts } from "../../components/Money";
import { PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import table from "../../components/Table.module.css";
import { useFormat } from "../../lib/format";
import { asProblem, ipc } from "../../lib/ipc";
import { useReadOnly } from "../../lib/readOnly";
import { listOf } from "../../lib/records";
import { asSentence } from "../../lib/sentence";
import { undoChange } from "../../lib/steps";
import { useSayUndone } from "../../lib/undo";
import classes from "./ChangesScreen.module.css";
import { useRecentChanges } from "./queries";

/** What persons changed lately, newest first, and the way back for each, or why there is none. */
export function ChangesScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data, error, refetch } = useRecentChanges();
  return (
    <>
      <PageHead title={t("changes.title")} />
      {error !== null ? (
        <ProblemNotice what={t("changes.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : data.rows.length === 0 ? (
        <Empty
          title={t("changes.empty_title")}
          action={
            <Button variant="filled" onClick={() => void navigate({ to: "/backlog" })}>
              {t("common.open_backlog")}
            </Button>
          }
        >
          {t("changes.empty_text")}
        </Empty>
      ) : (
        <div className={classes.page}>
          <table className={table.table} aria-label={t("changes.title")}>
            <thead>
              <tr>
                <th className={classes.first}>{t("changes.what")}</th>
                <th>{t("changes.where")}</th>
                <th className={table.end}>{t("changes.amount")}</th>
                <th>{t("changes.when")}</th>
                <th>{t("changes.back")}</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((change) => (
                <ChangeRow key={change.id} change={change} />
              ))}
            </tbody>
          </table>
          <p className={classes.note}>
            {data.has_more ? t("changes.more", { count: data.rows.length }) : t("changes.note")}
          </p>
        </div>
      )}
    </>
  );
}

function ChangeRow({ change }: { change: RecentChange }) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useSayUndone();
  const { off } = useReadOnly();
  const { kind, count, undo, taken_back_at, why_not } = change;
  const what = t(`changes.kind.${kind}`, { count, name: change.record?.name });
  return (
    <tr data-over={undo === null || undefined}>
      <td className={`${table.name} ${classes.first ?? ""}`}>{what}</td>
      <td className={classes.where}>
        <Where change={change} />
      </td>
      <td className={`${table.end} ${classes.amounts ?? ""}`}>
        <Amounts amounts={change.amounts} />
      </td>
      <td className={classes.when}>{format.instant(change.at)}</td>
      <td>
        {undo !== null ? (
          <LinkButton
            aria-label={t("changes.undo", { what })}
            onClick={() => undoChange({ text: what, change: undo, takeBack: () => ipc.undo(undo) }, say)}
            {...off}
          >
            {t("toast.undo")}
          </LinkButton>
        ) : taken_back_at !== null ? (
          <span className={classes.over}>{t("changes.taken_back", { at: format.instant(taken_back_at) })}</span>
        ) : (
          <span className={classes.over}>{asSentence(why_not ?? "")}</span>
        )}
      </td>
    </tr>
  );
}

/** The contract, or the list of set-up records, that a change is found in. */
function Where({ change: { contract, contract_name, contracts, record } }: { change: RecentChange }) {
  const { t } = useTranslation();
  if (contract !== null) {
    return (
      <Link to="/contracts/$id" params={{ id: contract }}>
        {contract_name}
      </Link>
    );
  }
  if (record?.kind === "company") {
    return <Link to="/settings/set-up/company">{t("setup.company")}</Link>;
  }
  if (contracts === 0) {
    const list = record === null || record.kind === null ? null : listOf(record.kind);
    return list === null ? (
      <Link to="/settings/set-up/$list" params={{ list: "holidays" }}>
        {t("setup.list.holidays")}
      </Link>
    ) : (
      <Link to="/settings/set-up/$list" params={{ list }}>
        {t(`setup.list.${list}`)}
      </Link>
    );
  }
  return contracts === 1 ? t("changes.no_contract") : t("changes.contracts", { count: contracts });
}

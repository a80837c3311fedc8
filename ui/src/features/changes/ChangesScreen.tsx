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
  const { kind, count, undo, contract, contract_name, taken_back_at, why_not } = change;
  const what = t(`changes.kind.${kind}`, { count });
  return (
    <tr data-over={undo === null || undefined}>
      <td className={`${table.name} ${classes.first ?? ""}`}>{what}</td>
      <td className={classes.where}>
        {contract === null ? (
          t("changes.contracts", { count: change.contracts })
        ) : (
          <Link to="/contracts/$id" params={{ id: contract }}>
            {contract_name}
          </Link>
        )}
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

import { Button, Modal } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CreatedDrafts } from "../bindings";
import { TodayContext, useFormat } from "../lib/format";
import { asProblem, ipc, type Problem } from "../lib/ipc";
import { EVERYTHING } from "../lib/queries";
import { asSentence } from "../lib/sentence";
import { beginStep } from "../lib/steps";
import { useChangeToast } from "../lib/undo";
import classes from "./CreateInvoicesDialog.module.css";
import { DateField } from "./DateField";
import dialog from "./Dialog.module.css";
import { Money } from "./Money";
import { Notice } from "./Notice";
import { SkeletonRows } from "./Skeleton";
import table from "./Table.module.css";

export type ContractName = { id: string; name: string };

type CreateInvoicesDialogProps = {
  /** Whose ready work; none where the dialog is closed. */
  contracts: readonly ContractName[] | null;
  onClose: () => void;
  onCreated?: (created: CreatedDrafts) => void;
};

/** Creates drafts for contracts at once, schedules ignored; shows them before anything is written. */
export function CreateInvoicesDialog({ contracts, onClose, onCreated }: CreateInvoicesDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={contracts !== null}
      onClose={onClose}
      title={t("create_now.title")}
      size="40rem"
      closeButtonProps={{ "aria-label": t("create_now.close") }}
    >
      {contracts !== null && <Body contracts={contracts} onClose={onClose} onCreated={onCreated} />}
    </Modal>
  );
}

type BodyProps = {
  contracts: readonly ContractName[];
  onClose: () => void;
  onCreated: ((created: CreatedDrafts) => void) | undefined;
};

function Body({ contracts, onClose, onCreated }: BodyProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const showChange = useChangeToast();
  const today = useContext(TodayContext) ?? "";
  const [through, setThrough] = useState(today);
  const ids = contracts.map((contract) => contract.id);
  const preview = useQuery({
    queryKey: ["preview-create", ids, through],
    queryFn: () => ipc.previewCreate(ids, through),
    meta: { tags: EVERYTHING },
  });
  const creating = useMutation<CreatedDrafts, Problem>({
    mutationFn: async () => {
      const doing = beginStep();
      try {
        const created = await ipc.createInvoices(ids, through);
        const { drafts, undo } = created;
        const detail = drafts
          .map(({ total, customer_name }) => `${customer_name} ${format.amount(total.amount)} ${total.currency}`)
          .slice(0, 3)
          .join(", ");
        const text = t("create_now.done", { count: drafts.length });
        showChange(text, { changed: drafts.length, amounts: [], undo }, { detail, doing });
        return created;
      } finally {
        doing.end();
      }
    },
    onSuccess: (created) => {
      onCreated?.(created);
      onClose();
    },
  });
  const drafts = preview.data?.drafts;
  const count = drafts?.length ?? 0;
  const [first] = contracts;
  const isOne = contracts.length === 1 && first !== undefined;
  const problem = preview.error === null ? creating.error : asProblem(preview.error);
  return (
    <div className={dialog.body}>
      <p className={dialog.about}>
        {isOne
          ? t("create_now.about", { name: first.name })
          : t("create_now.about_several", { count: contracts.length })}
      </p>
      <DateField
        className={classes.through}
        label={t("create_now.through")}
        value={through}
        onChange={(next) => next !== null && setThrough(next)}
        write={format.weekday}
      />
      <div className={classes.drafts}>
        {problem !== null ? (
          <Notice tone="red" shape="octagon" alert>
            <strong>{t("create_now.refused")}</strong> {asSentence(problem.message)}. {t("problem.untouched")}
          </Notice>
        ) : drafts === undefined ? (
          <SkeletonRows rows={2} />
        ) : drafts.length === 0 ? (
          <Notice tone="amber" shape="line" plain>
            <strong>{t("create_now.none_title")}.</strong>{" "}
            {isOne
              ? t("create_now.none", { name: first.name, date: format.weekday(through) })
              : t("create_now.none_several", { date: format.weekday(through) })}
          </Notice>
        ) : (
          <table className={table.table} aria-label={t("create_now.drafts")}>
            <thead>
              <tr>
                <th>{t("contracts.customer")}</th>
                <th>{t("contracts.contract")}</th>
                <th className={table.end}>{t("create_now.lines")}</th>
                <th className={table.end}>{t("invoices.total")}</th>
              </tr>
            </thead>
            <tbody>
              {drafts.map((draft) => (
                <tr key={`${draft.contract} ${draft.customer}`}>
                  <td className={table.name}>{draft.customer_name}</td>
                  <td>{draft.contract_name}</td>
                  <td className={table.end}>{format.count(draft.lines)}</td>
                  <td className={table.end}>
                    <Money amount={draft.total.amount} currency={draft.total.currency} strong />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <div className={dialog.foot}>
        <span className={dialog.hint}>{t("create_now.nothing_written")}</span>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button
          variant="filled"
          data-autofocus
          // It has the focus before there is something to create: one that is really off could not take it.
          {...(count === 0 && { "data-disabled": true, "aria-disabled": true })}
          loading={creating.isPending}
          onClick={() => count > 0 && creating.mutate()}
        >
          {count === 0 ? t("create_now.verb_none") : t("create_now.verb", { count })}
        </Button>
      </div>
    </div>
  );
}

import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ContractSetUp, ContractStatus } from "../../../bindings";
import { ConfirmDialog } from "../../../components/ConfirmDialog";
import { Icon } from "../../../components/Icon";
import { Notice } from "../../../components/Notice";
import { PageHead } from "../../../components/Page";
import { ContractStatusMark } from "../../../components/Status";
import { isFocusFree } from "../../../lib/focus";
import { ipc, type Problem } from "../../../lib/ipc";
import { useLeftLists } from "../../../lib/leftLists";
import { useReadOnly } from "../../../lib/readOnly";
import { asSentence } from "../../../lib/sentence";
import { showToast } from "../../../lib/toasts";
import { showDone } from "../../../lib/undo";
import { contractAddress } from "../contractFilter";
import { ActivateDialog } from "./ActivateDialog";
import { CopyDialog } from "./CopyDialog";
import { rightOnes } from "./Readiness";
import classes from "./SetUp.module.css";

type SetUpHeadProps = {
  id: string;
  setUp: ContractSetUp;
  isDirty: boolean;
  /** Called before the contract's page is left because it is there no longer. */
  onGone: () => void;
};

/** Where one is, how the contract stands, and what can be done with the whole of it. */
export function SetUpHead({ id, setUp, isDirty, onGone }: SetUpHeadProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const list = contractAddress(useLeftLists().contracts ?? {});
  const [open, setOpen] = useState<"activate" | "copy" | "delete" | null>(null);
  const { off } = useReadOnly();
  const more = useRef<HTMLButtonElement>(null);
  const shownStatus = useRef(setUp.status);
  useEffect(() => {
    if (shownStatus.current === setUp.status) return;
    shownStatus.current = setUp.status;
    // The button that activated it is gone.
    if (isFocusFree()) more.current?.focus();
  }, [setUp.status]);
  const openDialog = (which: "copy" | "delete") => {
    // The item of the menu is gone when the dialog gives the focus back.
    more.current?.focus();
    setOpen(which);
  };
  const { name } = setUp.form;
  const moving = useMutation<string | null, Problem, ContractStatus>({
    mutationFn: (status) => ipc.setContractStatus(id, status),
    onSuccess: (undo, status) => {
      setOpen(null);
      const was = setUp.status;
      const text = t(status === "closed" ? "set_up.closed" : was === "closed" ? "set_up.opened" : "set_up.activated", {
        name,
      });
      // Activating is for good: closing is the way out of it.
      showDone(text, undo);
    },
  });
  const deleting = useMutation<null, Problem>({
    mutationFn: () => ipc.deleteContract(id),
    onSuccess: () => {
      onGone();
      showToast({ text: t("set_up.deleted", { name }) });
      void navigate({ to: "/contracts", search: list, replace: true });
    },
  });
  const missing = setUp.checks.length - rightOnes(setUp.checks);
  const whyNot = isDirty ? t("set_up.save_first") : missing > 0 ? t("set_up.missing", { count: missing }) : null;
  return (
    <>
      <PageHead
        crumb={
          <>
            <Link to="/contracts" search={list} data-short>
              {t("contracts.title")}
            </Link>{" "}
            ›{" "}
            <Link to="/contracts/$id" params={{ id }} title={name}>
              {name}
            </Link>
          </>
        }
        title={t("set_up.title")}
        beside={<ContractStatusMark status={setUp.status} />}
        actions={
          <>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button ref={more} rightSection={<Icon of={IconChevronDown} />}>
                  {t("set_up.more")}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  onClick={() => void navigate({ to: "/contracts/$id", params: { id }, search: { tab: "history" } })}
                >
                  {t("history.open")}
                </Menu.Item>
                <Menu.Item onClick={() => openDialog("copy")} {...off}>
                  {t("set_up.copy")}
                </Menu.Item>
                {setUp.status === "active" && (
                  <Menu.Item onClick={() => moving.mutate("closed")} {...off}>
                    {t("set_up.close")}
                    <span className={classes.menuNote}>{t("set_up.close_note")}</span>
                  </Menu.Item>
                )}
                {setUp.status === "closed" && (
                  <Menu.Item onClick={() => moving.mutate("active")} {...off}>
                    {t("set_up.open_again")}
                  </Menu.Item>
                )}
                <Menu.Item
                  disabled={setUp.not_deletable !== null}
                  onClick={() => {
                    deleting.reset();
                    openDialog("delete");
                  }}
                  {...off}
                >
                  {t("set_up.delete")}
                  {setUp.not_deletable !== null && (
                    <span className={classes.menuNote}>{asSentence(setUp.not_deletable)}.</span>
                  )}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
            {setUp.status === "draft" && (
              <>
                {whyNot !== null && (
                  <span id="why-not-activate" className={classes.beside}>
                    {whyNot}
                  </span>
                )}
                <Button
                  variant={isDirty ? "default" : "filled"}
                  disabled={whyNot !== null}
                  aria-describedby={whyNot === null ? undefined : "why-not-activate"}
                  onClick={() => {
                    moving.reset();
                    setOpen("activate");
                  }}
                  {...off}
                >
                  {t("set_up.activate")}
                </Button>
              </>
            )}
          </>
        }
      />
      {moving.error !== null && open !== "activate" && (
        <Notice tone="red" shape="octagon" alert>
          <strong>{t("set_up.not_moved")}</strong> {asSentence(moving.error.message)}. {t("problem.untouched")}
        </Notice>
      )}
      <ActivateDialog
        opened={open === "activate"}
        setUp={setUp}
        isBusy={moving.isPending}
        problem={moving.error}
        onActivate={() => moving.mutate("active")}
        onClose={() => {
          moving.reset();
          setOpen(null);
        }}
      />
      <CopyDialog opened={open === "copy"} id={id} name={name} onClose={() => setOpen(null)} />
      <ConfirmDialog
        opened={open === "delete"}
        title={t("set_up.delete_title", { name })}
        verb={t("set_up.delete")}
        isBusy={deleting.isPending}
        problem={deleting.error}
        onConfirm={() => deleting.mutate()}
        onClose={() => setOpen(null)}
      >
        {t("set_up.delete_about", { count: setUp.lines.length })}
      </ConfirmDialog>
    </>
  );
}

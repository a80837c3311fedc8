import { Menu } from "@mantine/core";
import { IconDoorExit, IconSelector } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { BookHeader } from "../bindings";
import { Icon } from "../components/Icon";
import { Mark } from "../components/Mark";
import { ThemeItems } from "../components/ThemeItems";
import { forgetRun } from "../features/run/runStore";
import { asProblem, ipc } from "../lib/ipc";
import { showToast } from "../lib/toasts";
import classes from "./BookMenu.module.css";

/** The open book, and what concerns it as a whole. */
export function BookMenu({ book }: { book: BookHeader | undefined }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const close = async () => {
    try {
      await ipc.closeBook();
    } catch (thrown) {
      showToast({ text: t("book.not_closed"), detail: asProblem(thrown).message, tone: "notice" });
      return;
    }
    // What the last run of this book did says nothing about the next book.
    forgetRun();
    await navigate({ to: "/" });
    client.clear();
  };
  return (
    <Menu position="bottom-start" width="target">
      <Menu.Target>
        <button type="button" className={classes.book} title={t("book.menu")}>
          <Mark />
          <span className={classes.text}>
            <span className={classes.name}>{book?.name}</span>{" "}
            <span className={classes.company}>{book?.company_name}</span>
          </span>
          <span className={classes.more}>
            <Icon of={IconSelector} />
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("theme.label")}</Menu.Label>
        <ThemeItems />
        <Menu.Divider />
        <Menu.Item leftSection={<Icon of={IconDoorExit} />} onClick={() => void close()}>
          {t("book.close")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

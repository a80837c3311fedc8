import { Menu } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconArrowBackUp, IconDoorExit, IconSelector } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { BookHeader } from "../bindings";
import { Icon } from "../components/Icon";
import { Mark } from "../components/Mark";
import { ThemeItems } from "../components/ThemeItems";
import { useCloseBook } from "../components/useCloseBook";
import classes from "./BookMenu.module.css";

/** The open book, and what concerns it as a whole. */
export function BookMenu({ book, onView }: { book: BookHeader | undefined; onView: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const closeBook = useCloseBook();
  const target = useRef<HTMLButtonElement>(null);
  const close = () => {
    // The item of the menu is gone when what is asked first gives the focus back.
    target.current?.focus();
    void closeBook();
  };
  return (
    <Menu position="bottom-start" width="target">
      <Menu.Target>
        <button ref={target} type="button" className={classes.book} title={t("book.menu")}>
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
        <Menu.Item leftSection={<Icon of={IconAdjustmentsHorizontal} />} onClick={onView}>
          {t("view.open")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon of={IconArrowBackUp} />} onClick={() => void navigate({ to: "/changes" })}>
          {t("changes.show")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon of={IconDoorExit} />} onClick={close}>
          {t("book.close")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

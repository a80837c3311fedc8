import { Menu, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./ThemeChoice.module.css";
import { ThemeItems } from "./ThemeItems";

/** The theme as a word that opens its choices; belongs inside a menu. */
export function ThemeChoice() {
  const { t } = useTranslation();
  const { colorScheme } = useMantineColorScheme();
  const word = t(`theme.${colorScheme}`);
  return (
    <>
      <Menu.Target>
        <button type="button" className={classes.choice} aria-label={t("theme.choose", { theme: word })}>
          {word}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <ThemeItems />
      </Menu.Dropdown>
    </>
  );
}

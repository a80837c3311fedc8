import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon";

export const themes: readonly MantineColorScheme[] = ["auto", "light", "dark"];

/** System, light or dark, as items of a menu. */
export function ThemeItems() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return themes.map((theme) => (
    <Menu.Item
      key={theme}
      role="menuitemradio"
      aria-checked={theme === colorScheme}
      closeMenuOnClick={false}
      onClick={() => setColorScheme(theme)}
      rightSection={theme === colorScheme ? <Icon of={IconCheck} /> : null}
    >
      {t(`theme.${theme}`)}
    </Menu.Item>
  ));
}

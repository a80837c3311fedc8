import { Button, Menu } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ColumnChoice } from "../lib/columns";
import { Icon } from "./Icon";

type ColumnChooserProps = {
  /** Those that may be hidden, in the order of the list. */
  columns: readonly { id: string; header: string }[];
  choice: ColumnChoice;
};

/** Which columns of a list are shown. `useColumnChoice` remembers them; `choice.hidden` goes into `DataGrid`. */
export function ColumnChooser({ columns, choice }: ColumnChooserProps) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="subtle" leftSection={<Icon of={IconColumns3} />}>
          {t("columns.button")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("columns.label")}</Menu.Label>
        {columns.map((column) => (
          <Menu.CheckboxItem
            key={column.id}
            checked={!choice.hidden.has(column.id)}
            onChange={() => choice.toggle(column.id)}
          >
            {column.header}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item disabled={!choice.isChosen} onClick={choice.reset}>
          {t("columns.reset")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

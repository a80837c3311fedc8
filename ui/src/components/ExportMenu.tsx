import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ListFormat, ListToExport } from "../bindings";
import { ipc, type Problem } from "../lib/ipc";
import { asSentence } from "../lib/sentence";
import { showToast } from "../lib/toasts";
import classes from "./ExportMenu.module.css";
import { Icon } from "./Icon";
import { Notice } from "./Notice";

const formats: readonly ListFormat[] = ["csv", "xlsx"];

export type ListExport = UseMutationResult<void, Problem, { list: ListToExport; format: ListFormat }>;

/** Writes a list to a file that the user names and says where it went; a closed native dialog says nothing. */
export function useListExport(): ListExport {
  const { t } = useTranslation();
  return useMutation({
    mutationFn: async ({ list, format }) => {
      const result = await ipc.exportList(list, format);
      if (result === null) return;
      showToast({
        text: t(`export.list_done.${format}`),
        detail: t("export.where", { name: result.name, place: result.place }),
      });
    },
  });
}

type ExportMenuProps = {
  exporting: ListExport;
  /** The list as it stands on the screen. */
  list: ListToExport;
  disabled?: boolean;
};

/** Exports a list whole, beyond what is on the screen. `ExportProblem` says in its place why it did not work. */
export function ExportMenu({ exporting, list, disabled = false }: ExportMenuProps) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          leftSection={<Icon of={IconDownload} />}
          loading={exporting.isPending}
          disabled={disabled}
        >
          {t("export.list")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => exporting.mutate({ list, format })}>
            {t(`export.as.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Why a list was not exported, above the list. */
export function ExportProblem({ exporting }: { exporting: ListExport }) {
  const { t } = useTranslation();
  if (exporting.error === null) return null;
  return (
    <div className={classes.problem}>
      <Notice tone="red" shape="octagon" alert>
        <strong>{t("export.failed")}</strong> {asSentence(exporting.error.message)}. {t("problem.untouched")}
      </Notice>
    </div>
  );
}

import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Icon } from "../../components/Icon";
import { ipc, type Problem } from "../../lib/ipc";
import { showToast } from "../../lib/toasts";

/** Writes every error to a file that the user names, also those beyond what is shown; a closed dialog says nothing. */
export function useErrorsExport(chosen: number) {
  const { t } = useTranslation();
  return useMutation<void, Problem>({
    mutationFn: async () => {
      const result = await ipc.exportImportErrors(chosen);
      if (result === null) return;
      showToast({
        text: t("import.errors_exported"),
        detail: t("export.where", { name: result.name, place: result.place }),
      });
    },
  });
}

type ErrorsExportProps = { exporting: ReturnType<typeof useErrorsExport>; disabled: boolean };

export function ErrorsExport({ exporting, disabled }: ErrorsExportProps) {
  const { t } = useTranslation();
  return (
    <Button
      size="xs"
      variant="subtle"
      leftSection={<Icon of={IconDownload} />}
      loading={exporting.isPending}
      disabled={disabled}
      onClick={() => exporting.mutate()}
    >
      {t("import.export_errors")}
    </Button>
  );
}

// The stand-in's answers for exportPdf, exportList, exportImportErrors, cancelExport.
import type { Answers, World } from "./world";

export function exportAnswers(
  world: World,
): Answers<"exportPdf" | "exportList" | "exportImportErrors" | "cancelExport"> {
  const { exported, pause, sendExport } = world;
  let cancelled = false;
  return {
    exportPdf: async (ids) => {
      if (exported === null) return null;
      cancelled = false;
      let done = 0;
      for (const _id of ids) {
        if (cancelled) break;
        done++;
        sendExport({ done, total: ids.length });
        await pause?.();
      }
      return exported ?? { files: done, name: "Adatum 2020-10-05.pdf", place: "Documents/Billing" };
    },
    exportList: ({ list }, format) =>
      exported === null ? null : { files: 1, name: `${list}.${format}`, place: "Documents/Billing" },
    exportImportErrors: () =>
      exported === null ? null : { files: 1, name: "Errors in hours.csv", place: "Documents/Billing" },
    cancelExport: () => {
      cancelled = true;
      return null;
    },
  };
}

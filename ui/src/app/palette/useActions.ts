import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import {
  IconAdjustmentsHorizontal,
  IconAlertOctagon,
  IconArrowBackUp,
  IconArrowLeft,
  IconArrowRight,
  IconCalendarX,
  IconContrast,
  IconDatabase,
  IconDoorExit,
  IconDownload,
  IconEye,
  IconFileInvoice,
  IconFilePlus,
  IconInbox,
  IconKeyboard,
  IconMoon,
  IconPlayerPlay,
  IconPlus,
  IconRefresh,
  IconRowInsertBottom,
  IconTextDecrease,
  IconTextIncrease,
  IconTextSize,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ListToExport } from "../../bindings";
import { useListExport } from "../../components/ExportMenu";
import { useCloseBook } from "../../components/useCloseBook";
import { useRunCalendar } from "../../features/run/queries";
import { useFormat } from "../../lib/format";
import { useWays } from "../../lib/history";
import { useLeftLists } from "../../lib/leftLists";
import { useReadOnly } from "../../lib/readOnly";
import { recordLists } from "../../lib/records";
import { wholeBacklog } from "../../lib/shares";
import { useCanUndo } from "../../lib/steps";
import { useUndo } from "../../lib/undo";
import { changeView, stepTextSize, useViewSettings } from "../../lib/viewSettings";
import { screenLink, screens } from "../screens";
import { useGoBackAndForward } from "../useHistoryKeys";
import type { PaletteRow } from "./rows";
import { useJobActions } from "./useJobActions";

export type PaletteAction = PaletteRow & {
  /** Other words that people type for it. */
  words?: string;
};

export type OtherLayers = { onKeys: () => void; onView: () => void };

const lists = {
  contracts: {
    list: "contracts",
    status: null,
    trouble: null,
    currency: null,
    search: "",
    sort: "name",
    descending: false,
  },
  backlog: { list: "backlog", filter: wholeBacklog, sort: "contract", descending: false },
  invoices: {
    list: "invoices",
    status: null,
    contract: null,
    customer: null,
    from: null,
    to: null,
    search: "",
    sort: "date",
    descending: true,
  },
  process_runs: { list: "process_runs" },
  radar: { list: "radar", stale_days: null },
} as const satisfies Record<string, ListToExport>;

function useGoing(): PaletteAction[] {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { data } = useRunCalendar();
  const left = useLeftLists();
  const going = screens.map(
    ({ to, word, icon, key }): PaletteAction => ({
      id: `go ${word}`,
      icon,
      title: t("palette.go", { screen: t(`nav.${word}`) }),
      ...(word === "import" && { words: t("import.words") }),
      keys: `G ${key.toUpperCase()}`,
      open: () => void navigate(screenLink(to, left)),
    }),
  );
  const date = data?.suggested_date;
  const run = (id: "preview" | "run", icon: PaletteRow["icon"]): PaletteAction[] =>
    date === undefined
      ? []
      : [
          {
            id: `${id} date`,
            icon,
            title: t(`palette.${id}_date`, { date: format.dayAndMonth(date) }),
            note: id === "run" ? t("palette.run_note") : format.distance(date),
            open: () => void navigate({ to: "/run", search: { date } }),
          },
        ];
  return [
    ...run("preview", IconEye),
    ...run("run", IconPlayerPlay),
    {
      id: "drafts",
      icon: IconFileInvoice,
      title: t("palette.drafts"),
      words: t("palette.words.drafts"),
      open: () => void navigate({ to: "/invoices", search: { status: "draft" } }),
    },
    {
      id: "not ready",
      icon: IconInbox,
      title: t("palette.not_ready"),
      open: () => void navigate({ to: "/backlog", search: { status: "not_ready" } }),
    },
    {
      id: "missed",
      icon: IconCalendarX,
      title: t("missed.show"),
      words: t("missed.words"),
      open: () => void navigate({ to: "/missed" }),
    },
    {
      id: "parked",
      icon: IconAlertOctagon,
      title: t("parked.show"),
      words: t("parked.words"),
      open: () => void navigate({ to: "/parked" }),
    },
    ...going,
  ];
}

function useSetUp(): PaletteAction[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { why, unless } = useReadOnly();
  const words = t("palette.words.set_up");
  const lists = (Object.keys(recordLists) as (keyof typeof recordLists)[]).flatMap((list): PaletteAction[] => [
    {
      id: `set up ${list}`,
      icon: IconDatabase,
      title: t("palette.set_up", { what: t(`setup.list.${list}`) }),
      words,
      open: () => void navigate({ to: "/settings/set-up/$list", params: { list } }),
    },
    {
      id: `new ${list}`,
      icon: IconPlus,
      title: t(`setup.new.${list}`),
      note: why ?? undefined,
      words,
      open: unless(() => void navigate({ to: "/settings/set-up/$list", params: { list }, search: { new: true } })),
    },
  ]);
  return [
    {
      id: "set up company",
      icon: IconDatabase,
      title: t("palette.set_up", { what: t("setup.company") }),
      words,
      open: () => void navigate({ to: "/settings/set-up/company" }),
    },
    ...lists,
  ];
}

function useLook(): PaletteAction[] {
  const { t } = useTranslation();
  const settings = useViewSettings();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const words = t("palette.words.look");
  const themes: MantineColorScheme[] = ["light", "dark", "auto"];
  const has = { contrast: settings.contrast === "more", motion: settings.motion === "reduced" };
  const isCompact = settings.density === "compact";
  return [
    ...themes
      .filter((theme) => theme !== colorScheme)
      .map(
        (theme): PaletteAction => ({
          id: `theme ${theme}`,
          icon: IconMoon,
          title: t(`palette.theme.${theme}`),
          words,
          open: () => setColorScheme(theme),
        }),
      ),
    {
      id: "text larger",
      icon: IconTextIncrease,
      title: t("view.larger"),
      words,
      keys: "Mod +",
      open: () => stepTextSize(1),
    },
    {
      id: "text smaller",
      icon: IconTextDecrease,
      title: t("view.smaller"),
      words,
      keys: "Mod −",
      open: () => stepTextSize(-1),
    },
    {
      id: "text usual",
      icon: IconTextSize,
      title: t("palette.text_usual"),
      words,
      keys: "Mod 0",
      open: () => changeView({ textSize: 100 }),
    },
    {
      id: "contrast",
      icon: IconContrast,
      title: t(has.contrast ? "palette.contrast_off" : "palette.contrast_on"),
      words,
      open: () => changeView({ contrast: has.contrast ? "system" : "more" }),
    },
    {
      id: "motion",
      icon: IconRefresh,
      title: t(has.motion ? "palette.motion_off" : "palette.motion_on"),
      words,
      open: () => changeView({ motion: has.motion ? "system" : "reduced" }),
    },
    {
      id: "density",
      icon: IconRowInsertBottom,
      title: t(isCompact ? "palette.comfortable" : "palette.compact"),
      words,
      open: () => changeView({ density: isCompact ? "comfortable" : "compact" }),
    },
  ];
}

function useExports(): PaletteAction[] {
  const { t } = useTranslation();
  const exporting = useListExport();
  return (Object.keys(lists) as (keyof typeof lists)[]).map((name) => {
    const write = (format: "csv" | "xlsx") => () => exporting.mutate({ list: lists[name], format });
    return {
      id: `export ${name}`,
      icon: IconDownload,
      title: t(`palette.export.${name}`),
      note: t("palette.export_note"),
      words: "CSV XLSX",
      open: write("xlsx"),
      actions: (["xlsx", "csv"] as const).map((format) => ({
        id: format,
        icon: IconDownload,
        title: t(`export.as.${format}`),
        open: write(format),
      })),
    };
  });
}

/** Everything that can be done from anywhere, by words. */
export function useActions({ onKeys, onView }: OtherLayers): PaletteAction[] {
  const { t } = useTranslation();
  const going = useGoing();
  const jobs = useJobActions();
  const look = useLook();
  const setUp = useSetUp();
  const exports = useExports();
  const { canGoBack, canGoForward } = useWays();
  const { back, forward } = useGoBackAndForward();
  const canUndo = useCanUndo();
  const undo = useUndo();
  const navigate = useNavigate();
  const closeBook = useCloseBook();
  const { why, unless } = useReadOnly();
  const all: (PaletteAction | false)[] = [
    ...going,
    {
      id: "new contract",
      icon: IconFilePlus,
      title: t("set_up.new_contract"),
      note: why ?? undefined,
      words: t("set_up.palette_words"),
      open: unless(() => void navigate({ to: "/new-contract" })),
    },
    canGoBack && { id: "back", icon: IconArrowLeft, title: t("nav.back"), keys: "Alt ←", open: back },
    canGoForward && { id: "forward", icon: IconArrowRight, title: t("nav.forward"), keys: "Alt →", open: forward },
    canUndo && { id: "undo", icon: IconArrowBackUp, title: t("toast.undo"), keys: "Mod Z", open: undo.latest },
    {
      id: "changes",
      icon: IconArrowBackUp,
      title: t("changes.show"),
      words: t("palette.words.changes"),
      keys: "G U",
      open: () => void navigate({ to: "/changes" }),
    },
    ...jobs,
    ...setUp,
    ...exports,
    ...look,
    {
      id: "view",
      icon: IconAdjustmentsHorizontal,
      title: t("palette.view"),
      words: t("palette.words.view"),
      open: onView,
    },
    { id: "keys", icon: IconKeyboard, title: t("palette.keys"), keys: "?", open: onKeys },
    { id: "close", icon: IconDoorExit, title: t("book.close"), open: closeBook },
  ];
  return all
    .filter((action) => action !== false)
    .map((action) => ({ ...action, choice: { kind: "action", id: action.id } }));
}

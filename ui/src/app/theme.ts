import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, type MantineTheme } from "@mantine/core";
import type { KeyboardEvent } from "react";
import controls from "./controls.module.css";

const accent: MantineColorsTuple = [
  "#EAEFFC",
  "#D2DCF8",
  "#AEBFF1",
  "#8FA4E8",
  "#748DDF",
  "#4F70D4",
  "#2B50C7",
  "#2443A8",
  "#1D3687",
  "#141C3A",
];
const gray: MantineColorsTuple = [
  "#FBFAF8",
  "#F7F6F3",
  "#F4F2EE",
  "#E8E5DF",
  "#D5D1C9",
  "#8F8A82",
  "#6E6860",
  "#57524A",
  "#2F2D29",
  "#1D1B18",
];
const dark: MantineColorsTuple = [
  "#EDEAE4",
  "#B9B3A9",
  "#9A9388",
  "#7D776D",
  "#413E39",
  "#2F2D29",
  "#242220",
  "#1B1A18",
  "#181715",
  "#141312",
];

/** A closed dialog is gone at once: while it faded, the window would take no key, as if it were still open. */
export const dialogFade = { transition: "fade", duration: 160, exitDuration: 0 } as const;

/** Tab takes what is highlighted in an open list, as Enter does, and goes on: a code is typed and left. */
function takeOnTab(event: KeyboardEvent<HTMLInputElement>): void {
  const list = event.currentTarget.getAttribute("aria-controls");
  if (event.key !== "Tab" || list === null) return;
  document.getElementById(list)?.querySelector<HTMLElement>("[data-combobox-selected]")?.click();
}

export const theme = createTheme({
  colors: { accent, gray, dark },
  primaryColor: "accent",
  primaryShade: 6,
  fontFamily: '"Inter Variable", sans-serif',
  defaultRadius: 6,
  fontSizes: { xs: "0.71875rem", sm: "0.8125rem", md: "0.8125rem", lg: "0.9375rem", xl: "1.125rem" },
  focusRing: "never",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: {
      // A button at work looks as one that is off; what turns on it must be seen.
      defaultProps: { size: "sm", variant: "default", loaderProps: { color: "var(--text-2)" } },
      classNames: { root: controls.button, label: controls.buttonLabel },
      vars: (_theme: MantineTheme, props: { variant?: string }) => ({
        root: {
          "--button-height": "var(--height-control)",
          "--button-padding-x": "var(--space-12)",
          "--button-fz": "var(--size-body)",
          "--button-color":
            props.variant === "filled"
              ? "var(--on-accent)"
              : props.variant === "subtle"
                ? "var(--text-2)"
                : "var(--text)",
          "--button-hover": props.variant === "filled" ? "var(--accent-hover)" : "var(--hover)",
        },
      }),
    },
    TextInput: { defaultProps: { size: "sm" } },
    // A list that opens when its field is passed by hides what comes next.
    Select: { defaultProps: { size: "sm", openOnFocus: false, onKeyDown: takeOnTab } },
    Input: { classNames: { input: controls.input } },
    InputWrapper: {
      classNames: { label: controls.label, description: controls.description, error: controls.error },
    },
    Menu: {
      // The place that holds the focus at first would be no item of the menu: its first item holds it.
      defaultProps: { shadow: "none", withinPortal: true, hideDetached: false, withInitialFocusPlaceholder: false },
      classNames: { dropdown: controls.float, item: controls.item },
    },
    Popover: { classNames: { dropdown: controls.float } },
    Combobox: { classNames: { option: controls.item } },
    SegmentedControl: {
      defaultProps: { size: "sm", withItemsBorders: false },
      classNames: { root: controls.segments, indicator: controls.segmentChosen, label: controls.segment },
    },
    Checkbox: { classNames: { input: controls.checkBox } },
    Switch: { classNames: { track: controls.track } },
    CloseButton: { defaultProps: { iconSize: "1rem" } },
    Tooltip: { defaultProps: { openDelay: 400 }, classNames: { tooltip: controls.tooltip } },
    Modal: {
      defaultProps: { centered: true, transitionProps: dialogFade },
      classNames: {
        overlay: controls.scrim,
        content: controls.dialog,
        header: controls.dialogHeader,
        title: controls.dialogTitle,
        body: controls.dialogBody,
      },
    },
  },
});

/** Mantine's own names for colours, answered from the tokens, so that dark needs no second set of rules. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const both = {
    "--mantine-color-body": "var(--surface)",
    "--mantine-color-text": "var(--text)",
    "--mantine-color-dimmed": "var(--text-3)",
    "--mantine-color-placeholder": "var(--text-3)",
    "--mantine-color-error": "var(--red-text)",
    "--mantine-color-anchor": "var(--accent)",
    "--mantine-color-default": "var(--raised)",
    "--mantine-color-default-hover": "var(--hover)",
    "--mantine-color-default-color": "var(--text)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-primary-color-filled": "var(--accent)",
    "--mantine-primary-color-filled-hover": "var(--accent-hover)",
    "--mantine-primary-color-contrast": "var(--on-accent)",
    "--mantine-primary-color-light": "var(--selected)",
    "--mantine-primary-color-light-hover": "var(--selected)",
    "--mantine-primary-color-light-color": "var(--accent)",
    "--mantine-color-accent-filled": "var(--accent)",
    "--mantine-color-accent-filled-hover": "var(--accent-hover)",
    "--mantine-color-accent-light": "var(--selected)",
    "--mantine-color-accent-light-color": "var(--accent)",
  };
  return { variables: {}, light: both, dark: both };
};

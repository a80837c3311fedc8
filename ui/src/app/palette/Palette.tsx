import { Modal } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { BookHeader } from "../../bindings";
import { dialogFade } from "../theme";
import classes from "./Palette.module.css";
import { PaletteBody } from "./PaletteBody";
import { rememberChoice } from "./recent";
import type { Choice, PaletteRow } from "./rows";
import type { OtherLayers } from "./useActions";

type PaletteProps = OtherLayers & { book: BookHeader; opened: boolean; onClose: () => void };

/** The list scrolls, the dialog does not. */
function Whole({ children }: { children?: ReactNode }) {
  return children;
}

/** The field that the page begins with, or the page. */
function firstOfPage(): Element | null {
  const page = document.getElementById("content");
  const focused = document.activeElement;
  if (focused instanceof HTMLInputElement && page?.contains(focused)) return focused;
  return page?.querySelector("[data-autofocus]") ?? page;
}

/** Finds anything in the book, and everything that can be done. */
export function Palette({ book, opened, onClose, ...layers }: PaletteProps) {
  const { t } = useTranslation();
  const { history } = useRouter();
  const cameFrom = useRef<Element | null>(null);
  useEffect(() => {
    if (opened) cameFrom.current = document.activeElement;
  }, [opened]);
  const focusLater = (element: () => Element | null) =>
    // After the dialog has let go of the focus.
    setTimeout(() => {
      const target = element();
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    });
  const close = () => {
    onClose();
    focusLater(() => cameFrom.current);
  };
  const choose = async (row: PaletteRow, choice: Choice | undefined) => {
    if (choice !== undefined) rememberChoice(book, choice);
    const before = history.location.href;
    close();
    await row.open();
    // A new page is read from its beginning, unless it begins with a field.
    if (history.location.href !== before) focusLater(firstOfPage);
  };
  return (
    <Modal.Root
      opened={opened}
      onClose={close}
      size="40rem"
      yOffset="7rem"
      centered={false}
      returnFocus={false}
      transitionProps={dialogFade}
      classNames={{ content: classes.dialog ?? "", overlay: classes.scrim ?? "" }}
      scrollAreaComponent={Whole}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t("palette.title")}>
        <PaletteBody book={book} layers={layers} onChoose={(row, choice) => void choose(row, choice)} onClose={close} />
      </Modal.Content>
    </Modal.Root>
  );
}

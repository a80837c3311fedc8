import { IconChevronRight, IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BookHeader } from "../../bindings";
import { Icon } from "../../components/Icon";
import { Cap } from "../../components/KeyCap";
import { fitsWords } from "../../lib/emphasis";
import { useDelayed } from "../../lib/useDelayed";
import classes from "./Palette.module.css";
import { PaletteFoot } from "./PaletteFoot";
import { PaletteList, rowElementId } from "./PaletteList";
import { PaletteNothing, PaletteProblem, PaletteWaiting } from "./PaletteStates";
import type { Choice, PaletteGroup, PaletteRow } from "./rows";
import type { OtherLayers } from "./useActions";
import { usePalette } from "./usePalette";

type PaletteBodyProps = {
  book: BookHeader;
  layers: OtherLayers;
  /** With what to offer again. */
  onChoose: (row: PaletteRow, choice: Choice | undefined) => void;
  onClose: () => void;
};

/** One field over a list; the list of a row's actions lies over that of the rows. */
export function PaletteBody({ book, layers, onChoose, onClose }: PaletteBodyProps) {
  const { t } = useTranslation();
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [of, setOf] = useState<{ row: PaletteRow; typed: string } | null>(null);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [wantsFirst, setWantsFirst] = useState(false);
  const palette = usePalette(book, typed, layers);
  const { isSettled } = palette;
  const groups = of === null ? palette.groups : actionsOf(of.row, of.typed);
  const rows = groups.flatMap((group) => group.rows);
  const cursor = rows.find((row) => row.id === chosen) ?? rows[0];
  const searched = of === null ? palette.text : of.typed.trim();
  const isLate = useDelayed(of === null && !isSettled);

  const open = (row: PaletteRow) => onChoose(row, of === null ? row.choice : of.row.choice);
  const firstRow = rows[0];
  useEffect(() => {
    // Enter was pressed before the answer to what is typed was there: it means the first of that answer.
    if (!wantsFirst || !isSettled) return;
    setWantsFirst(false);
    if (firstRow !== undefined) onChoose(firstRow, firstRow.choice);
  }, [wantsFirst, isSettled, firstRow, onChoose]);

  const type = (text: string) => {
    setChosen(undefined);
    setWantsFirst(false);
    if (of === null) setTyped(text);
    else setOf({ ...of, typed: text });
  };
  const showActions = () => {
    if (of !== null || cursor?.actions === undefined) return;
    setOf({ row: cursor, typed: "" });
    setChosen(undefined);
    field.current?.focus();
  };
  const back = () => {
    if (of === null) {
      onClose();
      return;
    }
    setChosen(of.row.id);
    setOf(null);
    field.current?.focus();
  };
  const move = (by: number) => {
    const at = rows.findIndex((row) => row.id === cursor?.id);
    setChosen(rows[(at + by + rows.length) % rows.length]?.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape") back();
    else if (event.key === "Backspace" && of !== null && of.typed === "") back();
    else if (event.key === "Tab" && event.shiftKey && of !== null) back();
    else if (event.key === "Tab" && !event.shiftKey && of === null && cursor?.actions !== undefined) showActions();
    else if (event.key === "Enter") {
      if (of === null && !isSettled && chosen === undefined) setWantsFirst(true);
      else if (cursor !== undefined) open(cursor);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const label = of === null ? t("palette.title") : t("palette.actions_of", { name: of.row.title });
  return (
    <>
      <div className={classes.head}>
        <span className={classes.glass}>
          <Icon of={IconSearch} />
        </span>
        {of !== null && (
          <span className={classes.of} aria-hidden="true">
            <span className={classes.ofName}>{of.row.title}</span>
            <Icon of={IconChevronRight} />
          </span>
        )}
        <input
          ref={field}
          type="text"
          role="combobox"
          className={classes.field}
          aria-label={label}
          aria-expanded={rows.length > 0}
          aria-controls={listId}
          aria-activedescendant={cursor === undefined ? undefined : rowElementId(listId, cursor)}
          aria-autocomplete="list"
          aria-description={of === null && cursor?.actions !== undefined ? t("palette.tab_hint") : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={of === null ? t("palette.placeholder") : undefined}
          data-autofocus
          // Esc goes back one step here; the dialog alone would close.
          data-mantine-stop-propagation
          value={of === null ? typed : of.typed}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button type="button" className={classes.escape} onClick={back}>
          <span className={classes.unseen}>{of === null ? t("palette.close") : t("palette.back")}</span>
          <Cap keys="Esc" />
        </button>
      </div>
      {of === null && palette.problem !== null && <PaletteProblem problem={palette.problem} onRetry={palette.retry} />}
      {rows.length > 0 && (
        <PaletteList
          id={listId}
          label={label}
          groups={groups}
          searched={searched}
          cursor={cursor?.id}
          onCursor={(row) => setChosen(row.id)}
          onOpen={open}
        />
      )}
      {rows.length === 0 && isLate && <PaletteWaiting />}
      {rows.length === 0 && (of !== null || isSettled) && palette.problem === null && (
        <PaletteNothing searched={searched} isOfActions={of !== null} />
      )}
      <div role="status" className={classes.unseen}>
        {isSettled && searched !== "" && t("palette.count", { count: rows.length })}
      </div>
      <PaletteFoot isLate={isLate} onActions={cursor?.actions === undefined || of !== null ? undefined : showActions} />
    </>
  );
}

function actionsOf(row: PaletteRow, typed: string): PaletteGroup[] {
  const rows = (row.actions ?? []).filter((action) => fitsWords(action.title, typed));
  return rows.length === 0 ? [] : [{ name: "actions", rows }];
}

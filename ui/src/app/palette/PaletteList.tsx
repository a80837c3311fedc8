import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Emphasised } from "../../components/Emphasised";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import classes from "./Palette.module.css";
import type { PaletteGroup, PaletteRow } from "./rows";

type PaletteListProps = {
  id: string;
  label: string;
  groups: readonly PaletteGroup[];
  searched: string;
  /** The id of the chosen row. */
  cursor: string | undefined;
  onCursor: (row: PaletteRow) => void;
  onOpen: (row: PaletteRow) => void;
};

/** What can be chosen, by kind. The field keeps the focus and names the row that is chosen. */
export function PaletteList({ id, label, groups, searched, cursor, onCursor, onOpen }: PaletteListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (cursor === undefined) return;
    const row = list.current?.querySelector('[aria-selected="true"]');
    row?.scrollIntoView({ block: "nearest" });
  }, [cursor]);
  return (
    <div ref={list} id={id} role="listbox" aria-label={label} className={classes.list}>
      {groups.map((group) => (
        <div key={group.name} role="group" aria-labelledby={`${id}-${group.name}`}>
          <div id={`${id}-${group.name}`} role="presentation" className={classes.groupName}>
            {t(`palette.group.${group.name}`)}
          </div>
          {group.rows.map((row) => (
            <div
              key={row.id}
              id={rowElementId(id, row)}
              role="option"
              aria-selected={row.id === cursor}
              className={classes.row}
              // The field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onPointerMove={() => {
                if (row.id !== cursor) onCursor(row);
              }}
              onClick={() => onOpen(row)}
            >
              <span className={classes.icon}>
                <Icon of={row.icon} />
              </span>
              <span className={classes.text}>
                <span className={classes.title} title={row.title}>
                  <Emphasised text={row.title} searched={searched} />
                </span>{" "}
                {row.note !== undefined && (
                  <span className={classes.note} title={row.note}>
                    <Emphasised text={row.note} searched={searched} />
                  </span>
                )}
              </span>{" "}
              {row.end !== undefined && (
                <span className={classes.end}>
                  <Emphasised text={row.end} searched={searched} />
                </span>
              )}
              {row.keys !== undefined && <KeyCap keys={row.keys} />}
              {row.id === cursor && row.keys === undefined && <KeyCap keys="Enter" />}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

export function rowElementId(list: string, row: PaletteRow): string {
  return `${list}-${encodeURIComponent(row.id)}`;
}

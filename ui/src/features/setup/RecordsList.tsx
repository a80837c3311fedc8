import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordRow } from "../../bindings";
import { DataGrid } from "../../components/DataGrid";
import { Empty } from "../../components/Empty";
import { KeyLegend } from "../../components/KeyCap";
import { PageFoot } from "../../components/Page";
import { useLeftRow } from "../../components/useGridList";
import { useWidthRem } from "../../components/useWidthRem";
import { useFormat } from "../../lib/format";
import { useKeys } from "../../lib/keys";
import { type RecordList, recordLists, useRecords } from "../../lib/records";
import { useRecordUseCounts } from "./queries";
import classes from "./Records.module.css";
import { hiddenAtWidth, useRecordColumns } from "./useRecordColumns";

type RecordsListProps = {
  list: RecordList;
  /** Those that the search finds. */
  rows: readonly RecordRow[];
  total: number;
  open: string | undefined;
  isSearched: boolean;
  onOpen: (row: RecordRow) => void;
  onShowAll: () => void;
  /** Whether Esc leaves the list: not while a record is open beside it. */
  canLeave: boolean;
};

/** The rows of one kind, and what each is used by. */
export function RecordsList(props: RecordsListProps) {
  const { list, rows, total, open, isSearched, onOpen, onShowAll, canLeave } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const kind = recordLists[list];
  const uses = useRecordUseCounts(kind).data;
  const roleRows = useRecords("role").data;
  const roles = useMemo(() => new Map(roleRows?.map(({ id, form }) => [id, form.name])), [roleRows]);
  const columns = useRecordColumns(kind, uses, roles);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidthRem(box);
  const hidden = useMemo(() => hiddenAtWidth(width), [width]);
  const [left, setLeft] = useLeftRow(`records ${list}`, rows.length);
  const [shown, setShown] = useState<string>();
  const at = rows.findIndex(({ id }) => id === open);
  // The cursor goes to a record as it is opened, and is free from then on.
  if (shown !== open && (at >= 0 || open === undefined)) {
    setShown(open);
    if (at >= 0) setLeft(at);
  }
  useKeys({ ...(canLeave && { escape: () => void navigate({ to: "/settings" }) }) });
  return (
    <>
      <div ref={box} className={classes.list}>
        {rows.length === 0 ? (
          <Empty title={t("setup.none_found")} action={<Button onClick={onShowAll}>{t("setup.show_all")}</Button>}>
            {t("setup.none_found_of", { count: total, total: format.count(total) })}
          </Empty>
        ) : (
          <DataGrid
            label={t(`setup.list.${list}`)}
            className={classes.grid}
            columns={columns}
            hidden={hidden}
            size="one"
            total={rows.length}
            row={(index) => rows[index]}
            cursor={left}
            onCursor={setLeft}
            onOpen={onOpen}
            listKey={isSearched ? "searched" : "all"}
          />
        )}
      </div>
      <PageFoot
        keys={
          <KeyLegend
            entries={[
              { keys: "↑ ↓", does: t("keys.short.move") },
              { keys: "Enter", does: t("keys.short.open") },
              { keys: "N", does: t("keys.short.new_record"), writes: true },
            ]}
          />
        }
      >
        {isSearched
          ? t("setup.found", { shown: format.count(rows.length), total: format.count(total) })
          : t(`setup.count.${list}`, { count: total })}
      </PageFoot>
    </>
  );
}

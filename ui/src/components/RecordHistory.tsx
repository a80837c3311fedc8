import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HistoryAbout, HistoryOf } from "../bindings";
import { useFormat } from "../lib/format";
import { asProblem } from "../lib/ipc";
import { useNamesIn } from "../lib/recordNames";
import { Empty } from "./Empty";
import { ExportMenu, ExportProblem, useListExport } from "./ExportMenu";
import { FilterBar } from "./FilterBar";
import type { FilterField } from "./filterField";
import { HistoryEntry } from "./HistoryEntry";
import { LinkButton } from "./LinkButton";
import { ProblemNotice } from "./ProblemNotice";
import classes from "./RecordHistory.module.css";
import { SearchField } from "./SearchField";
import { SkeletonRows } from "./Skeleton";
import { useRecordHistory } from "./useRecordHistory";

/** So many entries are seen at a glance. */
const FEW = 5;

type RecordHistoryProps = {
  of: HistoryOf;
  label: string;
  /** The contract that it belongs to. */
  contract?: string;
  /** What it may be filtered by; a record of its own has nothing to choose from. */
  abouts?: readonly HistoryAbout[];
  /** Other filters, that the screen keeps. */
  fields?: readonly FilterField[];
  /** Left of the search. */
  start?: ReactNode;
};

/** The history of a record: who changed what and when, the old and the new value. */
export function RecordHistory({ of, label, contract, abouts = [], fields = [], start }: RecordHistoryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [about, setAbout] = useState<HistoryAbout | null>(null);
  const [search, setSearch] = useState("");
  const answer = useRecordHistory(of, { about, search });
  const exporting = useListExport();
  const rows = answer.data?.pages.flatMap((page) => page.rows);
  const nameOf = useNamesIn(rows ?? []);
  const total = answer.data?.pages.at(-1)?.total ?? null;
  const isFiltered = about !== null || search !== "";
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = answer;
  const more = () => void fetchNextPage();
  const showAll = () => {
    setAbout(null);
    setSearch("");
  };
  const aboutField: FilterField = {
    kind: "choice",
    id: "about",
    label: t("history.about_label"),
    options: abouts.map((value) => ({ value, label: t(`history.about.${value}`) })),
    value: about === null ? [] : [about],
    onChange: ([value]) => setAbout(abouts.find((known) => known === value) ?? null),
  };
  // Among a few entries nobody searches.
  const isLong = isFiltered || (rows?.length ?? 0) > FEW;
  const tools = (
    <>
      {(abouts.length > 0 || isLong) && (
        <SearchField
          label={t("history.search")}
          value={search}
          onChange={setSearch}
          wait
          isAside={abouts.length === 0}
        />
      )}
      <ExportMenu
        exporting={exporting}
        list={{ list: "history", of, about, search }}
        disabled={rows === undefined || rows.length === 0}
      />
    </>
  );
  return (
    <section className={classes.history} aria-label={label}>
      {abouts.length > 0 ? (
        <FilterBar fields={[...fields, aboutField]} start={start} end={tools} />
      ) : (
        <div className={classes.tools}>{tools}</div>
      )}
      <ExportProblem exporting={exporting} />
      {answer.error !== null ? (
        <ProblemNotice
          what={t("history.problem")}
          problem={asProblem(answer.error)}
          onRetry={() => void answer.refetch()}
        />
      ) : rows === undefined ? (
        <SkeletonRows rows={4} />
      ) : rows.length === 0 ? (
        isFiltered ? (
          <p className={classes.note}>
            {t("history.nothing_found")} <LinkButton onClick={showAll}>{t("filter.show_all")}</LinkButton>
          </p>
        ) : (
          <Empty title={t("history.empty_title")}>{t("history.empty_text")}</Empty>
        )
      ) : (
        // The arrow keys scroll what holds the focus.
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame of its own.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a place that scrolls must be reached by key.
        <div className={classes.scroll} data-entries role="group" aria-label={t("history.entries")} tabIndex={0}>
          <ol className={classes.list} aria-busy={answer.isPlaceholderData || undefined}>
            {rows.map((entry) => (
              <HistoryEntry
                key={entry.id}
                entry={entry}
                contract={contract ?? null}
                nameOf={nameOf}
                namesRecords={of.of === "contract" || of.of === "book"}
              />
            ))}
          </ol>
          {hasNextPage ? (
            <Older isBusy={isFetchingNextPage} onMore={more} key={rows.length}>
              {t("history.older")}
            </Older>
          ) : (
            <p className={classes.note}>{t("history.end", { count: rows.length, total: format.count(rows.length) })}</p>
          )}
          {hasNextPage && total !== null && (
            <p className={classes.note}>
              {t("history.shown", { shown: format.count(rows.length), total: format.count(total) })}
            </p>
          )}
        </div>
      )}
    </section>
  );
}

/** The way to older entries: they come by themselves once it is in sight. */
function Older({ isBusy, onMore, children }: { isBusy: boolean; onMore: () => void; children: ReactNode }) {
  const place = useRef<HTMLButtonElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    const { current } = place;
    if (current === null || typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting)) latest.current();
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  const go = () => {
    // The button goes as the entries come; the list that they come into keeps the focus.
    place.current?.closest<HTMLElement>("[data-entries]")?.focus({ preventScroll: true });
    onMore();
  };
  return (
    <Button ref={place} variant="subtle" className={classes.older ?? ""} loading={isBusy} onClick={go}>
      {children}
    </Button>
  );
}

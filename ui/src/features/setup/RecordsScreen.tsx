import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordRow } from "../../bindings";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SearchField } from "../../components/SearchField";
import { SkeletonRows } from "../../components/Skeleton";
import { asProblem } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import { useReadOnly } from "../../lib/readOnly";
import { type RecordList, recordLists, useRecords } from "../../lib/records";
import { ImportHolidays } from "./ImportHolidays";
import { NoRecords } from "./NoRecords";
import { RecordHistoryPanel } from "./RecordHistoryPanel";
import { RecordPanel } from "./RecordPanel";
import classes from "./Records.module.css";
import { RecordsList } from "./RecordsList";
import { YearView } from "./YearView";

export type RecordsSearch = {
  /** The id of the record that is open. */
  record?: string;
  /** Whether a new one is. */
  new?: true;
  view?: "year";
  /** Whether its history is shown in place of its form; without a record, that of all of the kind. */
  history?: true;
};

type RecordsScreenProps = { list: RecordList; search: RecordsSearch; onSearch: (search: RecordsSearch) => void };

/** What a search may find a record by. */
function words({ form, id, sentence }: RecordRow): string {
  return [id, ...Object.values(form).flat(), sentence].filter((part) => typeof part === "string").join("\n");
}

function holdsAll(text: string, search: string): boolean {
  const small = text.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => small.includes(word));
}

/** Every record of a kind, with the one that is open beside them. */
export function RecordsScreen({ list, search, onSearch }: RecordsScreenProps) {
  const { t } = useTranslation();
  const kind = recordLists[list];
  const { data, error, refetch } = useRecords(kind);
  const [sought, setSought] = useState("");
  const rows = useMemo(
    () => (sought.trim() === "" ? data : data?.filter((row) => holdsAll(words(row), sought.trim()))),
    [data, sought],
  );
  const { view } = search;
  const kept = view === undefined ? {} : { view };
  const { off, unless } = useReadOnly();
  const add = unless(() => onSearch({ ...kept, new: true }));
  const close = () => onSearch(kept);
  const isOpen = search.new === true || search.record !== undefined || search.history === true;
  useKeys({ n: add });
  const isYear = list === "holidays" && view === "year";
  const toAdd = (
    <Button variant="filled" onClick={add} rightSection={<KeyCap keys="N" />} aria-keyshortcuts="N" {...off}>
      {t(`setup.new.${list}`)}
    </Button>
  );
  return (
    <>
      <PageHead
        crumb={<Link to="/settings">{t("settings.title")}</Link>}
        title={t(`setup.list.${list}`)}
        actions={
          data !== undefined &&
          data.length > 0 && (
            <>
              {!isYear && <SearchField label={t("setup.search")} value={sought} onChange={setSought} />}
              <Button leftSection={<Icon of={IconHistory} />} onClick={() => onSearch({ ...kept, history: true })}>
                {t("history.of_all")}
              </Button>
              {list === "holidays" && (
                <>
                  <Button onClick={() => onSearch(isYear ? {} : { view: "year" })} aria-pressed={isYear}>
                    {t("setup.year_view")}
                  </Button>
                  <ImportHolidays />
                </>
              )}
              {toAdd}
            </>
          )
        }
      />
      <div className={classes.frame}>
        <div className={classes.list}>
          {error !== null ? (
            <ProblemNotice
              what={t(`setup.problem.${list}`)}
              problem={asProblem(error)}
              onRetry={() => void refetch()}
            />
          ) : rows === undefined || data === undefined ? (
            <SkeletonRows />
          ) : data.length === 0 ? (
            <NoRecords list={list} action={toAdd} />
          ) : isYear ? (
            <YearView rows={data} onOpen={(id) => onSearch({ view: "year", record: id })} />
          ) : (
            <RecordsList
              list={list}
              rows={rows}
              total={data.length}
              open={search.record}
              isSearched={sought !== ""}
              onOpen={(row) => onSearch({ record: row.id })}
              onShowAll={() => setSought("")}
              canLeave={!isOpen}
            />
          )}
        </div>
        {search.history === true ? (
          <RecordHistoryPanel
            kind={kind}
            id={search.record ?? null}
            name={data?.find(({ id }) => id === search.record)?.form.name}
            listName={t(`setup.list.${list}`)}
            onClose={() => onSearch(search.record === undefined ? kept : { ...kept, record: search.record })}
          />
        ) : (
          isOpen && (
            <RecordPanel
              key={`${kind} ${search.record ?? ""}`}
              kind={kind}
              id={search.record ?? null}
              onSaved={(id) => onSearch({ ...kept, record: id })}
              onClose={close}
            />
          )
        )}
      </div>
    </>
  );
}

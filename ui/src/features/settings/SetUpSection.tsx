import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../components/Icon";
import { SectionTitle } from "../../components/Page";
import { useFormat } from "../../lib/format";
import { type RecordList, recordLists, useRecordCounts } from "../../lib/records";
import classes from "./SettingsScreen.module.css";

/** What a book is set up with, each kind with how many there are. */
export function SetUpSection() {
  const { t } = useTranslation();
  const format = useFormat();
  const counts = useRecordCounts();
  const lists = Object.keys(recordLists) as RecordList[];
  const countOf = (list: RecordList) => counts.data?.find(({ kind }) => kind === recordLists[list])?.count;
  return (
    <section aria-label={t("settings.set_up")} className={classes.section}>
      <SectionTitle note={counts.error === null ? undefined : t("settings.set_up_problem")}>
        {t("settings.set_up")}
      </SectionTitle>
      <ul className={classes.list} aria-label={t("settings.set_up")}>
        <Entry note={t("setup.note.company")} count={undefined}>
          <Link to="/settings/set-up/company" className={classes.link ?? ""}>
            {t("setup.company")}
          </Link>
        </Entry>
        {lists.map((list) => {
          const count = countOf(list);
          return (
            <Entry
              key={list}
              note={t(`setup.note.${list}`)}
              count={count === undefined ? undefined : format.count(count)}
            >
              <Link to="/settings/set-up/$list" params={{ list }} className={classes.link ?? ""}>
                {t(`setup.list.${list}`)}
              </Link>
            </Entry>
          );
        })}
        <Entry note={t("setup.note.currencies")} count={undefined}>
          <Link to="/settings/set-up/currencies" className={classes.link ?? ""}>
            {t("setup.currencies")}
          </Link>
        </Entry>
        <Entry note={t("history.of_book_note")} count={undefined}>
          <Link to="/settings/history" className={classes.link ?? ""}>
            {t("history.of_book")}
          </Link>
        </Entry>
      </ul>
    </section>
  );
}

type EntryProps = { note: string; count: string | undefined; children: ReactNode };

function Entry({ note, count, children }: EntryProps) {
  return (
    <li className={classes.entry}>
      <div className={classes.text}>
        <h3 className={classes.name}>{children}</h3>
        <p className={classes.note}>{note}</p>
      </div>
      {count !== undefined && <span className={classes.count}>{count}</span>}
      <span className={classes.more}>
        <Icon of={IconChevronRight} />
      </span>
    </li>
  );
}

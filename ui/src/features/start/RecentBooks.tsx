import { CloseButton } from "@mantine/core";
import { IconBook2, IconChevronRight } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { RecentBook, StartState } from "../../bindings";
import { Icon } from "../../components/Icon";
import { KeyLegend } from "../../components/KeyCap";
import { LinkButton } from "../../components/LinkButton";
import { SectionTitle } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { Status } from "../../components/Status";
import { useFormat } from "../../lib/format";
import { asProblem, ipc } from "../../lib/ipc";
import classes from "./RecentBooks.module.css";
import type { Opening } from "./StartScreen";

type RecentBooksProps = {
  start: UseQueryResult<StartState>;
  onOpen: (opening: Opening) => void;
  onLocate: () => void;
};

/** Arrow keys go from book to book. */
function onArrow(event: KeyboardEvent<HTMLUListElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const books = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-book]")];
  const at = books.findIndex((book) => book.contains(document.activeElement));
  event.preventDefault();
  books[(at + step + books.length) % books.length]?.focus();
}

/** Books that were open before, with their state, so that nobody opens into a surprise. */
export function RecentBooks({ start, onOpen, onLocate }: RecentBooksProps) {
  const { t } = useTranslation();
  if (start.error !== null) {
    return (
      <ProblemNotice
        what={t("start.recent_problem")}
        problem={asProblem(start.error)}
        onRetry={() => void start.refetch()}
      />
    );
  }
  if (start.data === undefined) return <SkeletonRows rows={4} />;
  const books = start.data.recent_books;
  if (books.length === 0) {
    return (
      <div className={classes.first}>
        <h2 className={classes.firstTitle}>{t("start.first_title")}</h2>
        <p>{t("start.first_book")}</p>
        <p>{t("start.first_run")}</p>
        <p>{t("start.first_example")}</p>
      </div>
    );
  }
  const forget = async (book: RecentBook) => {
    await ipc.forgetRecentBook(book.id);
    await start.refetch();
  };
  return (
    <>
      <SectionTitle
        end={
          <KeyLegend
            entries={[
              { keys: "↑ ↓", does: t("start.key_choose") },
              { keys: "Enter", does: t("start.key_open") },
            ]}
          />
        }
      >
        {t("start.recent")}
      </SectionTitle>
      <ul className={classes.list} onKeyDown={onArrow}>
        {books.map((book) => (
          <Recent
            key={book.id}
            book={book}
            onOpen={() =>
              onOpen({
                name: book.name,
                place: book.place,
                recentId: book.id,
                open: () => ipc.openRecentBook(book.id),
              })
            }
            onLocate={onLocate}
            onForget={() => void forget(book)}
          />
        ))}
      </ul>
    </>
  );
}

type RecentProps = { book: RecentBook; onOpen: () => void; onLocate: () => void; onForget: () => void };

function Recent({ book, onOpen, onLocate, onForget }: RecentProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li className={classes.item}>
      <button type="button" data-book className={classes.book} onClick={onOpen}>
        <span className={classes.icon}>
          <Icon of={IconBook2} />
        </span>
        <span className={classes.text}>
          <span className={classes.line}>
            <span className={classes.name}>{book.name}</span> <span className={classes.place}>{book.place}</span>
          </span>
          {!book.found && (
            <span className={classes.state}>
              <Status shape="octagon" tone="red">
                {t("start.not_found")}
              </Status>
            </span>
          )}
        </span>
        <span className={classes.used}>{format.used(book.last_used_at, t("start.today"))}</span>
        {book.found && (
          <span className={classes.chevron}>
            <Icon of={IconChevronRight} />
          </span>
        )}
      </button>
      {book.found ? (
        <CloseButton
          className={classes.forget ?? ""}
          aria-label={t("start.forget", { name: book.name })}
          title={t("start.forget", { name: book.name })}
          onClick={onForget}
        />
      ) : (
        <span className={classes.ways}>
          <LinkButton onClick={onLocate}>{t("start.locate")}</LinkButton>
          <LinkButton onClick={onForget}>{t("start.remove")}</LinkButton>
        </span>
      )}
    </li>
  );
}

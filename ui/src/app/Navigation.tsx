import type { Icon as TablerIcon } from "@tabler/icons-react";
import { IconContract, IconFileInvoice, IconHistory, IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { BookHeader } from "../bindings";
import { Icon } from "../components/Icon";
import { KeyCap } from "../components/KeyCap";
import { useFormat } from "../lib/format";
import { BookMenu } from "./BookMenu";
import classes from "./Navigation.module.css";

type Entry = {
  to: "/run" | "/invoices" | "/contracts" | "/process-runs";
  word: "run" | "invoices" | "contracts" | "process_runs";
  icon: TablerIcon;
  count: (book: BookHeader) => number | null;
};

const entries: readonly Entry[] = [
  { to: "/run", word: "run", icon: IconPlayerPlay, count: () => null },
  { to: "/invoices", word: "invoices", icon: IconFileInvoice, count: (book) => book.counts.drafts },
  { to: "/contracts", word: "contracts", icon: IconContract, count: (book) => book.counts.contracts },
  { to: "/process-runs", word: "process_runs", icon: IconHistory, count: () => null },
];

/** Where one can go, and which book one is in. */
export function Navigation({ book, onKeys }: { book: BookHeader | undefined; onKeys: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <nav className={classes.nav} aria-label={t("nav.label")}>
      <BookMenu book={book} />
      <ul className={classes.list}>
        {entries.map((entry) => {
          const count = book === undefined ? null : entry.count(book);
          return (
            <li key={entry.to}>
              <Link to={entry.to} className={classes.link ?? ""} activeProps={{ "aria-current": "page" }}>
                <Icon of={entry.icon} />
                <span className={classes.word}>{t(`nav.${entry.word}`)}</span>
                {count !== null && (
                  <span
                    className={classes.count}
                    title={entry.word === "invoices" ? t("nav.drafts", { count }) : undefined}
                  >
                    {format.count(count)}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
      <div className={classes.foot}>
        <button type="button" className={classes.keys} onClick={onKeys} aria-keyshortcuts="?">
          {t("nav.keys")} <KeyCap keys="?" />
        </button>
      </div>
    </nav>
  );
}

import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { BookHeader } from "../bindings";
import { Icon } from "../components/Icon";
import { KeyCap } from "../components/KeyCap";
import { useFormat } from "../lib/format";
import { BookMenu } from "./BookMenu";
import classes from "./Navigation.module.css";
import { screens } from "./screens";

/** Where one can go, and which book one is in. */
export function Navigation({ book, onKeys }: { book: BookHeader | undefined; onKeys: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <nav className={classes.nav} aria-label={t("nav.label")}>
      <BookMenu book={book} />
      <ul className={classes.list}>
        {screens.map((entry) => {
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

import { Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { BookHeader } from "../bindings";
import { Icon } from "../components/Icon";
import { KeyCap } from "../components/KeyCap";
import { RunPill } from "../features/run/RunPill";
import { useFormat } from "../lib/format";
import { useLeftLists } from "../lib/leftLists";
import { useRadar, useStaleDays } from "../lib/radar";
import { ROOM_FOR_WORDS, useRoom } from "../lib/room";
import { BookMenu } from "./BookMenu";
import classes from "./Navigation.module.css";
import { NavigationTop } from "./NavigationTop";
import { screenLink, screens } from "./screens";

type NavigationProps = { book: BookHeader | undefined; onSearch: () => void; onKeys: () => void; onView: () => void };

/** Where one can go, and which book one is in. In a narrow window words become tooltips. */
export function Navigation({ book, onSearch, onKeys, onView }: NavigationProps) {
  const { t } = useTranslation();
  const isNarrow = !useRoom(ROOM_FOR_WORDS);
  const format = useFormat();
  const [staleDays] = useStaleDays();
  const left = useLeftLists();
  const stranded = useRadar(staleDays, book !== undefined).data?.count ?? 0;
  return (
    <nav className={classes.nav} aria-label={t("nav.label")}>
      <BookMenu book={book} onView={onView} />
      <NavigationTop onSearch={onSearch} />
      <ul className={classes.list}>
        {screens.map((entry) => {
          const isRadar = entry.word === "radar";
          const counted = book === undefined ? null : entry.count(book);
          // Nothing stranded is no news.
          const count = isRadar ? (stranded > 0 ? stranded : null) : counted;
          return (
            <Fragment key={entry.to}>
              {entry.isSetUp && (
                <li className={classes.heading} aria-hidden="true">
                  {t("nav.set_up")}
                </li>
              )}
              <li>
                <Tooltip label={t(`nav.${entry.word}`)} position="right" disabled={!isNarrow}>
                  <Link
                    {...screenLink(entry.to, left)}
                    className={classes.link ?? ""}
                    activeOptions={{ includeSearch: false }}
                    activeProps={{ "aria-current": "page" }}
                  >
                    <Icon of={entry.icon} />
                    <span className={classes.word}>{t(`nav.${entry.word}`)}</span>
                    {count !== null && (
                      <span
                        className={classes.count}
                        data-matters={isRadar || undefined}
                        title={
                          entry.word === "invoices"
                            ? t("nav.drafts", { count })
                            : isRadar
                              ? t("nav.stranded", { count })
                              : undefined
                        }
                      >
                        {format.count(count)}
                      </span>
                    )}
                  </Link>
                </Tooltip>
              </li>
            </Fragment>
          );
        })}
      </ul>
      <div className={classes.foot}>
        <RunPill isNarrow={isNarrow} hasBook={book !== undefined} />
        <Tooltip label={t("nav.keys")} position="right" disabled={!isNarrow}>
          <button type="button" className={classes.keys} onClick={onKeys} aria-keyshortcuts="?">
            <span className={classes.word}>{t("nav.keys")}</span> <KeyCap keys="?" />
          </button>
        </Tooltip>
      </div>
    </nav>
  );
}

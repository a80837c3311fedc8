import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "../components/Notice";
import { ProblemNotice } from "../components/ProblemNotice";
import { useRunEvents } from "../features/run/useRunEvents";
import { TodayContext } from "../lib/format";
import { asProblem } from "../lib/ipc";
import { useGoKeys, useKeys } from "../lib/keys";
import { useLeftLists } from "../lib/leftLists";
import { useBook } from "../lib/queries";
import { asWholeSentence } from "../lib/sentence";
import { KeysOverlay } from "./KeysOverlay";
import { Navigation } from "./Navigation";
import { Palette } from "./palette/Palette";
import classes from "./Shell.module.css";
import { screenLink, screens } from "./screens";
import { useHistoryKeys } from "./useHistoryKeys";
import { useListKeys } from "./useListKeys";
import { useLostPage } from "./useLostPage";
import { ViewDialog } from "./ViewDialog";

/** The frame around every screen of an open book. */
export function Shell() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [layer, setLayer] = useState<"palette" | "view" | "keys" | null>(null);
  const close = () => setLayer(null);
  const book = useBook();
  const problem = book.error === null ? null : asProblem(book.error);
  const isClosed = problem?.code === "no_book";
  useEffect(() => {
    if (isClosed) void navigate({ to: "/", replace: true });
  }, [isClosed, navigate]);
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked whenever the page is another one.
  useEffect(() => {
    // What had the focus is gone with its page: the next key goes on in the new one, not at the top of the window.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) document.getElementById("content")?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [pathname]);
  const left = useLeftLists();
  useGoKeys({
    ...Object.fromEntries(screens.map(({ key, to }) => [key, () => void navigate(screenLink(to, left))])),
    u: () => void navigate({ to: "/changes" }),
  });
  useHistoryKeys();
  useListKeys();
  useKeys({ "?": () => setLayer("keys"), "mod+k": () => setLayer("palette") });
  const notices = [
    { words: t("shell.read_only"), why: book.data?.read_only ?? null },
    { words: t("shell.place_risk"), why: book.data?.place_risk ?? null },
  ];
  return (
    <TodayContext value={book.data?.today ?? null}>
      <RunWatch />
      <div className={classes.frame}>
        <button type="button" className={classes.skip} onClick={() => document.getElementById("content")?.focus()}>
          {t("shell.skip")}
        </button>
        <Navigation
          book={book.data}
          onSearch={() => setLayer("palette")}
          onKeys={() => setLayer("keys")}
          onView={() => setLayer("view")}
        />
        <main id="content" className={classes.content} tabIndex={-1}>
          {notices.map(
            ({ words, why }) =>
              why !== null && (
                <div key={words} className={classes.notice}>
                  <Notice tone="amber" shape="triangle">
                    <strong>{words}</strong> {asWholeSentence(why)}
                  </Notice>
                </div>
              ),
          )}
          {problem !== null && !isClosed ? (
            <ProblemNotice what={t("shell.book_problem")} problem={problem} onRetry={() => void book.refetch()} />
          ) : (
            book.data !== undefined && <Outlet />
          )}
        </main>
        {book.data !== undefined && (
          <Palette
            book={book.data}
            opened={layer === "palette"}
            onClose={() => setLayer((now) => (now === "palette" ? null : now))}
            onKeys={() => setLayer("keys")}
            onView={() => setLayer("view")}
          />
        )}
        <KeysOverlay opened={layer === "keys"} onClose={close} />
        <ViewDialog opened={layer === "view"} onClose={close} />
      </div>
    </TodayContext>
  );
}

/** Within the book's today, so that its dates are written like all others. */
function RunWatch() {
  useRunEvents();
  useLostPage();
  return null;
}

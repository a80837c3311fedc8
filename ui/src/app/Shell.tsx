import { Outlet, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "../components/Notice";
import { ProblemNotice } from "../components/ProblemNotice";
import { useRunEvents } from "../features/run/useRunEvents";
import { TodayContext } from "../lib/format";
import { asProblem } from "../lib/ipc";
import { useKeys } from "../lib/keys";
import { useBook } from "../lib/queries";
import { KeysOverlay } from "./KeysOverlay";
import { Navigation } from "./Navigation";
import classes from "./Shell.module.css";

/** How long a second key may follow `G`. */
const SECOND_KEY_MILLISECONDS = 1_500;

function useGoKeys(): void {
  const navigate = useNavigate();
  const startedAt = useRef(0);
  const go = (to: "/run" | "/invoices" | "/contracts" | "/process-runs") => (event: KeyboardEvent) => {
    if (event.timeStamp - startedAt.current > SECOND_KEY_MILLISECONDS) return;
    startedAt.current = 0;
    event.stopImmediatePropagation();
    void navigate({ to });
  };
  useKeys({
    g: (event) => {
      startedAt.current = event.timeStamp;
    },
    r: go("/run"),
    i: go("/invoices"),
    c: go("/contracts"),
    p: go("/process-runs"),
  });
}

/** The frame around every screen of an open book. */
export function Shell() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [showsKeys, setShowsKeys] = useState(false);
  const book = useBook();
  const problem = book.error === null ? null : asProblem(book.error);
  const isClosed = problem?.code === "no_book";
  useEffect(() => {
    if (isClosed) void navigate({ to: "/", replace: true });
  }, [isClosed, navigate]);
  useGoKeys();
  useKeys({ "?": () => setShowsKeys(true) });
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
        <Navigation book={book.data} onKeys={() => setShowsKeys(true)} />
        <main id="content" className={classes.content} tabIndex={-1}>
          {notices.map(
            ({ words, why }) =>
              why !== null && (
                <div key={words} className={classes.notice}>
                  <Notice tone="amber" shape="triangle">
                    <strong>{words}</strong> {why}
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
        <KeysOverlay opened={showsKeys} onClose={() => setShowsKeys(false)} />
      </div>
    </TodayContext>
  );
}

/** Within the book's today, so that its dates are written like all others. */
function RunWatch() {
  useRunEvents();
  return null;
}

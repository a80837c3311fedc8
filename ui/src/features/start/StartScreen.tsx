import { Menu } from "@mantine/core";
import { IconFilePlus, IconFolderOpen, IconSparkles } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BookHeader } from "../../bindings";
import { Mark } from "../../components/Mark";
import { ThemeChoice } from "../../components/ThemeChoice";
import { localDate, TodayContext } from "../../lib/format";
import { languages } from "../../lib/i18n";
import { asProblem, ipc, type Problem } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import { Choice } from "./Choice";
import { CreateBookDialog } from "./CreateBookDialog";
import { OpenProblem } from "./OpenProblem";
import { RecentBooks } from "./RecentBooks";
import classes from "./StartScreen.module.css";

/** What is being opened, so that a refusal can name it and trying again means the same. */
export type Opening = {
  name: string | null;
  place: string | null;
  recentId: string | null;
  open: () => Promise<BookHeader | null>;
};

/** How often a book that another program holds is tried again. */
const CHECKED_EVERY_SECONDS = 10;

type Refused = { opening: Opening; problem: Problem };

/** One decision: which book. */
export function StartScreen() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [creates, setCreates] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const start = useQuery({ queryKey: ["start"], queryFn: () => ipc.startState(), meta: { tags: ["book"] } });

  const entered = async (book: BookHeader | null) => {
    if (book === null) return;
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== "start" });
    await navigate({ to: "/home" });
  };
  const opening = useMutation({
    mutationFn: (asked: Opening) => asked.open(),
    onSuccess: (book) => {
      setRefused(null);
      return entered(book);
    },
    onError: (error, asked) => setRefused({ opening: asked, problem: asProblem(error) }),
  });
  const open = (asked: Opening) => {
    if (!opening.isPending) opening.mutate(asked);
  };
  const openExample = () =>
    open({ name: t("start.example"), place: null, recentId: null, open: () => ipc.openExample() });
  const chosen = { name: null, place: null, recentId: null, open: () => ipc.openChosen() };
  const openFile = () => {
    ipc.chooseFile().then(
      // A closed native dialog is an answer too: nothing happens.
      (file) => file !== null && open({ ...chosen, ...file }),
      (thrown) => setRefused({ opening: chosen, problem: asProblem(thrown) }),
    );
  };

  const openBook = start.data?.book ?? null;
  useEffect(() => {
    // A reloaded page finds its book still open.
    if (openBook !== null) void navigate({ to: "/home", replace: true });
  }, [openBook, navigate]);
  useKeys({ "mod+n": () => setCreates(true), "mod+o": openFile });

  const isHeld = refused?.problem.code === "book_locked" || refused?.problem.code === "lease_held";
  const check = useRef(async () => {});
  check.current = async () => {
    if (refused === null || opening.isPending) return;
    try {
      await entered(await refused.opening.open());
    } catch (thrown) {
      const problem = asProblem(thrown);
      setRefused((now) => (now === null || now.problem.code === problem.code ? now : { ...now, problem }));
    }
  };
  useEffect(() => {
    if (!isHeld) return;
    const timer = setInterval(() => void check.current(), CHECKED_EVERY_SECONDS * 1_000);
    return () => clearInterval(timer);
  }, [isHeld]);

  if (refused !== null) {
    const { recentId } = refused.opening;
    return (
      <OpenProblem
        key={refused.problem.code}
        name={refused.opening.name}
        place={refused.opening.place}
        checkedEvery={isHeld ? CHECKED_EVERY_SECONDS : null}
        problem={refused.problem}
        isBusy={opening.isPending}
        onRetry={() => open(refused.opening)}
        onOpenAnother={openFile}
        onOpenExample={openExample}
        onForget={
          recentId === null
            ? undefined
            : async () => {
                await ipc.forgetRecentBook(recentId);
                await start.refetch();
                setRefused(null);
              }
        }
        onBack={() => setRefused(null)}
      />
    );
  }
  return (
    <main className={classes.start}>
      <section className={classes.left} aria-label={t("start.choose")}>
        <div className={classes.column}>
          <Mark large />
          <h1 className={classes.title}>{t("app.name")}</h1>
          <p className={classes.lead}>{t("start.lead")}</p>
          <div className={classes.choices}>
            <Choice
              icon={IconSparkles}
              title={t("start.open_example")}
              note={t("start.open_example_note")}
              keys="Enter"
              autoFocus
              onClick={openExample}
            />
            <Choice
              icon={IconFilePlus}
              title={t("start.create")}
              note={t("start.create_note")}
              keys="Mod N"
              onClick={() => setCreates(true)}
            />
            <Choice
              icon={IconFolderOpen}
              title={t("start.open")}
              note={t("start.open_note")}
              keys="Mod O"
              onClick={openFile}
            />
          </div>
          <p className={classes.calm}>{t("start.calm")}</p>
        </div>
      </section>
      <section className={classes.right} aria-label={t("start.recent")}>
        <div className={classes.recent}>
          {/* No book is open yet, so that today is the computer's. */}
          <TodayContext value={localDate(new Date())}>
            <RecentBooks start={start} onOpen={open} onLocate={openFile} />
          </TodayContext>
        </div>
        <div className={classes.foot}>
          {start.data !== undefined && <span>{t("start.version", { version: start.data.version })}</span>}
          <span>{languages[i18n.language as keyof typeof languages] ?? i18n.language}</span>
          <Menu position="top-end">
            <ThemeChoice />
          </Menu>
        </div>
      </section>
      <CreateBookDialog opened={creates} onClose={() => setCreates(false)} onCreated={entered} />
    </main>
  );
}

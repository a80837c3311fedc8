import { Button } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Figures, HomeView } from "../../bindings";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { NoContractsYet } from "../../components/NoContractsYet";
import { PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { useFormat } from "../../lib/format";
import { useKeptScroll } from "../../lib/history";
import { asProblem } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import { useBook } from "../../lib/queries";
import { Agenda } from "./Agenda";
import { Ages } from "./Ages";
import { Billed } from "./Billed";
import classes from "./HomeScreen.module.css";
import { LastRun } from "./LastRun";
import { Matters } from "./Matters";
import { NotYetInvoiced } from "./NotYetInvoiced";
import { useFigures, useHome } from "./queries";
import { Weeks } from "./Weeks";

/** What needs a person today, what comes next, and where the money stands. */
export function HomeScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const book = useBook();
  const { data, error, refetch } = useHome();
  const drafts = data?.matters.find((matter) => matter.kind === "drafts_to_review")?.count ?? 0;
  const next = data?.agenda.find((date) => date.date !== null)?.date ?? null;
  const review = () => void navigate({ to: "/invoices", search: { status: "draft" } });
  const preview = () => void navigate({ to: "/run", search: next === null ? {} : { date: next } });
  useKeys({ ...(drafts > 0 && { r: review }), p: preview });
  const isEmptyBook = book.data?.counts.contracts === 0;
  return (
    <>
      <PageHead
        title={t("home.title")}
        beside={
          data !== undefined && (
            <>
              <span>{format.longDate(data.today)}</span>
              {!isEmptyBook && <span className={classes.net}>{t("home.net")}</span>}
            </>
          )
        }
        actions={
          data !== undefined &&
          !isEmptyBook && (
            <>
              <Button
                onClick={preview}
                variant={drafts > 0 || next === null ? "default" : "filled"}
                leftSection={<Icon of={IconPlayerPlay} />}
                rightSection={<KeyCap keys="P" />}
                aria-keyshortcuts="P"
              >
                {next === null ? t("home.preview_day") : t("run.preview_date", { date: format.dayAndMonth(next) })}
              </Button>
              {drafts > 0 && (
                <Button variant="filled" onClick={review} rightSection={<KeyCap keys="R" />} aria-keyshortcuts="R">
                  {t("home.review", { count: drafts })}
                </Button>
              )}
            </>
          )
        }
      />
      {error !== null ? (
        <ProblemNotice what={t("home.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <HomeWaits />
      ) : isEmptyBook ? (
        <NoContractsYet />
      ) : (
        <HomeBody home={data} />
      )}
    </>
  );
}

/** Two columns from the start, so that nothing moves aside for what arrives. */
function HomeWaits() {
  return (
    <div className={classes.body} data-waits>
      <div className={classes.main}>
        <SkeletonRows />
      </div>
      <div className={classes.side}>
        <SkeletonRows silent />
      </div>
    </div>
  );
}

function HomeBody({ home }: { home: HomeView }) {
  const keptScroll = useKeptScroll("home");
  const figures = useFigures();
  return (
    <div ref={keptScroll} className={classes.body}>
      <div className={classes.main}>
        <Matters matters={home.matters} more={home.more} today={home.today} agenda={home.agenda} />
        <Agenda agenda={home.agenda} />
        <FigureOf figures={figures} of={({ weeks }) => <Weeks weeks={weeks} />} />
      </div>
      <div className={classes.side}>
        <LastRun run={home.last_run} proof={home.last_proof} />
        <NotYetInvoiced money={home.money} />
        <Billed billed={home.billed} />
        <FigureOf figures={figures} of={({ ages }) => <Ages ages={ages} />} silent />
      </div>
    </div>
  );
}

type FigureOfProps = {
  figures: ReturnType<typeof useFigures>;
  of: (figures: Figures) => ReactNode;
  /** Where another place says already that something is waited for, or why it did not come. */
  silent?: boolean;
};

/** A figure that arrives after the page. */
function FigureOf({ figures: { data, error, refetch }, of, silent = false }: FigureOfProps) {
  const { t } = useTranslation();
  if (data !== undefined) return of(data);
  if (error === null) {
    return (
      <div className={classes.figureWaits}>
        <SkeletonRows rows={4} silent />
      </div>
    );
  }
  return silent ? null : (
    <ProblemNotice what={t("home.figures_problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
  );
}

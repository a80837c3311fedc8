import { Button, NumberInput } from "@mantine/core";
import { useMergedRef } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../../components/Empty";
import { ExportMenu, ExportProblem, useListExport } from "../../components/ExportMenu";
import { KeyLegend } from "../../components/KeyCap";
import { NoContractsYet } from "../../components/NoContractsYet";
import { PageFoot, PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SkeletonRows } from "../../components/Skeleton";
import { useFormat } from "../../lib/format";
import { useKeptScroll } from "../../lib/history";
import { asProblem } from "../../lib/ipc";
import { useBook } from "../../lib/queries";
import { STALE_DAYS_MAX, STALE_DAYS_MIN, useRadar, useStaleDays } from "../../lib/radar";
import { useRowKeys } from "../../lib/rowKeys";
import { Group } from "./Group";
import classes from "./RadarScreen.module.css";
import { strandedKinds } from "./strandedLooks";

/** Work that nothing will bill unless somebody acts: by reason, with the amount and the way out. */
export function RadarScreen() {
  const { t } = useTranslation();
  const format = useFormat();
  const [staleDays, setStaleDays] = useStaleDays();
  const { data, error, refetch } = useRadar(staleDays);
  const exporting = useListExport();
  const list = useMergedRef(useRowKeys<HTMLDivElement>("[data-row]"), useKeptScroll("radar"));
  return (
    <>
      <PageHead
        title={t("radar.title")}
        beside={
          data !== undefined &&
          data.count > 0 && <span className={classes.count}>{t("radar.count", { count: data.count })}</span>
        }
        actions={
          <>
            <StaleDays days={staleDays} onChange={setStaleDays} />
            <ExportMenu
              exporting={exporting}
              list={{ list: "radar", stale_days: staleDays }}
              disabled={(data?.count ?? 0) === 0}
            />
          </>
        }
      />
      <ExportProblem exporting={exporting} />
      {error !== null ? (
        <ProblemNotice what={t("radar.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : data.groups.length === 0 ? (
        <NothingStranded staleDays={staleDays} />
      ) : (
        <>
          <div ref={list} className={classes.body}>
            {data.groups.map((group) => (
              <Group key={group.kind} group={group} />
            ))}
          </div>
          <PageFoot
            keys={
              <KeyLegend
                entries={[
                  { keys: "J K", does: t("keys.short.move") },
                  { keys: "Enter", does: t("radar.act") },
                ]}
              />
            }
          >
            {t("radar.reasons", { count: data.groups.length, rows: format.count(data.count) })}
          </PageFoot>
        </>
      )}
    </>
  );
}

function StaleDays({ days, onChange }: { days: number; onChange: (days: number) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <span className={classes.stale}>
      <label htmlFor={id}>{t("radar.stale_before")}</label>
      <NumberInput
        id={id}
        className={classes.days ?? ""}
        min={STALE_DAYS_MIN}
        max={STALE_DAYS_MAX}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        defaultValue={days}
        onChange={(next) => {
          // An emptied field is on its way to another number.
          if (typeof next === "number" && next >= STALE_DAYS_MIN) onChange(next);
        }}
        aria-describedby={`${id}-unit`}
      />
      <span id={`${id}-unit`}>{t("radar.stale_after")}</span>
    </span>
  );
}

/** What was looked at, so that nothing found means something. */
function NothingStranded({ staleDays }: { staleDays: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const contracts = useBook().data?.counts.contracts ?? 0;
  if (contracts === 0) return <NoContractsYet />;
  return (
    <Empty
      title={t("radar.empty_title")}
      action={
        <Button variant="filled" onClick={() => void navigate({ to: "/calendar" })}>
          {t("radar.empty_action")}
        </Button>
      }
    >
      <p>{t("radar.empty_text", { count: contracts })}</p>
      <ul className={classes.checked}>
        {strandedKinds.map((kind) => (
          <li key={kind}>{t(`radar.checked.${kind}`, { count: staleDays })}</li>
        ))}
      </ul>
    </Empty>
  );
}

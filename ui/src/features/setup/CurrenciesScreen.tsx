import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CurrencyRow } from "../../bindings";
import { type Column, DataGrid } from "../../components/DataGrid";
import { Empty } from "../../components/Empty";
import { PageFoot, PageHead } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SearchField } from "../../components/SearchField";
import { SkeletonRows } from "../../components/Skeleton";
import { useLeftRow } from "../../components/useGridList";
import { asProblem, ipc } from "../../lib/ipc";
import { useKeys } from "../../lib/keys";
import classes from "./CurrenciesScreen.module.css";

/** The currencies of ISO 4217: to be looked up, not changed. */
export function CurrenciesScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [sought, setSought] = useState("");
  const { data, error, refetch } = useQuery({
    queryKey: ["currencies"],
    queryFn: () => ipc.currencies(),
    meta: { tags: [] },
  });
  useKeys({ escape: () => void navigate({ to: "/settings" }) });
  const small = sought.trim().toLowerCase();
  const rows = useMemo(
    () => data?.filter(({ code, name }) => `${code} ${name}`.toLowerCase().includes(small)) ?? [],
    [data, small],
  );
  const [cursor, setCursor] = useLeftRow("currencies", rows.length);
  const columns = useMemo(
    (): Column<CurrencyRow>[] => [
      { id: "code", header: t("setup.currency.code"), cell: (row) => row.code, text: (row) => row.code },
      { id: "name", header: t("setup.field.name"), cell: (row) => row.name, text: (row) => row.name },
      {
        id: "digits",
        header: t("setup.currency.digits"),
        end: true,
        cell: (row) => row.minor_digits,
        text: (row) => String(row.minor_digits),
      },
      {
        id: "withdrawn",
        header: t("setup.currency.withdrawn"),
        cell: (row) =>
          row.superseded_by === null ? "" : t("setup.currency.superseded_by", { code: row.superseded_by }),
        text: (row) => row.superseded_by ?? "",
      },
    ],
    [t],
  );
  return (
    <>
      <PageHead
        crumb={<Link to="/settings">{t("settings.title")}</Link>}
        title={t("setup.currencies")}
        actions={<SearchField label={t("setup.search")} value={sought} onChange={setSought} />}
      />
      {error !== null ? (
        <ProblemNotice what={t("setup.currency.problem")} problem={asProblem(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : rows.length === 0 ? (
        <Empty title={t("setup.none_found")}>{t("setup.currency.none")}</Empty>
      ) : (
        <>
          <DataGrid
            label={t("setup.currencies")}
            className={classes.grid}
            columns={columns}
            size="one"
            total={rows.length}
            row={(index) => rows[index]}
            cursor={cursor}
            onCursor={setCursor}
          />
          <PageFoot keys={null}>{t("setup.currency.source")}</PageFoot>
        </>
      )}
    </>
  );
}

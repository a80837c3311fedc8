import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { UncountedUnit } from "../../bindings";
import { Notice } from "../../components/Notice";

/** Time that is left out because nobody has said how long its unit is, with the way to say it. */
export function Uncounted({ units }: { units: readonly UncountedUnit[] }) {
  const { t } = useTranslation();
  if (units.length === 0) return null;
  return (
    <Notice tone="amber" shape="triangle">
      <strong>{t("utilization.uncounted_title")}</strong>
      {units.map(({ unit, record, entries }) => (
        <p key={unit}>
          {t("utilization.uncounted", { count: entries, unit })}{" "}
          <Link to="/settings/set-up/$list" params={{ list: "units" }} search={record === null ? {} : { record }}>
            {t("utilization.uncounted_say")}
          </Link>
          .
        </p>
      ))}
    </Notice>
  );
}

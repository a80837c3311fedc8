import { useTranslation } from "react-i18next";
import type { UtilizationStanding } from "../../bindings";
import type { ShapeName, Tone } from "../../components/Shape";
import { Status } from "../../components/Status";

export const standingLooks: Record<UtilizationStanding, { shape: ShapeName; tone: Tone }> = {
  on_target: { shape: "ring-check", tone: "green" },
  near_target: { shape: "triangle", tone: "amber" },
  below_target: { shape: "octagon", tone: "red" },
  no_target: { shape: "line", tone: "grey" },
  no_capacity: { shape: "slash", tone: "grey" },
};

/** How utilization stands against its target. */
export function StandingMark({ standing }: { standing: UtilizationStanding }) {
  const { t } = useTranslation();
  return <Status {...standingLooks[standing]}>{t(`utilization.standing.${standing}`)}</Status>;
}

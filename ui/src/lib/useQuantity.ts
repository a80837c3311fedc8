import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "./format";

type Priced = { quantity: string; unit: string; unit_price: string };

const known = ["hour", "day", "km"] as const;

/** "8 h × 200.00"; a unit that says nothing is left out. */
export function useQuantity(): (priced: Priced) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return useCallback(
    ({ quantity, unit, unit_price }) => {
      const word = known.find((candidate) => candidate === unit);
      const after = unit === "each" || unit === "" ? "" : ` ${word === undefined ? unit : t(`unit.${word}`)}`;
      return `${format.amount(quantity)}${after} × ${format.amount(unit_price)}`;
    },
    [t, format],
  );
}

import { useTranslation } from "react-i18next";
import { Cap } from "../../components/KeyCap";
import { useFormat } from "../../lib/format";
import classes from "./Palette.module.css";

type PaletteFootProps = { isLate: boolean; onActions: (() => void) | undefined };

/** The keys, and what few people would think of trying. */
export function PaletteFoot({ isLate, onActions }: PaletteFootProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.foot}>
      <span className={classes.key}>
        <Cap keys="↑" /> <Cap keys="↓" /> {t("palette.keys_move")}
      </span>
      <span className={classes.key}>
        <Cap keys="Enter" /> {t("palette.keys_open")}
      </span>
      {onActions !== undefined && (
        <button type="button" className={classes.actions} onClick={onActions}>
          <Cap keys="Tab" /> {t("palette.keys_actions")}
        </button>
      )}
      <span className={classes.tip}>
        {isLate ? t("palette.searching") : t("palette.tip", { amount: format.amount("7420.00") })}
      </span>
    </div>
  );
}

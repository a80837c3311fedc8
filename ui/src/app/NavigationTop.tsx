import { Tooltip } from "@mantine/core";
import { IconArrowLeft, IconArrowRight, IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Icon } from "../components/Icon";
import { KeyCap } from "../components/KeyCap";
import { useWays } from "../lib/history";
import { MOD_WORD } from "../lib/keys";
import classes from "./Navigation.module.css";
import { useGoBackAndForward } from "./useHistoryKeys";

/** Finding anything, and the way one came. */
export function NavigationTop({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation();
  const { canGoBack, canGoForward } = useWays();
  const { back, forward } = useGoBackAndForward();
  const find = t("nav.search");
  return (
    <div className={classes.top}>
      <button
        type="button"
        className={classes.search}
        onClick={onSearch}
        aria-keyshortcuts="Control+K"
        aria-haspopup="dialog"
        title={t("nav.search_title", { key: MOD_WORD })}
      >
        <Icon of={IconSearch} />
        <span className={classes.word}>{find}</span>
        <span className={classes.searchKey}>
          <KeyCap keys="Mod K" />
        </span>
      </button>
      <div className={classes.ways}>
        <Way label={t("nav.back")} keys="Alt+ArrowLeft" icon={IconArrowLeft} isOff={!canGoBack} onClick={back} />
        <Way
          label={t("nav.forward")}
          keys="Alt+ArrowRight"
          icon={IconArrowRight}
          isOff={!canGoForward}
          onClick={forward}
        />
      </div>
    </div>
  );
}

type WayProps = { label: string; keys: string; icon: typeof IconArrowLeft; isOff: boolean; onClick: () => void };

function Way({ label, keys, icon, isOff, onClick }: WayProps) {
  return (
    <Tooltip label={label}>
      {/* Never disabled: the focus would be lost at the end of the way. */}
      <button
        type="button"
        className={classes.way}
        aria-label={label}
        aria-disabled={isOff || undefined}
        aria-keyshortcuts={keys}
        onClick={onClick}
      >
        <Icon of={icon} />
      </button>
    </Tooltip>
  );
}

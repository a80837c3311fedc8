import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconMinus, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { dayDate } from "../../lib/dates";
import { useFormat } from "../../lib/format";
import classes from "./ContractScreen.module.css";
import { isWhole, moved, type Span, zoomed } from "./timeWindow";

type TimeWindowProps = {
  span: Span;
  whole: Span;
  rows: number;
  all: number;
  onSpan: (span: Span) => void;
  onToday: () => void;
};

/** Which part of a long schedule is in sight, and how to see another. */
export function TimeWindow({ span, whole, rows, all, onSpan, onToday }: TimeWindowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const ways = [
    {
      id: "earlier",
      keys: "PgUp",
      icon: IconChevronLeft,
      isOff: span.first <= whole.first,
      onClick: () => onSpan(moved(span, whole, -1)),
    },
    { id: "today", keys: "Home", icon: null, isOff: false, onClick: onToday },
    {
      id: "later",
      keys: "PgDn",
      icon: IconChevronRight,
      isOff: span.last >= whole.last,
      onClick: () => onSpan(moved(span, whole, 1)),
    },
    { id: "closer", keys: "+", icon: IconPlus, isOff: false, onClick: () => onSpan(zoomed(span, whole, 1 / 2)) },
    {
      id: "wider",
      keys: "−",
      icon: IconMinus,
      isOff: isWhole(span, whole),
      onClick: () => onSpan(zoomed(span, whole, 2)),
    },
    { id: "whole", keys: "0", icon: null, isOff: isWhole(span, whole), onClick: () => onSpan(whole) },
  ] as const;
  return (
    <div className={classes.window}>
      <span className={classes.windowText} aria-live="polite">
        {t("schedule.window", {
          from: format.weekdayShort(dayDate(Math.max(span.first, whole.first))),
          to: format.weekdayShort(dayDate(span.last)),
          rows: format.count(rows),
          count: all,
        })}
      </span>
      <span role="toolbar" aria-label={t("schedule.window_tools")} className={classes.windowTools}>
        {ways.map(({ id, keys, icon, isOff, onClick }) => (
          <Button
            key={id}
            variant="default"
            size="compact-sm"
            disabled={isOff}
            onClick={onClick}
            leftSection={icon !== null && id !== "later" ? <Icon of={icon} /> : undefined}
            rightSection={
              <>
                {id === "later" && <Icon of={IconChevronRight} />} <KeyCap keys={keys} />
              </>
            }
          >
            {t(`schedule.way.${id}`)}
          </Button>
        ))}
      </span>
    </div>
  );
}

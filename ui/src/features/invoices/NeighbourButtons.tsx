import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../components/Icon";
import classes from "./InvoiceScreen.module.css";

type NeighbourButtonsProps = {
  neighbours: { previous: string | null; next: string | null };
  onGo: (id: string | null) => void;
};

/** To the invoices before and after, as the list had them. */
export function NeighbourButtons({ neighbours, onGo }: NeighbourButtonsProps) {
  const { t } = useTranslation();
  return (
    <>
      <ActionIcon
        variant="default"
        className={classes.step ?? ""}
        aria-label={t("invoice.previous")}
        title={`${t("invoice.previous")} [`}
        disabled={neighbours.previous === null}
        onClick={() => onGo(neighbours.previous)}
      >
        <Icon of={IconChevronLeft} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        className={classes.step ?? ""}
        aria-label={t("invoice.next")}
        title={`${t("invoice.next")} ]`}
        disabled={neighbours.next === null}
        onClick={() => onGo(neighbours.next)}
      >
        <Icon of={IconChevronRight} />
      </ActionIcon>
    </>
  );
}

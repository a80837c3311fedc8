// What is stranded is counted beside its name in the navigation and listed on its page: both ask once.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ipc } from "./ipc";
import { EVERYTHING } from "./queries";
import { useRemembered } from "./remembered";

export const STALE_DAYS_MIN = 1;
export const STALE_DAYS_MAX = 365;
const STALE_DAYS = 7;

/** From which age on a draft counts as forgotten. */
export function useStaleDays(): [days: number, choose: (days: number) => void] {
  const [text, choose] = useRemembered("stale-days", String(STALE_DAYS));
  const days = Number(text);
  const isKnown = Number.isInteger(days) && days >= STALE_DAYS_MIN && days <= STALE_DAYS_MAX;
  return [isKnown ? days : STALE_DAYS, (next) => choose(String(next))];
}

export function useRadar(staleDays: number, isOpen = true) {
  return useQuery({
    queryKey: ["radar", staleDays],
    queryFn: () => ipc.radar(staleDays),
    enabled: isOpen,
    // Another age keeps the list until the next answer is there.
    placeholderData: keepPreviousData,
    meta: { tags: EVERYTHING },
  });
}

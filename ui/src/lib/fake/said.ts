/** "Mon 5 Oct 2020", as the program says dates within a sentence. */
export function said(date: string | null | undefined): string {
  const parts = { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
  const written = new Intl.DateTimeFormat("en-GB", parts).format(new Date(`${date}T00:00:00Z`));
  return written.replace(",", "").replace("Sept", "Sep");
}

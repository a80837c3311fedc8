const parts = { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
// Made once: making a format takes longer than everything else that the stand-in does for a share.
const written = new Intl.DateTimeFormat("en-GB", parts);

/** "Mon 5 Oct 2020", as the program says dates within a sentence. */
export function said(date: string | null | undefined): string {
  return written
    .format(new Date(`${date}T00:00:00Z`))
    .replace(",", "")
    .replace("Sept", "Sep");
}

// The stand-in's answers for opening, creating and closing books.
import type { RecentBook } from "../../bindings";
import { adatumBook } from "./adatum";
import type { FakeBook } from "./model";
import { type Answers, Refusal, type World } from "./world";

type Books = { recent: RecentBook[]; chosen: FakeBook | null | undefined; wasLost: boolean };

export function bookAnswers(
  world: World,
  { recent: known, chosen, wasLost }: Books,
): Answers<
  | "startState"
  | "openExample"
  | "createBook"
  | "chooseFile"
  | "openChosen"
  | "openRecentBook"
  | "forgetRecentBook"
  | "closeBook"
  | "bookHeader"
  | "pageWasLost"
> {
  const { book } = world;
  let recent = known;
  let isUntold = wasLost;
  const header = () => ({
    name: book().name,
    place: "Documents/Billing",
    company_name: book().company,
    time_zone: "America/Los_Angeles",
    today: book().today,
    read_only: book().readOnly,
    place_risk: book().placeRisk,
    counts: {
      contracts: book().contracts.length,
      backlog: book().shares.filter((share) => share.invoice === null).length,
      drafts: book().invoices.filter((invoice) => invoice.status === "draft" || invoice.status === "in_review").length,
      process_runs: book().runs.length,
    },
  });
  const opened = (next: FakeBook) => {
    world.open(next);
    world.tell("book", "contracts", "shares", "invoices", "process_runs", "jobs");
    return header();
  };
  return {
    startState: () => ({ version: "0.1.0", recent_books: recent, book: world.opened() === null ? null : header() }),
    openExample: () => opened(adatumBook()),
    createBook: (request) =>
      opened({
        ...adatumBook(),
        name: request.company_name,
        company: request.company_name,
        contracts: [],
        rows: [],
        shares: [],
      }),
    chooseFile: () => (chosen == null ? null : { name: chosen.name, place: "Documents/Billing" }),
    openChosen: () => (chosen == null ? null : opened(chosen)),
    openRecentBook: (id) => {
      if (recent.find((one) => one.id === id)?.found !== true) {
        throw new Refusal("book_missing", "the file was not found where it was last time");
      }
      return opened(adatumBook());
    },
    forgetRecentBook: (id) => {
      recent = recent.filter((one) => one.id !== id);
      return null;
    },
    closeBook: () => {
      world.open(null);
      return null;
    },
    bookHeader: header,
    pageWasLost: () => {
      const lost = isUntold;
      isUntold = false;
      return lost;
    },
  };
}

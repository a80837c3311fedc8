// What the tests of home have in common: its answers, and room for its drawings.
import { vi } from "vitest";
import type { HomeView, Matter } from "../bindings";
import type { Fake } from "../lib/fake/backend";

/** Answers home with what a test needs, the rest as the stand-in says. */
export function answering(given: Partial<HomeView>) {
  return (fake: Fake) => {
    const { home } = fake.commands;
    fake.commands.home = async () => {
      const answer = await home();
      return answer.status === "ok" ? { ...answer, data: { ...answer.data, ...given } } : answer;
    };
  };
}

/** A drawing is made for the room it has. */
export function giveDrawingsRoom() {
  const room = { width: 400, height: 168, top: 0, left: 0, right: 400, bottom: 168, x: 0, y: 0, toJSON: () => ({}) };
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(room);
}

/** Something that needs a person, of the worked example. */
export const matter = (kind: Matter["kind"], given: Partial<Matter> = {}): Matter => ({
  kind,
  count: 1,
  contract: "ADATUM",
  contract_name: "Implementation services for Adatum",
  what: null,
  id: null,
  shares: given.id == null ? [] : [{ id: given.id, customer: "adatum" }],
  reason: null,
  amounts: [{ amount: "12000.00", currency: "USD" }],
  waiting: [],
  date: "2020-10-01",
  ...given,
});

import { createMemoryHistory } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "../app/App";
import { createAppRouter } from "../app/router";
import { setClock } from "../lib/clock";
import { adatumBook } from "../lib/fake/adatum";
import { createFake, type Fake, type FakeOptions } from "../lib/fake/backend";
import { setBackend } from "../lib/ipc";

export type Shown = { fake: Fake; user: ReturnType<typeof userEvent.setup>; path: () => string };

/** What time it is in every test, on the day of its book. */
export function stopClock(today: string): void {
  setClock(() => Date.parse(`${today}T09:12:12Z`));
}

/** The whole window at an address, over a stand-in book. */
export function renderApp(path: string, options: Partial<FakeOptions> = {}, prepare?: (fake: Fake) => void): Shown {
  const book = options.book === undefined ? adatumBook() : options.book;
  const fake = createFake({ ...options, book });
  if (book !== null) stopClock(book.today);
  prepare?.(fake);
  setBackend(fake);
  const history = createMemoryHistory({ initialEntries: [path] });
  const router = createAppRouter(history);
  const user = userEvent.setup();
  render(<App router={router} />);
  return { fake, user, path: () => history.location.pathname };
}

export const diskError = { code: "failed", message: "the disk does not answer", field: null } as const;

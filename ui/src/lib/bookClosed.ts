// What is kept in memory about the open book, and forgotten with it: nothing of it is about the next book.
const forgetting = new Set<() => void>();

/** For whoever remembers something of a book: called when it closes. */
export function onBookClosed(forget: () => void): void {
  forgetting.add(forget);
}

export function forgetBook(): void {
  for (const forget of forgetting) forget();
}

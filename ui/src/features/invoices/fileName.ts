// The names of exported files, as a pattern of words and fields. Here only the example of one is made of it.

export const fileNameFields = ["number", "status", "date", "customer", "contract", "total", "currency"] as const;
export type FileNameField = (typeof fileNameFields)[number];

export const PATTERN_AT_FIRST = "{number} {customer} {date}";

export type FileNameValues = Record<FileNameField, string>;

/** What no file system takes in a name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const UNSAFE = /[\\/:*?"<>|\u0000-\u001f]+/g;

const FIELD = /\{([^{}]*)\}/g;

/** The first thing in braces that is no field; none where all are. */
export function unknownField(pattern: string): string | null {
  for (const [whole, name] of pattern.matchAll(FIELD)) {
    if (!fileNameFields.some((field) => field === name)) return whole;
  }
  return null;
}

/** The name that a pattern gives, or none where nothing would be left of it. */
export function fileName(pattern: string, values: FileNameValues): string | null {
  const filled = pattern.replaceAll(FIELD, (whole, name: string) => values[name as FileNameField] ?? whole);
  const stem = filled
    .replaceAll(UNSAFE, "-")
    .replaceAll(/\s+/g, " ")
    .replace(/^[\s.]+|[\s.]+$/g, "");
  return stem === "" ? null : `${stem}.pdf`;
}

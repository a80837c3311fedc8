// What is typed over what is saved, where what is saved moves on meanwhile.

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What was typed over `base`, laid over `saved`: fields that nobody has typed in are what is saved by now. */
export function rebased<Form extends object>(typed: Form, base: Form, saved: Form): Form {
  const fields = Object.entries(saved).map(([field, value]) => {
    const key = field as keyof Form;
    return [field, same(typed[key], base[key]) ? value : typed[key]];
  });
  return Object.fromEntries(fields) as Form;
}

/** Fields that were typed in and that somebody else has saved otherwise meanwhile. */
export function overtaken<Form extends object>(typed: Form, base: Form, saved: Form): (keyof Form)[] {
  const keys = Object.keys(saved) as (keyof Form)[];
  return keys.filter(
    (key) => !same(typed[key], base[key]) && !same(saved[key], base[key]) && !same(saved[key], typed[key]),
  );
}

// Heights of bars where the program sent amounts only. What comes out is drawn, never written, never added.

/** Magnitudes of decimal strings of one currency, in thousandths of the largest height; what is not nought is seen. */
export function heights(stacks: readonly (readonly string[])[]): number[][] {
  const decimals = Math.max(0, ...stacks.flat().map((text) => text.split(".")[1]?.length ?? 0));
  const units = stacks.map((stack) => stack.map((text) => unitsOf(text, decimals)));
  let highest = 1n;
  for (const stack of units) {
    const height = stack.reduce((sum, part) => sum + part, 0n);
    if (height > highest) highest = height;
  }
  return units.map((stack) => stack.map((part) => (part === 0n ? 0 : Math.max(1, Number((part * 1000n) / highest)))));
}

function unitsOf(text: string, decimals: number): bigint {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  return BigInt(whole + fraction.padEnd(decimals, "0"));
}

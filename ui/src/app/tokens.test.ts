import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/app/tokens.css", "utf8");

/** The colours that a rule of the style sheet sets, by name. */
function colours(selector: string): Record<string, string> {
  const at = css.indexOf(`\n${selector} {`) + 1;
  expect(at, selector).toBeGreaterThan(0);
  const rule = css.slice(css.indexOf("{", at) + 1, css.indexOf("}", at));
  return Object.fromEntries([...rule.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}

function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const DARK = '[data-mantine-color-scheme="dark"]';
const light = colours(":root");
const dark = { ...light, ...colours(`:root${DARK}`) };
const more = colours(':root[data-contrast="more"]');
const looks: [name: string, tokens: Record<string, string>, text: number, shapes: number][] = [
  ["light", light, 4.5, 3],
  ["dark", dark, 4.5, 3],
  ["light with more contrast", { ...light, ...more }, 7, 4.5],
  ["dark with more contrast", { ...dark, ...more, ...colours(`:root[data-contrast="more"]${DARK}`) }, 7, 4.5],
];

const texts = ["text", "text-2", "text-3", "accent", "green-text", "amber-text", "red-text", "violet-text"];
const grounds = ["surface", "raised", "side", "head", "selected", "hover"];
const shapes = ["field", "green-fill", "amber-fill", "red-fill", "violet-fill"];

describe.each(looks)("%s", (_name, tokens, textLeast, shapeLeast) => {
  const of = (name: string) => tokens[name] ?? "";
  it("text can be read on every ground", () => {
    const weak = grounds.flatMap((ground) =>
      texts
        .filter((text) => contrast(of(text), of(ground)) < textLeast)
        .map((text) => `${text} on ${ground}: ${contrast(of(text), of(ground)).toFixed(2)}`),
    );
    expect(weak).toEqual([]);
  });

  it("shapes and fields stand out from the page", () => {
    const weak = shapes.filter((shape) => contrast(of(shape), of("surface")) < shapeLeast);
    expect(weak).toEqual([]);
  });

  it("a status can be read on its tint, and a button on its accent", () => {
    for (const hue of ["green", "amber", "red", "violet"]) {
      expect(contrast(of(`${hue}-text`), of(`${hue}-tint`)), hue).toBeGreaterThanOrEqual(textLeast);
    }
    expect(contrast(of("on-accent"), of("accent"))).toBeGreaterThanOrEqual(textLeast);
  });
});

it("what has the focus of the keyboard is outlined, also where the library would take the outline away", () => {
  const global = readFileSync("src/app/global.css", "utf8");
  expect(global).toMatch(/:focus-visible,\s*\.mantine-focus-never:focus-visible \{\s*outline: var\(--thick\)/);
});

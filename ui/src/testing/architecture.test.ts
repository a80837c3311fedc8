import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const sources = import.meta.glob<string>("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
const files = Object.entries(sources)
  .map(([path, text]) => ({ path: path.replace(/^\.\.\//, ""), text }))
  .filter(({ path }) => !path.includes(".test.") && !path.startsWith("testing/") && !path.startsWith("./"));

function imports(file: { path: string; text: string }): string[] {
  const folder = file.path.split("/").slice(0, -1);
  return [...file.text.matchAll(/from "(\.[^"]*)"/g)].map(([, target = ""]) => {
    const parts = [...folder];
    for (const step of target.split("/")) {
      if (step === "..") parts.pop();
      else if (step !== ".") parts.push(step);
    }
    return parts.join("/");
  });
}

const layers = ["lib", "components", "features", "app"];
const layer = (path: string) => layers.indexOf(path.split("/")[0] ?? "");

describe("architecture of the window", () => {
  it("app names features, features name components and lib, never the other way", () => {
    const wrong = files.flatMap((file) =>
      imports(file)
        .filter((target) => layer(file.path) >= 0 && layer(target) > layer(file.path))
        .map((target) => `${file.path} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("a feature never names another feature", () => {
    const feature = (path: string) => (path.startsWith("features/") ? path.split("/")[1] : undefined);
    const wrong = files.flatMap((file) =>
      imports(file)
        .filter((target) => feature(file.path) && feature(target) && feature(file.path) !== feature(target))
        .map((target) => `${file.path} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("only the door to the program names Tauri and the commands", () => {
    const wrong = files
      .filter(({ path }) => path !== "bindings.ts" && path !== "lib/ipc.ts")
      .filter(({ text }) => /@tauri-apps|import \{[^}]*\b(commands|events)\b[^}]*\} from "[^"]*bindings"/.test(text))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it("only tests and the start of the page name the stand-in", () => {
    const wrong = files
      .filter(({ path }) => !path.startsWith("lib/fake/") && path !== "main.tsx")
      .filter((file) => imports(file).some((target) => target.startsWith("lib/fake")))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it("components stay within 250 lines", () => {
    const long = files.filter(({ path, text }) => path.endsWith(".tsx") && text.split("\n").length > 251);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it("widths are asked of the window in rem, so that large text counts as little room", () => {
    const styles = globSync("src/{app,features,components}/**/*.css");
    expect(styles.filter((path) => /@media[^{]*(width|height)/.test(readFileSync(path, "utf8")))).toEqual([]);
    const asking = files.filter(({ text }) => /useMediaQuery|matchMedia\([^)]*(width|height)/.test(text));
    expect(asking.map(({ path }) => path)).toEqual([]);
  });

  it("features and components name tokens, never colours", () => {
    const coloured = globSync("src/{features,components}/**/*.css")
      .filter((path) => !path.endsWith("PrintedPages.module.css"))
      .filter((path) => /#[0-9a-f]{3,8}\b|rgb\(/i.test(readFileSync(path, "utf8")));
    expect(coloured).toEqual([]);
  });
});

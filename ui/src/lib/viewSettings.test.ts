import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { applyViewSettings, changeView, defaultViewSettings, stepTextSize, viewSettings } from "./viewSettings";

const root = document.documentElement;

beforeEach(() => {
  localStorage.clear();
  applyViewSettings();
});

describe("view settings", () => {
  it("are put on the page and remembered", () => {
    changeView({ textSize: 150, density: "compact", contrast: "more", motion: "reduced" });
    expect(root.style.fontSize).toBe("150%");
    expect(root.dataset).toMatchObject({ density: "compact", contrast: "more", motion: "reduced" });
    expect(viewSettings()).toMatchObject({ textSize: 150, density: "compact" });
  });

  it("leave the size of text to the system where nothing was chosen", () => {
    expect(root.style.fontSize).toBe("");
  });

  it("step through the sizes and stop at the ends", () => {
    stepTextSize(1);
    expect(viewSettings().textSize).toBe(110);
    for (let step = 0; step < 10; step++) stepTextSize(1);
    expect(viewSettings().textSize).toBe(200);
    for (let step = 0; step < 10; step++) stepTextSize(-1);
    expect(viewSettings().textSize).toBe(90);
  });

  it.each(["{", "null", '"dark"', '{"textSize":5000,"density":"","locale":"xx","firstWeekday":"1"}'])(
    "fall back to the usual where %s is stored",
    (stored) => {
      localStorage.setItem("proforma.view", stored);
      expect(viewSettings()).toEqual(defaultViewSettings);
    },
  );
});

describe("before the first paint", () => {
  const script = readFileSync("public/first-paint.js", "utf8");
  const paint = () => {
    for (const name of ["data-density", "data-contrast", "data-motion", "style"]) root.removeAttribute(name);
    new Function(script)();
  };

  it("the page wears what it wore last", () => {
    changeView({ textSize: 175, density: "compact", contrast: "more" });
    localStorage.setItem("mantine-color-scheme-value", "dark");
    paint();
    expect(root.style.fontSize).toBe("175%");
    expect(root.dataset).toMatchObject({ density: "compact", contrast: "more", mantineColorScheme: "dark" });
  });

  it("a mangled store does not stop the page", () => {
    localStorage.setItem("proforma.look", "{");
    expect(paint).not.toThrow();
    expect(root.dataset.mantineColorScheme).toBe("light");
  });
});

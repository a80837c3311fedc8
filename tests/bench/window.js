// Measures inside the page: from what a person does to the frame that shows the answer.
const done = arguments[arguments.length - 1];

const PATIENCE_MILLISECONDS = 45_000;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const all = (selector) => [...document.querySelectorAll(selector)];
const go = (address) => {
  location.hash = address;
};
const rows = () => all("main [role=grid] [role=rowgroup]:last-child [role=row]");
const isWaiting = (row) => row.getAttribute("aria-busy") === "true";
/** Whether the list shows the rows that were asked for, all of them. */
const listed = () =>
  rows().length > 0 && document.querySelector("main [role=grid][aria-busy]") === null && !rows().some(isWaiting);
const headed = (text) => all("h1").some((heading) => heading.textContent.includes(text));
const idle = () => document.querySelector("main [aria-busy=true], main [aria-label=Loading]") === null;
const scroller = () => document.querySelector("main [role=grid]");
const sorted = (name) =>
  all("[role=columnheader][aria-sort]").some((head) => head.textContent.startsWith(name)) && listed();
const type = (field, text) => {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

/** Milliseconds from `act` until a frame has been drawn after `shown` came true. */
async function measure(act, shown) {
  const started = performance.now();
  act();
  // What was on the screen before is not the answer.
  await frame();
  while (!shown()) {
    if (performance.now() - started > PATIENCE_MILLISECONDS) throw new Error("it never came");
    await frame();
  }
  const seen = performance.now();
  await frame();
  return seen - started;
}

/** Scrolls at an even speed and watches each frame: how many there were, how many had a row missing, the longest. */
async function scroll(pixelsPerSecond, milliseconds) {
  const grid = scroller();
  const started = performance.now();
  let [frames, blank, longest, last] = [0, 0, 0, started];
  while (last - started < milliseconds) {
    const now = await frame();
    longest = Math.max(longest, now - last);
    grid.scrollTop += (pixelsPerSecond * Math.max(0, now - last)) / 1_000;
    last = now;
    frames++;
    if (rows().length === 0 || rows().some(isWaiting)) blank++;
  }
  return [frames, blank, longest];
}

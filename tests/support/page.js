// Finds what a person would: an element by what it is and what it is called, among those that can be seen.
const [role, name, inside] = arguments;

const selectors = {
  alert: "[role=alert]",
  banner: "header,[role=banner]",
  button: "button,[role=button],input[type=button],input[type=submit]",
  cell: "td,[role=cell],[role=gridcell]",
  checkbox: "input[type=checkbox],[role=checkbox]",
  complementary: "aside,[role=complementary]",
  columnheader: "th,[role=columnheader]",
  combobox: "select,[role=combobox]",
  dialog: "dialog,[role=dialog],[role=alertdialog]",
  field: "input,textarea,select,[contenteditable=true]",
  grid: "[role=grid]",
  heading: "h1,h2,h3,h4,h5,h6,[role=heading]",
  img: "img,[role=img]",
  link: "a[href],[role=link]",
  list: "ul,ol,[role=list]",
  main: "main,[role=main]",
  menuitem: "[role=menuitem]",
  navigation: "nav,[role=navigation]",
  option: "option,[role=option]",
  progressbar: "progress,[role=progressbar]",
  radio: "input[type=radio],[role=radio],input[type=radio] + label",
  region: "section,[role=region]",
  row: "tr,[role=row]",
  rowheader: "th[scope=row],[role=rowheader]",
  status: "output,[role=status]",
  tab: "[role=tab]",
  table: "table,[role=table],[role=grid]",
  text: "body *",
  textbox: "input:not([type]),input[type=text],textarea,[role=textbox]",
};

const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();

function nameOf(element) {
  const labelledBy = element.getAttribute("aria-labelledby");
  if (labelledBy) {
    return tidy(labelledBy.split(/\s+/).map((id) => document.getElementById(id)?.textContent).join(" "));
  }
  return (
    tidy(element.getAttribute("aria-label")) ||
    tidy([...(element.labels ?? [])].map((label) => label.textContent).join(" ")) ||
    tidy(element.getAttribute("alt")) ||
    tidy(element.innerText) ||
    tidy(element.getAttribute("title")) ||
    tidy(element.getAttribute("placeholder"))
  );
}

function isVisible(element) {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== "hidden";
}

const isAsked = (element) => {
  const found = nameOf(element);
  if (found === name) return true;
  if (role === "text" || !name.endsWith("…")) return false;
  return name.startsWith("…") ? found.includes(name.slice(1, -1)) : found.startsWith(name.slice(0, -1));
};

const found = [...(inside ?? document).querySelectorAll(selectors[role] ?? `[role=${role}]`)].filter(isVisible).filter(isAsked);
// Of elements inside each other the innermost is the one that carries the name.
return found.filter((element) => !found.some((other) => other !== element && element.contains(other)));

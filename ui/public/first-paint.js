// Puts on what the window wore last, before anything is drawn. What it means is decided in src/lib/viewSettings.ts.
(() => {
  const root = document.documentElement;
  const read = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const theme = read("mantine-color-scheme-value");
  const isDark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.setAttribute("data-mantine-color-scheme", isDark ? "dark" : "light");
  try {
    const { size, marks } = JSON.parse(read("proforma.look") ?? "{}");
    if (typeof size === "string") root.style.fontSize = size;
    for (const [name, value] of Object.entries(marks ?? {})) root.setAttribute(`data-${name}`, value);
  } catch {
    // What cannot be read is put on again by the program itself.
  }
})();

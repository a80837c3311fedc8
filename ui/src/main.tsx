import "@fontsource-variable/inter/opsz.css";
import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "./app/tokens.css";
import "./app/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { startI18n } from "./lib/i18n";
import { startViewSettings } from "./lib/viewSettings";

async function start(): Promise<void> {
  startViewSettings();
  // A constant at build time: the stand-in never reaches the program.
  if (import.meta.env.VITE_FAKE === "1") await (await import("./lib/fake/install")).installFake();
  await startI18n();
  const root = document.getElementById("root");
  if (root === null) throw new Error("the page has no root element");
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

void start();

import { MantineProvider } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFirstWeekday } from "../lib/format";
import { onBookChanged } from "../lib/ipc";
import { createQueryClient, forgetTags } from "../lib/queries";
import { type AppRouter, createAppRouter } from "./router";
import { cssVariablesResolver, theme } from "./theme";

export function App({ router: given }: { router?: AppRouter }) {
  const { i18n } = useTranslation();
  const [client] = useState(createQueryClient);
  const firstDayOfWeek = useFirstWeekday();
  const [router] = useState(() => given ?? createAppRouter());
  useEffect(() => {
    // The frame that shows the first screen: what the start of the program is measured by.
    requestAnimationFrame(() => performance.mark("first-screen"));
  }, []);
  useEffect(() => {
    const listening = onBookChanged(({ tags }) => forgetTags(client, tags));
    return () => {
      void listening.then((stop) => stop());
    };
  }, [client]);
  return (
    <MantineProvider
      // Without fades there is nothing to wait for that a test could not see.
      env={import.meta.env.MODE === "test" ? "test" : "default"}
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
    >
      <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek, weekendDays: [] }}>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  );
}

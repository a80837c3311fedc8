// What every route of an open book stands under.
import { createRootRoute, createRoute, Outlet } from "@tanstack/react-router";
import { Toasts } from "../components/Toasts";
import { ClosingDialog } from "./ClosingDialog";
import { Shell } from "./Shell";
import { UnsavedDialog } from "./UnsavedDialog";
import { useTextSizeKeys } from "./useTextSizeKeys";

export const root = createRootRoute({
  component: function Root() {
    useTextSizeKeys();
    return (
      <>
        <Outlet />
        <Toasts />
        <ClosingDialog />
        <UnsavedDialog />
      </>
    );
  },
});

export const book = createRoute({ getParentRoute: () => root, id: "book", component: Shell });

/** Whether a part of an address is a date. */
export function isDate(given: unknown): given is string {
  return typeof given === "string" && /^\d{4}-\d\d-\d\d$/.test(given) && !Number.isNaN(Date.parse(given));
}

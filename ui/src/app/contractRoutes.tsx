import { type AnyRoute, createRoute, useParams, useSearch } from "@tanstack/react-router";
import { LineScreen } from "../features/contracts/set-up/LineScreen";
import { NewContractScreen } from "../features/contracts/set-up/NewContractScreen";
import { SetUpScreen } from "../features/contracts/set-up/SetUpScreen";

/** The screens on which contracts are set up. */
export function contractRoutes<Book extends AnyRoute>(getParentRoute: () => Book) {
  // Beside the contracts, not below them: any word there may be the id of one.
  const newContract = createRoute({ getParentRoute, path: "/new-contract", component: NewContractScreen });

  const setUp = createRoute({
    getParentRoute,
    path: "/contracts/$id/set-up",
    component: function SetUpRoute() {
      const { id = "" } = useParams({ strict: false });
      return <SetUpScreen key={id} id={id} />;
    },
  });

  const newLine = createRoute({
    getParentRoute,
    path: "/contracts/$id/new-line",
    component: function NewLineRoute() {
      const { id = "" } = useParams({ strict: false });
      return <LineScreen key={id} contract={id} line={null} />;
    },
  });

  const line = createRoute({
    getParentRoute,
    path: "/contracts/$id/lines/$line",
    validateSearch: (given: Record<string, unknown>): { at?: string } =>
      typeof given.at === "string" ? { at: given.at } : {},
    component: function LineRoute() {
      const { id = "", line: own = "" } = useParams({ strict: false });
      const { at } = useSearch({ strict: false });
      return <LineScreen key={`${id} ${own}`} contract={id} line={own} at={at} />;
    },
  });

  return [newContract, setUp, newLine, line] as const;
}

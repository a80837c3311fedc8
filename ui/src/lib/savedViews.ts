// Views of a list: its filter, search and order under a name. They stay on this computer.
import { useState } from "react";
import { useStored } from "./stored";

/** What the address of a list holds, as texts. */
export type ViewState = Readonly<Record<string, string>>;
export type SavedView = { name: string; state: ViewState };

export function isViewState(value: unknown): value is ViewState {
  return typeof value === "object" && value !== null && Object.values(value).every((text) => typeof text === "string");
}

function asViews(value: unknown): SavedView[] | null {
  if (!Array.isArray(value)) return null;
  return value.filter((one): one is SavedView => typeof one?.name === "string" && isViewState(one.state));
}

function sameState(a: ViewState, b: ViewState): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => a[key] === b[key]);
}

export type Naming = { kind: "save" } | { kind: "rename"; view: SavedView };

export type Views = {
  /** Those that every list brings along; they are neither renamed nor deleted. */
  presets: readonly SavedView[];
  own: readonly SavedView[];
  /** The view that is shown, where what is shown is exactly one. */
  current: SavedView | null;
  /** The own view that was chosen last and changed since. */
  changed: SavedView | null;
  choose: (view: SavedView) => void;
  save: (name: string) => void;
  /** Puts what is shown in the place of the view that it came from. */
  update: (view: SavedView) => void;
  rename: (view: SavedView, name: string) => void;
  remove: (view: SavedView) => void;
  putBack: (view: SavedView) => void;
  isTaken: (name: string, except?: SavedView) => boolean;
  /** The dialog that asks for a name; the strip over the list opens it too. */
  naming: Naming | null;
  setNaming: (naming: Naming | null) => void;
};

type Options = {
  /** The list that the views are of. */
  list: string;
  /** What the list shows now. */
  state: ViewState;
  presets?: readonly SavedView[];
  onChoose: (state: ViewState) => void;
};

export function useViews({ list, state, presets = [], onChoose }: Options): Views {
  const [stored, store] = useStored(`views.${list}`, asViews);
  const own = stored ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [naming, setNaming] = useState<Naming | null>(null);
  const current = [...own, ...presets].find((view) => sameState(view.state, state)) ?? null;
  const sorted = (views: SavedView[]) => store(views.sort((a, b) => a.name.localeCompare(b.name)));
  const others = (view: SavedView) => own.filter((one) => one.name !== view.name);
  return {
    presets,
    own,
    current,
    changed: current === null ? (own.find((view) => view.name === chosen) ?? null) : null,
    choose: (view) => {
      setChosen(view.name);
      onChoose(view.state);
    },
    save: (name) => {
      setChosen(name);
      sorted([...own, { name, state }]);
    },
    update: (view) => sorted([...others(view), { name: view.name, state }]),
    rename: (view, name) => {
      setChosen((old) => (old === view.name ? name : old));
      sorted([...others(view), { name, state: view.state }]);
    },
    remove: (view) => sorted(others(view)),
    putBack: (view) => {
      // Read anew: an undo comes later, when the list of views is another.
      const now = asViews(JSON.parse(localStorage.getItem(`proforma.views.${list}`) ?? "[]")) ?? [];
      sorted([...now.filter((one) => one.name !== view.name), view]);
    },
    isTaken: (name, except) =>
      [...own, ...presets].some(
        (view) => view.name !== except?.name && view.name.toLowerCase() === name.trim().toLowerCase(),
      ),
    naming,
    setNaming,
  };
}

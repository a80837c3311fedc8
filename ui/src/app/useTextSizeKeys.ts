import { useKeys } from "../lib/keys";
import { changeView, stepTextSize } from "../lib/viewSettings";

/** Ctrl with plus, minus and nought, as everywhere else. */
export function useTextSizeKeys(): void {
  const larger = () => stepTextSize(1);
  useKeys(
    { "mod+=": larger, "mod++": larger, "mod+-": () => stepTextSize(-1), "mod+0": () => changeView({ textSize: 100 }) },
    { inDialog: true },
  );
}

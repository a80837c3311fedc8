// What nobody waits for may fail too: then a toast says so.
import { asProblem } from "./ipc";
import { asSentence } from "./sentence";
import { showToast } from "./toasts";

/** Says in a toast where something fails that was begun by key or button. */
export function caught(promise: Promise<unknown>, text: string): void {
  promise.catch((thrown: unknown) => {
    showToast({ text, detail: asSentence(asProblem(thrown).message), tone: "notice" });
  });
}

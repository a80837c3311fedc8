import type { Result } from "../lib/ipc";

/** What the stand-in answers where it does not refuse. */
export async function answerOf<Data>(asked: Promise<Result<Data, unknown>>): Promise<Data> {
  const answer = await asked;
  if (answer.status !== "ok") throw new Error("the stand-in refused");
  return answer.data;
}

import { Fragment } from "react";
import { foundIn } from "../lib/emphasis";
import classes from "./Emphasised.module.css";

/** A text in which what was searched for stands out. */
export function Emphasised({ text, searched }: { text: string; searched: string }) {
  const spans = foundIn(text, searched);
  if (spans.length === 0) return text;
  return (
    <>
      {spans.map((span, index) => (
        <Fragment key={span.from}>
          {text.slice(spans[index - 1]?.to ?? 0, span.from)}
          <mark className={classes.found}>{text.slice(span.from, span.to)}</mark>
        </Fragment>
      ))}
      {text.slice(spans.at(-1)?.to ?? 0)}
    </>
  );
}

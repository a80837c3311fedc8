import type { ButtonHTMLAttributes } from "react";
import classes from "./LinkButton.module.css";

/** Acts, but reads as a link within a sentence. */
export function LinkButton(props: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" {...props} className={classes.link} />;
}

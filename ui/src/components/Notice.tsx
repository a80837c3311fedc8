import type { ReactNode } from "react";
import classes from "./Notice.module.css";
import { Shape, type ShapeName, type Tone } from "./Shape";

type NoticeProps = {
  tone: Tone;
  shape: ShapeName;
  children: ReactNode;
  action?: ReactNode;
  alert?: boolean;
  plain?: boolean;
};

/** Says no, why, and what next. */
export function Notice({ tone, shape, children, action, alert = false, plain = false }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={plain ? undefined : tone} role={alert ? "alert" : undefined}>
      <span className={classes.shape}>
        <Shape name={shape} tone={tone} />
      </span>
      <div className={classes.text}>{children}</div>
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}

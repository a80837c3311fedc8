import classes from "./Shape.module.css";

export type ShapeName =
  | "ring"
  | "dot"
  | "half"
  | "dashed"
  | "ring-check"
  | "disc-check"
  | "octagon"
  | "triangle"
  | "double-arrow"
  | "line"
  | "slash"
  | "diamond"
  | "diamond-empty"
  | "clock"
  | "info"
  | "play"
  | "moon"
  | "pause"
  | "again";

export type Tone = "green" | "amber" | "red" | "violet" | "grey" | "accent";

const CHECK = "M5.4 8.2 7.2 10l3.4-3.8";

function Drawing({ name }: { name: ShapeName }) {
  switch (name) {
    case "ring":
      return <circle cx="8" cy="8" r="5.6" className={classes.stroke} />;
    case "dot":
      return <circle cx="8" cy="8" r="6.4" className={classes.fill} />;
    case "half":
      return (
        <>
          <circle cx="8" cy="8" r="5.6" className={classes.stroke} />
          <path d="M8 4.6a3.4 3.4 0 0 1 0 6.8z" className={classes.fill} />
        </>
      );
    case "dashed":
      return <circle cx="8" cy="8" r="5.6" className={classes.stroke} strokeDasharray="2.2 2.2" />;
    case "ring-check":
      return (
        <>
          <circle cx="8" cy="8" r="5.9" className={classes.stroke} />
          <path d={CHECK} className={classes.stroke} />
        </>
      );
    case "disc-check":
      return (
        <>
          <circle cx="8" cy="8" r="6.6" className={classes.fill} />
          <path d={CHECK} className={classes.cut} />
        </>
      );
    case "octagon":
      return (
        <>
          <path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z" className={classes.fill} />
          <path d="M5 8h6" className={classes.cut} />
        </>
      );
    case "triangle":
      return (
        <>
          <path d="M8 1.8 15 14H1z" className={classes.fill} strokeLinejoin="round" />
          <path d="M8 6.4v3.4M8 11.8v.2" className={classes.cut} />
        </>
      );
    case "double-arrow":
      return <path d="m3 3.6 4.4 4.4L3 12.4M8.6 3.6 13 8l-4.4 4.4" className={classes.stroke} />;
    case "line":
      return <path d="M2.4 8h11.2" className={classes.stroke} />;
    case "slash":
      return (
        <>
          <circle cx="8" cy="8" r="5.6" className={classes.stroke} />
          <path d="m4.2 11.8 7.6-7.6" className={classes.stroke} />
        </>
      );
    case "diamond":
      return <path d="M8 1.6 14.4 8 8 14.4 1.6 8z" className={classes.fill} />;
    case "diamond-empty":
      return <path d="M8 2.6 13.4 8 8 13.4 2.6 8z" className={classes.stroke} />;
    case "clock":
      return (
        <>
          <circle cx="8" cy="8" r="5.8" className={classes.stroke} />
          <path d="M8 4.8V8l2.2 1.4" className={classes.stroke} />
        </>
      );
    case "info":
      return (
        <>
          <circle cx="8" cy="8" r="5.8" className={classes.stroke} />
          <path d="M8 7.4v3.4M8 5v.2" className={classes.stroke} />
        </>
      );
    case "moon":
      return <path d="M6.2 1.9a6.4 6.4 0 1 0 8 8.4A5.6 5.6 0 0 1 6.2 1.9z" className={classes.fill} />;
    case "pause":
      return <path d="M4.2 2.6h2.6v10.8H4.2zM9.2 2.6h2.6v10.8H9.2z" className={classes.fill} />;
    case "again":
      return <path d="M13.2 6.2A5.6 5.6 0 1 0 13.6 8M13.6 2.8v3.6H10" className={classes.stroke} />;
    case "play":
      return <path d="M4 2.4 13.4 8 4 13.6z" className={classes.fill} />;
  }
}

/** A status shape. It never stands alone: its word is beside it. */
export function Shape({ name, tone }: { name: ShapeName; tone: Tone }) {
  return (
    <svg viewBox="0 0 16 16" className={classes.shape} data-shape={name} data-tone={tone} aria-hidden="true">
      <Drawing name={name} />
    </svg>
  );
}

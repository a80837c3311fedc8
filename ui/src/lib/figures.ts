// How wide numbers are: one that is cut reads as another one.

/** Of a row of text, in rem: figures are of one width, what stands between them is about half of it. */
export const FIGURE_REM = 0.54;

/** How wide a number is, in figures. */
export function widthOf(text: string): number {
  const figures = text.replace(/\D/g, "").length;
  return figures + (text.length - figures) / 2;
}

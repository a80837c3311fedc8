import { describe, expect, it } from "vitest";
import { SCROLL_MAX, scrollSpace } from "./scrollSpace";

const ROW = 36;
const VIEW = 720;

describe("the space that a list scrolls in", () => {
  it("is the list itself while browsers can hold it", () => {
    const space = scrollSpace(20_000 * ROW, VIEW);
    expect(space.isScaled).toBe(false);
    expect(space.height).toBe(20_000 * ROW);
    expect(space.atScrollTop(12_345)).toEqual({ scrollTop: 12_345, offset: 12_345 });
  });

  const content = 1_000_000 * ROW;
  const space = scrollSpace(content, VIEW);
  const listEnd = content - VIEW;
  const barEnd = SCROLL_MAX - VIEW;

  it("never grows past what browsers hold", () => {
    expect(content).toBeGreaterThan(SCROLL_MAX);
    expect(space.height).toBe(SCROLL_MAX);
  });

  it("reaches the first and the last of a million rows exactly", () => {
    expect(space.atScrollTop(0).offset).toBe(0);
    expect(space.atScrollTop(barEnd).offset).toBe(listEnd);
    expect(space.atOffset(listEnd).scrollTop).toBe(barEnd);
  });

  it("maps there and back to the same row, all the way down", () => {
    for (let row = 0; row < 1_000_000; row += 9_973) {
      const { scrollTop } = space.atOffset(row * ROW);
      expect(Math.round(space.atScrollTop(scrollTop).offset / ROW)).toBe(Math.min(row, Math.round(listEnd / ROW)));
    }
  });

  it("only ever moves down when the bar does", () => {
    let last = -1;
    for (let scrollTop = 0; scrollTop <= barEnd; scrollTop += 1_983) {
      const { offset } = space.atScrollTop(scrollTop);
      expect(offset).toBeGreaterThan(last);
      last = offset;
    }
  });

  it("moves by the pixel for a wheel and in proportion for a drag", () => {
    const middle = space.atScrollTop(700_000);
    expect(space.moved(middle, 700_053).offset).toBe(middle.offset + 53);
    expect(space.moved(middle, 900_000)).toEqual(space.atScrollTop(900_000));
  });

  it("arrives at the ends however it got near them", () => {
    expect(space.moved({ scrollTop: 300, offset: 900 }, 0).offset).toBe(0);
    expect(space.moved({ scrollTop: barEnd - 300, offset: listEnd - 900 }, barEnd).offset).toBe(listEnd);
  });
});

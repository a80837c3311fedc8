import { act, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { setClock, useNow } from "./clock";

let hidden = false;

function Shown() {
  return <p>{useNow(1_000)}</p>;
}

function setHidden(is: boolean) {
  hidden = is;
  act(() => void document.dispatchEvent(new Event("visibilitychange")));
}

afterEach(() => {
  setClock(Date.now);
  vi.useRealTimers();
  vi.restoreAllMocks();
  hidden = false;
});

describe("the time as it passes", () => {
  it("stands still while nobody can see the window, and is right when it is seen again", () => {
    vi.useFakeTimers();
    vi.spyOn(document, "hidden", "get").mockImplementation(() => hidden);
    let time = 0;
    let asked = 0;
    setClock(() => {
      asked += 1;
      return time;
    });
    render(<Shown />);
    time = 5;
    act(() => void vi.advanceTimersByTime(1_000));
    expect(screen.getByText("5")).toBeVisible();

    setHidden(true);
    const before = asked;
    time = 6;
    act(() => void vi.advanceTimersByTime(60_000));
    expect(asked).toBe(before);

    setHidden(false);
    expect(screen.getByText("6")).toBeVisible();
    time = 7;
    act(() => void vi.advanceTimersByTime(1_000));
    expect(screen.getByText("7")).toBeVisible();
  });
});

import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { FilteredStrip } from "./FilteredStrip";

const strip = (hasMore: boolean) =>
  render(<FilteredStrip shown={5_010} all={1_174_195} hasMore={hasMore} onShowAll={() => undefined} />);

it("says how many are hidden", () => {
  strip(false);
  expect(screen.getByRole("status")).toHaveTextContent("Filtered: 5,010 of 1,174,195 shown, 1,169,185 hidden");
});

it("does not say how many are hidden where more may fit", () => {
  strip(true);
  const said = screen.getByRole("status");
  expect(said).toHaveTextContent("the first 5,010 of 1,174,195 that fit are shown");
  expect(said).not.toHaveTextContent("hidden");
});

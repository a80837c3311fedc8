import i18next from "i18next";
import { afterEach, expect, it } from "vitest";
import { changeView, defaultViewSettings } from "./viewSettings";

afterEach(() => changeView(defaultViewSettings));

it("writes counts in sentences as the chosen country does", () => {
  expect(i18next.t("run.drafts", { count: 1234 })).toBe("1,234 drafts");
  changeView({ locale: "de-DE" });
  expect(i18next.t("run.drafts", { count: 1234 })).toBe("1.234 drafts");
});

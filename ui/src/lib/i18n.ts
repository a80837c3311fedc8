import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "../locales/en.json";
import { chosenLocale } from "./format";
import { viewSettings } from "./viewSettings";

/** The languages that the window speaks, by code, each in its own words. */
export const languages = { en: "English" } as const;

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
  });
  // Counts in sentences read as the numbers beside them: in the format that the reader chose.
  i18next.services.formatter?.add("number", (value: number) =>
    new Intl.NumberFormat(chosenLocale(viewSettings().locale, i18next.language)).format(value),
  );
  document.documentElement.lang = i18next.language;
}

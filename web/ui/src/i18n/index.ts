// Two languages: Chinese is the source, English is complete. The choice is a cookie, so that the public pages agree.
import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import type { Person, Text } from "../api/types";
import { en } from "./en";
import { zh, type Catalogue } from "./zh-CN";

export type Language = "zh-CN" | "en";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "app";
    resources: { app: Catalogue };
  }
}

const COOKIE = "mj_lang";
const COOKIE_SECONDS = 31_536_000;

export const i18n = i18next.createInstance();

export function startI18n(language: Language = chosenLanguage()): void {
  void i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: "zh-CN",
    defaultNS: "app",
    ns: ["app"],
    resources: { "zh-CN": { app: zh }, en: { app: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  if (typeof document !== "undefined") document.documentElement.lang = language;
}

export function changeLanguage(language: Language): void {
  document.cookie = `${COOKIE}=${language}; path=/; max-age=${COOKIE_SECONDS}; samesite=lax`;
  document.documentElement.lang = language;
  void i18n.changeLanguage(language);
}

function chosenLanguage(): Language {
  return typeof document !== "undefined" && document.cookie.includes(`${COOKIE}=en`) ? "en" : "zh-CN";
}

/** The current language, the catalogue, and how to say what departments wrote. */
export function useWords() {
  const { t } = useTranslation();
  const language: Language = i18n.language === "en" ? "en" : "zh-CN";
  return {
    t,
    language,
    say: (text: Text) => inLanguage(text, language),
    name: (person: Person) => (language === "en" ? (person.name_en ?? person.name) : person.name),
    list: (words: string[]) => words.join(t("app.separator")),
  };
}

export type Words = ReturnType<typeof useWords>;

export function inLanguage(text: Text, language: Language): string {
  return language === "en" ? (text.en ?? text.zh) : text.zh;
}

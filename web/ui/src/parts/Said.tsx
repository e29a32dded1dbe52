import type { Person, Text } from "../api/types";
import { useWords } from "../i18n";

/** What a department wrote, in the current language; Chinese is marked as such in the English view. */
export function Said({ text }: { text: Text }) {
  const { say, language } = useWords();
  return language === "en" && !text.en ? <span lang="zh-CN">{text.zh}</span> : <>{say(text)}</>;
}

export function Names({ people, none }: { people: Person[]; none?: string }) {
  const { name, list } = useWords();
  return <>{people.length > 0 ? list(people.map(name)) : none}</>;
}

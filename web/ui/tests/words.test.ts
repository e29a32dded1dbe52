import { beforeAll, describe, expect, it } from "vitest";
import css from "../src/app.css?raw";
import { i18n, inLanguage, startI18n, type Words } from "../src/i18n";
import { en } from "../src/i18n/en";
import { zh } from "../src/i18n/zh-CN";
import { SHAPE } from "../src/parts/marks";
import { problemText } from "../src/parts/problems";
import { following, sentence } from "../src/parts/sentence";
import { token } from "../src/parts/theme";

function flat(tree: object, path = ""): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]: [string, unknown]) => (typeof value === "string" ? [[path + key, value]] : Object.entries(flat(value as object, `${path}${key}.`)))),
  );
}

const chinese = flat(zh);
const english = flat(en);

describe("the catalogues", () => {
  it("have the same keys", () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
  });

  it("use the same parameters", () => {
    const parameters = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
    const different = Object.keys(chinese).filter((key) => !key.endsWith("_one") && parameters(chinese[key] ?? "").join() !== parameters(english[key] ?? "").join());
    expect(different).toEqual([]);
  });

  it("leave nothing in Chinese in the English view but the name of the language", () => {
    expect(Object.entries(english).filter(([, text]) => /[\u3400-\u9fff]/.test(text)).map(([key]) => key)).toEqual(["top.language"]);
  });

  it("leave no text empty", () => {
    expect([...Object.entries(chinese), ...Object.entries(english)].filter(([, text]) => text.trim() === "")).toEqual([]);
  });
});

describe("cards", () => {
  it("differ by shape and by word, never by colour alone", () => {
    expect(new Set(Object.values(SHAPE)).size).toBe(3);
    expect([SHAPE.red + zh.level.red, SHAPE.yellow + zh.level.yellow, SHAPE.prompt + zh.level.prompt]).toEqual(["■红牌", "▲黄牌", "ⓘ提示"]);
    expect(Object.values(en.level)).toEqual(["Red card", "Yellow card", "Prompt"]);
  });

  it("have the colours of the style sheet", () => {
    for (const [name, value] of Object.entries(token)) expect(css).toContain(`--${name}: ${value};`);
  });
});

describe("words", () => {
  beforeAll(() => startI18n("zh-CN"));

  const words: Words = { t: i18n.t.bind(i18n) as Words["t"], language: "zh-CN", say: (text) => inLanguage(text, "zh-CN"), name: (person) => person.name, list: (all) => all.join("、") };
  const me = { timezone: "Asia/Shanghai", today: "2026-11-24" };
  const review = { id: "review", title: { zh: "审核" } };
  const running = { state: "running" as const, at: [review], waits: [], holders: [{ id: "qian", name: "钱审" }], since: "2026-11-20T01:00:00Z", due: { at: "2026-12-05T16:00:00Z", day: "2026-12-05", provisional: true } };

  it("say where a case stands in one sentence", () => {
    expect(sentence(running, words, me)).toBe("在“审核”环节，由钱审办理，自 11-20 起；期限 12-05（暂定）。");
    expect(sentence({ ...running, holders: [], due: null }, words, me)).toBe("在“审核”环节，等待签收，自 11-20 起；没有期限。");
    expect(sentence({ ...running, at: [], waits: [review], holders: [], due: null }, words, me)).toBe("目前没有等待办理的任务：“审核”，自 11-20 起；没有期限。");
    expect(sentence({ ...running, state: "ended" }, words, me)).toBe("已办结，自 11-20 起。");
  });

  it("say what follows an act: the next step, else what the case waits for", () => {
    expect(following({ state: "running", at: [review], waits: [review] }, words)).toBe("下一步：审核");
    expect(following({ state: "running", at: [], waits: [review] }, words)).toBe("目前没有等待办理的任务：审核");
    expect(following({ state: "ended", at: [], waits: [] }, words)).toBe("案件已到此为止，没有后续任务。");
  });

  it("are the app's own for codes that it knows, else the server's", () => {
    const problem = { type: "", title: "", detail: "职责分离", status: 403, instance: "", params: {}, errors: [] };
    expect(problemText({ ...problem, code: "MJ4103" }, words.t)).toBe("职责分离");
    expect(problemText({ ...problem, code: "MJ5001" }, words.t)).toBe(zh.problem.MJ5001);
    expect(problemText(null, words.t)).toBe(zh.problem.unknown);
  });
});

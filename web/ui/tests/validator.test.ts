import { beforeAll, describe, expect, it } from "vitest";
import type { Form } from "../src/api/types";
import { startI18n } from "../src/i18n";
import { buildForm, withoutEmpty } from "../src/parts/form/schema";
import { errorTree } from "../src/parts/form/errorTree";
import { validator } from "../src/parts/form/validator";

const form: Form = {
  id: "filing",
  title: { zh: "立案审批" },
  schema: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    additionalProperties: false,
    required: ["decision"],
    properties: {
      decision: { type: "string", enum: ["file", "not_file"], "x-title": { zh: "意见", en: "Decision" }, "x-choices": { file: { zh: "立案" }, not_file: { zh: "不予立案" } } },
      ground: { type: "string", minLength: 1, maxLength: 10, "x-title": { zh: "理由", en: "Ground" } },
      fine_fen: { type: "integer", minimum: 0, maximum: 20_000, "x-type": "money_fen", "x-title": { zh: "罚款" } },
      handlers: { type: "array", minItems: 2, uniqueItems: true, items: { type: "string", "x-type": "person" }, "x-title": { zh: "办案人员" } },
      parties: { type: "array", "x-title": { zh: "当事人" }, items: { type: "object", required: ["name"], properties: { name: { type: "string", "x-title": { zh: "名称" } } } } },
    },
    allOf: [{ if: { required: ["decision"], properties: { decision: { const: "not_file" } } }, then: { required: ["ground"] } }],
  },
};

beforeAll(() => startI18n("zh-CN"));

const { schema } = buildForm(form, "zh-CN");
const found = (values: Record<string, unknown>) => validator.validateFormData(values, schema).errors.map((error) => `${error.property ?? ""} ${error.stack}`);

describe("the interpreting validator", () => {
  it("requires a field only on the branch that asks for it", () => {
    expect(found({ decision: "file" })).toEqual([]);
    expect(found({ decision: "not_file" })).toEqual([".ground 理由：必填"]);
    expect(found({ decision: "not_file", ground: "证据不足" })).toEqual([]);
  });

  it("answers rjsf which branch holds", () => {
    const branch = { properties: { decision: { const: "not_file" } } };
    expect(validator.isValid(branch, { decision: "not_file" }, schema)).toBe(true);
    expect(validator.isValid(branch, { decision: "file" }, schema)).toBe(false);
  });

  it("words each finding with the title of its field", () => {
    expect(found({})).toEqual([".decision 意见：必填"]);
    expect(found({ decision: "other" })).toEqual([".decision 意见：请从选项中选择"]);
    expect(found({ decision: "file", ground: "一二三四五六七八九十一" })).toEqual([".ground 理由：不超过 10 个字"]);
    expect(found({ decision: "file", handlers: ["a"] })).toEqual([".handlers 办案人员：至少 2 项"]);
  });

  it("does not count what is blank as an answer", () => {
    expect(found({ decision: " " })).toEqual([".decision 意见：必填"]);
    expect(found({ decision: "file", handlers: [], ground: "" })).toEqual([]);
    expect(found({ decision: "file", parties: [{ name: " " }] })).toEqual([".parties.0.name 当事人 1 名称：必填"]);
  });

  it("counts list items from one", () => {
    expect(found({ decision: "file", parties: [{ name: "甲" }, {}] })).toEqual([".parties.1.name 当事人 2 名称：必填"]);
  });

  it("never accepts money that could not be read, and states bounds in yuan", () => {
    expect(found({ decision: "file", fine_fen: NaN })).toEqual([".fine_fen 罚款：请填写金额，最多两位小数，例如 1234.50"]);
    expect(found({ decision: "file", fine_fen: 20_001 })).toEqual([".fine_fen 罚款：不得大于 200 元"]);
  });
});

describe("a form", () => {
  it("has its titles in the language, Chinese where English is missing", () => {
    const english = buildForm(form, "en").schema.properties as Record<string, { title?: string }>;
    expect(english.decision?.title).toBe("Decision");
    expect(english.fine_fen?.title).toBe("罚款");
  });

  it("hands in only fields with content", () => {
    expect(withoutEmpty({ a: "", b: "  x ", c: null, d: [], e: [{ f: "" }, { f: "y" }], g: 0, h: false, i: undefined })).toEqual({ b: "x", e: [{}, { f: "y" }], g: 0, h: false });
  });

  it("shows the server's findings at their fields", () => {
    const error = (pointer: string, detail: string) => ({ pointer, detail, code: "MJ4201", params: {} });
    expect(errorTree([error("/parties/0/name", "必填"), error("/ground", "太短")])).toEqual({ parties: { "0": { name: { __errors: ["必填"] } } }, ground: { __errors: ["太短"] } });
  });
});

describe("a list that must be handed in and may have no items", () => {
  const parties: Form = {
    id: "report",
    title: { zh: "报告" },
    schema: {
      type: "object",
      required: ["parties"],
      properties: {
        parties: { type: "array", minItems: 1, items: { type: "object", required: ["name", "kinds"], properties: { name: { type: "string" }, kinds: { type: "array", items: { type: "string", enum: ["fine"] } } } } },
      },
    },
  };
  const built = buildForm(parties, "zh-CN");

  it("may be left blank, and is the empty list then", () => {
    expect(validator.validateFormData({ parties: [{ name: "示例某" }] }, built.schema).errors).toEqual([]);
    expect(withoutEmpty({ parties: [{ name: "示例某" }] }, parties.schema)).toEqual({ parties: [{ kinds: [], name: "示例某" }] });
  });

  it("is still demanded where it must have items", () => {
    expect(validator.validateFormData({}, built.schema).errors).toHaveLength(1);
  });
});

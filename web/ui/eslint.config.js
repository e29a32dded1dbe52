// Layers: screens import api, parts and i18n; nothing imports screens but the router. Words live in the catalogues.
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const CJK = "/[\\u3000-\\u303f\\u3400-\\u9fff\\uff00-\\uffef]/";
const CJK_MESSAGE = "Chinese text belongs into src/i18n/zh-CN.ts.";

const noScreens = { group: ["**/screens/*"], message: "Nothing imports screens but the router." };
const noParts = { group: ["**/parts/**", "**/screens/**"], message: "api and i18n are the lowest layers." };

export default tseslint.config(
  { ignores: ["dist"] },
  ...tseslint.configs.strict,
  jsxA11y.flatConfigs.strict,
  reactHooks.configs.flat["recommended-latest"],
  {
    files: ["src/**/*.{ts,tsx}", "tests/**/*.ts"],
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: [noScreens] }],
      "max-lines": ["error", 300],
      eqeqeq: "error",
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    ignores: ["src/i18n/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: `Literal[value=${CJK}]`, message: CJK_MESSAGE },
        { selector: `JSXText[value=${CJK}]`, message: CJK_MESSAGE },
        { selector: `TemplateElement[value.raw=${CJK}]`, message: CJK_MESSAGE },
      ],
    },
  },
  { files: ["src/api/**", "src/i18n/**"], rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns: [noParts] }] } },
  { files: ["src/router.tsx"], rules: { "@typescript-eslint/no-restricted-imports": "off" } },
  { files: ["src/i18n/*.ts", "src/api/types.ts"], rules: { "max-lines": "off" } },
);

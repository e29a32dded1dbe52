// The words by which tests find things, in both languages.
const zh = {
  account: "账号", password: "密码", ownLanguage: "中文", logIn: "登录", logOut: "退出", navigation: "主导航", tasks: "办理待办", start: "登记案源",
  cases: "查阅案件", supervision: "监督办案", scope: "范围", pool: /^待签收/, claim: "签收",
  submit: "提交", documentNumber: /\s文号$/, documentDate: /\s文书日期$/, required: "必填", add: "增加一项",
  submitted: (task: string) => `已提交：${task}`,
};

const en: typeof zh = {
  account: "Account", password: "Password", ownLanguage: "English", logIn: "Log in", logOut: "Log out", navigation: "Main", tasks: "Do tasks", start: "Register a clue",
  cases: "Look up cases", supervision: "Supervise", scope: "Scope", pool: /^To claim/, claim: "Claim",
  submit: "Submit", documentNumber: /\sdocument number$/, documentDate: /\sdocument date$/, required: "required", add: "Add one",
  submitted: (task: string) => `Submitted: ${task}`,
};

export type Language = "zh" | "en";

export function wordsOf(language: Language): typeof zh {
  return language === "en" ? en : zh;
}

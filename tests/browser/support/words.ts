// The words by which tests find things, in both languages.
const zh = {
  account: "账号", password: "密码", ownLanguage: "中文", logIn: "登录", logOut: "退出", navigation: "主导航", tasks: "办理待办", start: "登记案源",
  cases: "查阅案件", supervision: "监督办案", cards: "亮牌督办", calendar: "工作日历", admin: "管理人员", scope: "范围", mine: /^我的/, pool: /^待签收/, all: "全部", claim: "签收",
  process: "程序", unit: /^办案机构/, register: "登记", registered: "已登记", state: "状态", anyState: "在办和已结", seeCase: "打开案件", openTasks: "当前任务", enter: "登记来文", reason: /^理由$/,
  submit: "提交", documentNumber: /\s文号$/, documentDate: /\s文书日期$/, required: "必填", add: "增加一项",
  submitted: (task: string) => `已提交：${task}`,
};

const en: typeof zh = {
  account: "Account", password: "Password", ownLanguage: "English", logIn: "Log in", logOut: "Log out", navigation: "Main", tasks: "Do tasks", start: "Register a clue",
  cases: "Look up cases", supervision: "Supervise", cards: "Cards", calendar: "Working days", admin: "Manage people", scope: "Scope", mine: /^Mine/, pool: /^To claim/, all: "All", claim: "Claim",
  process: "Process", unit: /^Unit/, register: "Register", registered: "Registered", state: "State", anyState: "Running and ended", seeCase: "Open the case", openTasks: "Open tasks", enter: "Enter", reason: /^Reasons$/,
  submit: "Submit", documentNumber: /\sdocument number$/, documentDate: /\sdocument date$/, required: "required", add: "Add one",
  submitted: (task: string) => `Submitted: ${task}`,
};

export type Language = "zh" | "en";

export function wordsOf(language: Language): typeof zh {
  return language === "en" ? en : zh;
}

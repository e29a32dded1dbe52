import type { boardZh, contactZh, noticesZh } from "./notices-zh";

export const noticesEn: typeof noticesZh = {
  bell: "Notices, {{count}} unread",
  title: "Notices",
  unread: "Unread",
  none: "No notices. Cards and reminders appear here.",
  all: "Mark all as read",
  read: "Mark as read",
  open: "Open the case",
  more: "Earlier notices",
  incidents: "Notice incidents",
  incidentsHelp: "Notices that did not arrive. The cases go on; once the cause is known they can be sent again.",
  what: "Cause",
  whom: "Recipient",
  way: "Way",
  when: "Raised",
  act: "Act",
  nobody: "—",
  retry: "Send again",
  retryOf: "Send again: {{when}}",
  again: "It is being sent again.",
  channel: { app: "In the app", mail: "Mail", sms: "Text message" },
};

export const boardEn: typeof boardZh = {
  title: "Notice board",
  help: "Yellow and red cards of running cases by department, for people inside only; no case and no party is named.",
  asOf: "As of {{time}}",
  red: "Cases with a red card",
  yellow: "Cases with a yellow card",
  none: "No cards.",
  rule: "Rule",
  process: "Process",
  unit: "Unit",
  when: "When",
  level: "Card",
};

export const contactEn: typeof contactZh = {
  title: "How they are reached",
  help: "For notices; personal data. The list of changes says that it was changed, not what it was or is.",
  mail: "E-mail",
  mobile: "Mobile telephone",
  english: "Notices in English",
  save: "Save",
  saved: "Saved.",
};

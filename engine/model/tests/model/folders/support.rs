//! A small standard and a small department, changed a little by each test.
#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

use annotate_snippets::Renderer;
use mingjing_model::bundle::Bundle;
use mingjing_model::compile::{Compiled, compile};
use mingjing_model::folder::Folder;
use mingjing_model::{Diagnostic, Lang, Sources, render};

/// Files of the standard and of a department.
#[derive(Clone)]
pub struct Folders {
    pub standard: Folder,
    pub department: Folder,
}

/// The standard and the department that all tests start from.
pub const STANDARD: [(&str, &str); 10] = [
    ("roles.yaml", ROLES),
    ("policy.yaml", POLICY),
    ("cards.yaml", CARDS),
    ("forms/clue.form.yaml", CLUE),
    ("forms/inquiry.form.yaml", INQUIRY),
    ("tables/authority.table.yaml", AUTHORITY),
    ("registers/officers.register.yaml", OFFICERS),
    ("calendars/cn.calendar.yaml", CALENDAR),
    ("notices/card.notice.yaml", NOTICE),
    ("notices/digest.notice.yaml", DIGEST),
];

const ROLES: &str = "roles:
  handler: {title: {zh: 办案人员, en: Handler}, verbs: [work, start, read_cases]}
  decider: {title: {zh: 负责人, en: Decider}, verbs: [work, read_cases]}
";

const POLICY: &str = "certificates: officers
rules:
  separation: {title: {zh: 职责分离, en: Separation of duties}, mode: recorded}
  people: {title: {zh: 两人办案, en: Two officers}, mode: reject}
";

const CARDS: &str = "cards:
  T2_last_day: {title: {zh: 最后一日, en: Last day}, on: [node, promised], moment: last_workday_before, min: 3, level: prompt}
  T4_over: {title: {zh: 超期, en: Over}, on: [statutory], moment: after, level: yellow, to: [holder, {role: decider, in: any}], channels: [mail]}
  T5_half: {title: {zh: 过半, en: Half}, on: [node], moment: {share: 50}, level: prompt}
";

const NOTICE: &str = "notice: card
title: {zh: 亮牌, en: Card}
app: {zh: '{{level}}：{{about}}{{#if case_number}}（{{case_number}}）{{else}}（无案号）{{/if}}', en: '{{level}}: {{about}}'}
mail: {subject: {zh: '{{level}}', en: '{{level}}'}, body: {zh: '{{rule}} {{link}}', en: '{{rule}} {{link}}'}}
sms: {zh: '{{organ}} {{count}}', en: '{{organ}} {{count}}'}
";

const DIGEST: &str = "notice: digest
title: {zh: 每日提醒, en: Digest}
app: {zh: '{{count}}', en: '{{count}}'}
mail: {subject: {zh: '{{count}}', en: '{{count}}'}, body: {zh: '{{list}}', en: '{{list}}'}}
sms: {zh: '{{count}}', en: '{{count}}'}
";

const CLUE: &str = "form: clue
title: {zh: 案源登记, en: Clue}
required: [source, text]
fields:
  source: {title: {zh: 来源, en: Source}, type: choice, choices: {inspection: {zh: 检查, en: Inspection}, report: {zh: 举报, en: Report}}}
  text: {title: {zh: 内容, en: Text}, type: text, max_length: 2000, multiline: true}
  name: {title: {zh: 当事人, en: Party}, type: text, list: 0, search: true}
  reporter: {title: {zh: 举报人, en: Reporter}, type: text, personal: true}
when:
  - {field: source, is: report, require: [reporter]}
layout: [[source, name], [text], [reporter]]
";

const INQUIRY: &str = "form: inquiry
title: {zh: 询问, en: Inquiry}
act: {who: officers, people: 2, certified: true, lane: handler, recording: recordings}
event_at: acted_on
required: [acted_on, officers, parties]
fields:
  acted_on: {title: {zh: 日期, en: Date}, type: date, not_after: today}
  officers: {title: {zh: 执法人员, en: Officers}, type: list, of: person, min_items: 2, lane: handler}
  recordings: {title: {zh: 录像, en: Recordings}, type: text}
  fine: {title: {zh: 罚款, en: Fine}, type: money, min: 0}
  count: {title: {zh: 份数, en: Count}, type: integer, min: 1, max: 10}
  weight: {title: {zh: 重量, en: Weight}, type: decimal}
  urgent: {title: {zh: 紧急, en: Urgent}, type: bool}
  at: {title: {zh: 时刻, en: At}, type: datetime}
  officer: {title: {zh: 证件, en: Certificate}, type: register, register: officers}
  parties:
    title: {zh: 当事人, en: Parties}
    type: list
    min_items: 1
    of:
      name: {title: {zh: 名称, en: Name}, type: text, personal: true}
      note: {title: {zh: 备注, en: Note}, type: text, optional: true}
when:
  - {field: urgent, is: true, require: [recordings, fine]}
";

const AUTHORITY: &str = r#"table: authority
title: {zh: 审批权限, en: Authority}
hit: unique
inputs: {fine: {type: number}, kind: {choice: [penalty, exit]}}
outputs: {lane: {type: text}}
rules:
  - {when: ["< 10000", "-"], then: ['"handler"']}
  - {when: [">= 10000", "-"], then: ['"decider"']}
"#;

const OFFICERS: &str = "register: officers
title: {zh: 执法人员, en: Officers}
key: person
fields:
  number: {title: {zh: 证号, en: Number}, type: text}
  until: {title: {zh: 有效期, en: Until}, type: date, optional: true}
rows: []
";

const CALENDAR: &str = "calendar: cn
version: '2026.1'
timezone: Asia/Shanghai
weekend: [sat, sun]
years:
  2026:
    notice: 国办发明电〔2025〕7号
    issued: 2025-11-04
    holidays:
      - {from: 2026-01-01, to: 2026-01-03, name: 元旦}
    makeup: [2026-01-04]
";

pub const DEPARTMENT: [(&str, &str); 3] =
    [("organ.yaml", ORGAN), ("registers/officers.register.yaml", OWN_OFFICERS), ("filing.process.yaml", PROCESS)];

const ORGAN: &str = "organ: scjg
title: 市场监管局
region: '330200'
level: city
working_hours: {from: '08:30', to: '17:30'}
digest: '08:40'
units: {food: {title: 食品科}, food_north: {title: 食品北所, parent: food}}
";

const OWN_OFFICERS: &str = "register: officers
title: 执法人员
key: person
fields:
  number: {title: 证号, type: text}
  until: {title: 有效期, type: date, optional: true}
  rank: {title: 级别, type: integer, optional: true}
rows:
  - {person: zhang, number: '330201', valid_from: 2024-01-01, valid_to: 2024-12-31}
  - {person: zhang, number: '330201', valid_from: 2025-01-01, until: 2027-12-31}
  - {person: li, number: '330202'}
";

const PROCESS: &str = "process: filing
version: 1
title: 立案
calendar: cn
numbers: {case: '立案〔{year}〕{seq}号'}
lanes:
  handler: {title: 办案人员, queue: unit}
  decider: {title: 负责人}
begin: register
nodes:
  register: {start: 登记, lane: handler, form: clue, to: decide}
  decide: {user_task: 决定, lane: decider, to: done}
  done: {end: 结束}
";

impl Folders {
    /// The folders that have nothing wrong.
    pub fn good() -> Self {
        let folder = |path: &str, files: &[(&str, &str)]| Folder {
            path: path.to_owned(),
            files: files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect(),
        };
        Self { standard: folder("processes/_standard", &STANDARD), department: folder("processes/scjg", &DEPARTMENT) }
    }

    /// With a file of the department added or replaced.
    pub fn file(mut self, path: &str, text: &str) -> Self {
        self.department.files.insert(path.to_owned(), text.to_owned());
        self
    }

    /// With a part of a file replaced; the file is one of the department, else one of the standard.
    pub fn edit(mut self, path: &str, from: &str, to: &str) -> Self {
        let files = if self.department.files.contains_key(path) { &mut self.department } else { &mut self.standard };
        let text = files.files.get_mut(path).unwrap();
        assert!(text.contains(from), "{path} has no {from}");
        *text = text.replacen(from, to, 1);
        self
    }

    /// Compiles the department.
    pub fn compile(&self) -> Compiled {
        compile(Some(&self.standard), &self.department)
    }

    /// The bundle; the folders must have nothing wrong.
    pub fn bundle(&self) -> Bundle {
        let compiled = self.compile();
        let found = compiled.diagnostics.into_sorted();
        assert!(found.is_empty(), "{}", rendered(&found, &compiled.sources));
        compiled.bundle.unwrap()
    }
}

/// Diagnostics as people see them, in both languages.
pub fn rendered(found: &[Diagnostic], sources: &Sources) -> String {
    let renderer = Renderer::plain();
    let zh = render::text(found, sources, Lang::Zh, &renderer);
    let en: Vec<String> = found.iter().map(|diagnostic| diagnostic.message(Lang::En)).collect();
    format!("{zh}\n{}\n", en.join("\n"))
}

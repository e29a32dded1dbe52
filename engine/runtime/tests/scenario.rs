//! Scenarios of a department that stands here: what the runner does by itself.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use mingjing_model::{Diagnostics, Sources, bundle::Bundle, compile, folder::Folder};
use mingjing_runtime::scenario::{Setting, play, read};

const FILES: [(&str, &str); 6] = [
    ("organ.yaml", "organ: city\ntitle: 市局\nregion: '330200'\nlevel: city\nunits: {office: {title: 办公室}}\n"),
    ("roles.yaml", "roles: {officer: {title: 承办人, verbs: [work, start, read_cases]}}\n"),
    ("policy.yaml", "rules: {documents: {title: 应当制作文书, mode: recorded}}\n"),
    (
        "calendars/cn.calendar.yaml",
        "calendar: cn\nversion: '1'\ntimezone: Asia/Shanghai\nweekend: [sat, sun]\nyears: {}\n",
    ),
    (
        "forms/clue.form.yaml",
        "form: clue\ntitle: 线索\nrequired: [report]\nfields:\n  report: {title: 是否举报, type: bool}\n",
    ),
    (
        "case.process.yaml",
        "process: case\nversion: 1\ntitle: 案件\ncalendar: cn\nlanes: {officer: {title: 承办人}}\nbegin: clue_register
nodes:
  clue_register:
    start: 登记
    lane: officer
    form: clue
    documents: {receipt: {title: 举报回执, when: 'clue.report'}}
    to: file
  file:
    user_task: 立案
    lane: officer
    documents: {approval: {title: 立案审批表}, answer: {title: 答复书, when: 'clue.report'}}
    risk: {point: 应立不立, control: {document: receipt, mode: warn}}
    to: close
  close:
    user_task: 结案
    lane: officer
    risk: {point: 未立即结, control: {document: receipt, mode: block}}
    to: done
  done: {end: 完}
",
    ),
];

fn bundle() -> Bundle {
    let mut folder = Folder { path: "processes/city".to_owned(), ..Folder::default() };
    folder.files.extend(FILES.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let compiled = compile(None, &folder);
    compiled.bundle.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics.into_sorted()))
}

/// Plays steps and gives what did not come out as expected.
fn played(steps: &str) -> Vec<String> {
    let text = format!(
        "scenario: 文书\nprocess: case\norgan: city\nat: 2026-03-02T09:00\npeople: {{zhang: {{roles: [officer]}}}}\nsteps:\n{steps}"
    );
    let mut sources = Sources::new();
    let file = sources.add("papers.scenario.yaml", &text);
    let mut report = Diagnostics::new();
    let scenario = read(file, &text, &mut report).unwrap_or_else(|| panic!("{:?}", report.into_sorted()));
    play(&scenario, &Setting::new(vec![bundle()]).unwrap())
        .unwrap()
        .failures
        .into_iter()
        .map(|failure| failure.text)
        .collect()
}

#[test]
fn what_is_due_is_entered_by_itself_and_a_step_may_say_otherwise() {
    let nothing: [&str; 0] = [];
    assert_eq!(
        played(
            "  - {as: zhang, start: {report: true}}
  - {as: zhang, complete: file}
  - {as: zhang, complete: close, expect: {state: ended}}\n"
        ),
        nothing
    );
    assert_eq!(
        played(
            "  - {as: zhang, start: {report: false}}
  - {as: zhang, complete: file, documents: none, expect: {refused: MJ4121}}
  - {as: zhang, complete: file, documents: {approval: {number: 一号, dated_on: 2026-03-03}}, expect: {refused: MJ4212}}
  - {as: zhang, complete: file, documents: {approval: {}, poem: {}}, expect: {refused: MJ4211}}
  - {as: zhang, complete: file, documents: {approval: {number: 一号, dated_on: 2026-02-27}}, expect: {tasks: [close]}}
  - {as: zhang, complete: close, expect: {refused: MJ4122, tasks: [close]}}\n"
        ),
        nothing,
        "without a report there is no receipt: the first risk point warns, the second blocks"
    );
}

#[test]
fn a_condition_over_an_earlier_form_decides_what_is_due() {
    let only_approval = "documents: {approval: {}}";
    for (report, expected) in [("true", "MJ4121"), ("false", "done")] {
        let failures = played(&format!(
            "  - {{as: zhang, start: {{report: {report}}}}}\n  - {{as: zhang, complete: file, {only_approval}}}\n"
        ));
        assert_eq!(failures.is_empty(), expected == "done", "{report}: {failures:?}");
        assert!(failures.iter().all(|failure| failure.contains(expected)), "{failures:?}");
    }
}

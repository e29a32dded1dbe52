//! What the rows show.

use crate::driver::{Case, at, map, people};
use mingjing_core::{
    event::Cell,
    ids::PersonId,
    rows::{CaseState, Change, Row, RowKey, diff},
};
use mingjing_model::definition::LimitKind;

fn ids(people: &[PersonId]) -> Vec<&str> {
    people.iter().map(PersonId::as_str).collect()
}

/// Filed at ten, with a party, an amount, a team and a host.
fn filed() -> Case {
    let mut case = Case::new();
    let clue =
        map([("source", "report".into()), ("party", "甲公司".into()), ("unit", "food".into()), ("amount", 500.into())]);
    case.start(clue).expect("starts");
    case.claim("head", "file").expect("claims");
    case.now = at("2026-03-02T10:00");
    case.complete("head", "file", map([("handlers", people(["zhang", "li"])), ("host", "host".into())]))
        .expect("completes");
    case
}

#[test]
fn a_column_is_of_the_form_that_comes_first() {
    let mut case = filed();
    let before = case.rows().case.expect("a case").cells;
    case.act("zhang", "suspend", map([("ground", "等待裁判".into())])).expect("asks");
    let after = case.rows().case.expect("a case");
    assert_eq!((after.cells, after.title.as_deref()), (before, Some("甲公司")));
}

#[test]
fn the_line_of_a_filed_case() {
    let rows = filed().rows();
    let row = rows.case.expect("a case");
    assert_eq!(
        (row.organ.as_str(), row.unit.as_deref(), row.number.as_deref()),
        ("scjg", Some("food"), Some("案〔2026〕042号"))
    );
    assert_eq!(
        (row.stage.as_deref(), row.state, row.nodes),
        (Some("intake"), CaseState::Running, vec!["check".to_owned()])
    );
    assert_eq!(row.cells, [(0, Cell::Text("甲公司".to_owned())), (1, Cell::Integer(500))]);
    assert_eq!(ids(&row.people), ["clerk", "head", "host", "li", "zhang"]);
    assert_eq!(
        (row.started_at, row.since, row.updated_at),
        (at("2026-03-02T09:00"), at("2026-03-02T10:00"), at("2026-03-02T10:00"))
    );
    assert_eq!(row.due_at, Some(at("2026-03-10T00:00")), "the limit of its task comes before those of its clocks");
    let promised = rows.clocks.iter().find(|clock| clock.kind == LimitKind::Promised).expect("a promise");
    assert_eq!(promised.lapses_at, at("2026-05-19T00:00"), "75 days end on a Saturday and roll to Monday, 18 May");
}

#[test]
fn the_task_of_a_filed_case() {
    let rows = filed().rows();
    let [task] = &rows.tasks[..] else { panic!("one task") };
    assert_eq!(
        (task.node.as_str(), task.lane.as_str(), task.role.as_str(), task.unit.as_deref()),
        ("check", "handler", "handler", Some("food"))
    );
    assert_eq!(task.team.as_deref().map(ids), Some(vec!["zhang", "li"]));
    assert_eq!(ids(&task.excluded), ["head", "host"], "who acted or is named in a separated lane");
    assert_eq!((task.due_at, task.title.as_deref()), (Some(at("2026-03-10T00:00")), Some("甲公司")));
    assert_eq!(task.next_card_at, Some(at("2026-03-06T00:00")));
}

#[test]
fn a_claim_changes_the_task_and_the_case_and_nothing_else() {
    let mut case = Case::filed();
    let old = case.rows();
    case.claim("zhang", "check").expect("claims");
    let changes = diff(&old, &case.rows());
    let kinds: Vec<_> = changes.iter().map(|change| matches!(change, Change::Put(Row::Task(_)))).collect();
    assert_eq!(kinds, [true], "the same minute shows the same case");
    case.now = at("2026-03-02T11:00");
    let old = case.rows();
    case.release("zhang", "check").expect("releases");
    assert_eq!(diff(&old, &case.rows()).len(), 2);
}

#[test]
fn an_ended_case_leaves_its_line_its_clocks_and_its_cards() {
    let mut case = Case::filed();
    crate::tasks::finish_check(&mut case);
    case.claim("head", "decide").expect("claims");
    let old = case.rows();
    let task = case.task("decide").key;
    case.complete("head", "decide", map([("dated_on", "2026-03-02".into())])).expect("completes");
    let rows = case.rows();
    assert_eq!(rows.case.as_ref().map(|case| (case.state, case.nodes.len())), Some((CaseState::Ended, 0)));
    assert!(rows.tasks.is_empty() && rows.timers.is_empty() && rows.subscriptions.is_empty());
    assert!(diff(&old, &rows).contains(&Change::Delete(RowKey::Task(case.instance.id, task))));
}

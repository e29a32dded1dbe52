//! Read rows, queues, cases and the due scan.

use super::{
    Checked, ensure,
    hand::{Hand, same, told, writes},
    sample::{cards, case, clock, full_case, full_task, incident, instance, moment, person, refusals, task, timer},
};
use crate::store::{
    Due, DueKind, Reply, Request,
    read::{CardFilter, CaseFilter, Facts, QueueCount, QueueFilter, QueueViewer, RefusalFilter, Sort, Span},
};
use mingjing_core::{
    ids::{InstanceId, Key, TaskId},
    rows::{CardRow, CaseRow, CaseState, Change, ClockRow, RefusalRow, Row, RowKey, TaskRow},
    state::CardStage,
};
use mingjing_model::definition::{CardLevel, LimitKind, PolicyRule};

pub(super) async fn put(hand: &mut Hand, instance: InstanceId, seq: u64, rows: Vec<Change>) -> Checked {
    let mut writes = writes(&[(instance, seq)]);
    writes.rows = rows;
    hand.begin(&[(instance, None)]).await?;
    hand.commit(writes).await?;
    Ok(())
}

pub(super) fn puts(rows: impl IntoIterator<Item = Row>) -> Vec<Change> {
    rows.into_iter().map(Change::Put).collect()
}

/// One instance with a row of every kind.
fn facts(one: InstanceId) -> Facts {
    Facts {
        case: full_case(one),
        tenant: one.tenant,
        tasks: vec![full_task(one, 5), task(one, 8)],
        clocks: vec![clock(one, LimitKind::Promised), clock(one, LimitKind::Statutory)],
        cards: cards(one),
        refusals: refusals(one),
        incidents: vec![incident(one, 40, 6), incident(one, 41, 5)],
    }
}

fn rows_of(facts: &Facts) -> Vec<Row> {
    let Facts { case, tenant: _, tasks, clocks, cards, refusals, incidents } = facts.clone();
    let mut rows = vec![Row::Case(case)];
    rows.extend(tasks.into_iter().map(Row::Task));
    rows.extend(clocks.into_iter().map(Row::Clock));
    rows.extend(cards.into_iter().map(Row::Card));
    rows.extend(refusals.into_iter().map(Row::Refusal));
    rows.extend(incidents.into_iter().map(Row::Incident));
    rows
}

pub(super) async fn rows_are_read_as_they_were_put(hand: &mut Hand) -> Checked {
    let one = instance(1, 1);
    let first = facts(one);
    put(hand, one, 1, puts(rows_of(&first))).await?;
    same("the case", &hand.reads.case_get(one).await.map_err(told)?, &Some(first.clone()))?;
    let line = hand.reads.task_get(one.task(Key::new(5))).await.map_err(told)?;
    same("a task", &line.map(|line| line.row), &Some(full_task(one, 5)))?;
    let mut second = first;
    second.case = CaseRow { number: full_case(one).number, ..case(one) };
    second.tasks[0] = TaskRow { revision: 4, ..task(one, 5) };
    second.clocks[1].running = false;
    second.cards[1].superseded = true;
    put(hand, one, 2, puts(rows_of(&second))).await?;
    same("the case, put again", &hand.reads.case_get(one).await.map_err(told)?, &Some(second))?;
    let number = full_case(one).number.unwrap_or_default();
    let found = hand.reads.case_by_number("scjg", &number).await.map_err(told)?;
    same("by number", &found, &Some(one))?;
    same("in another organ", &hand.reads.case_by_number("other", &number).await.map_err(told)?, &None)?;
    let open = hand.reads.incidents(&["scjg".to_owned()], 10).await.map_err(told)?;
    same("incidents, oldest first", &open, &vec![incident(one, 41, 5), incident(one, 40, 6)])?;
    let none = hand.reads.incidents(&["other".to_owned()], 10).await.map_err(told)?;
    ensure!(none.is_empty(), "incidents of another organ: {none:?}");
    Ok(())
}

pub(super) async fn deleted_rows_are_gone(hand: &mut Hand) -> Checked {
    let one = instance(1, 1);
    let all = facts(one);
    put(hand, one, 1, puts(rows_of(&all))).await?;
    let keys: Vec<RowKey> = rows_of(&all).iter().map(Row::key).collect();
    let gone = keys.into_iter().filter(|key| !matches!(key, RowKey::Case(_)));
    put(hand, one, 2, gone.map(Change::Delete).collect()).await?;
    let empty = Facts { tasks: vec![], clocks: vec![], cards: vec![], refusals: vec![], incidents: vec![], ..all };
    same("the case", &hand.reads.case_get(one).await.map_err(told)?, &Some(empty))?;
    same("a task", &hand.reads.task_get(one.task(Key::new(5))).await.map_err(told)?, &None)?;
    put(hand, one, 3, vec![Change::Delete(RowKey::Case(one))]).await?;
    same("no case", &hand.reads.case_get(one).await.map_err(told)?, &None)
}

fn viewer(id: &str, role: &str, unit: Option<&str>) -> QueueViewer {
    let roles = vec![(role.to_owned(), "scjg".to_owned(), unit.map(str::to_owned))];
    QueueViewer { person: person(id), roles, represented: Vec::new() }
}

/// Tasks by key: 1 the organ's; 2 unit 1's; 3 unit 2's; 4 of another role; 5 of a team in unit 1, held by `p_zhang`,
/// without `p_wang`; 6 another organ's.
fn inbox(one: InstanceId) -> Vec<Row> {
    let in_unit = |key, unit: &str| TaskRow { unit: Some(unit.to_owned()), ..task(one, key) };
    let tasks = vec![
        TaskRow { due_at: Some(moment(500)), ..task(one, 1) },
        in_unit(2, "unit_1"),
        in_unit(3, "unit_2"),
        TaskRow { role: "reviewer".to_owned(), lane: "reviewer".to_owned(), ..task(one, 4) },
        full_task(one, 5),
        TaskRow { organ: "other".to_owned(), ..task(one, 6) },
    ];
    tasks.into_iter().map(Row::Task).collect()
}

async fn seen(hand: &Hand, viewer: &QueueViewer, filter: &QueueFilter) -> Result<Vec<u64>, String> {
    let page = hand.reads.task_page(viewer, filter, 50).await.map_err(told)?;
    Ok(page.iter().map(|line| line.row.key.0).collect())
}

pub(super) async fn the_inbox_shows_what_a_viewer_may_see(hand: &mut Hand) -> Checked {
    let one = instance(1, 1);
    put(hand, one, 1, puts(inbox(one))).await?;
    let all = QueueFilter { sort: Sort::Created, ..QueueFilter::default() };
    for (who, role, unit, expected) in [
        ("p_zhang", "handler", Some("unit_1"), vec![1, 2, 5]),
        ("p_zhang", "handler", Some("unit_2"), vec![1, 3]),
        ("p_zhang", "handler", None, vec![1]),
        ("p_li", "handler", Some("unit_1"), vec![1, 2, 5]),
        ("p_wang", "handler", Some("unit_1"), vec![1, 2]),
        ("p_zhao", "handler", Some("unit_1"), vec![1, 2]),
        ("p_zhao", "reviewer", None, vec![4]),
        ("p_zhao", "decider", None, vec![]),
    ] {
        same(&format!("{who} as {role} in {unit:?}"), &seen(hand, &viewer(who, role, unit), &all).await?, &expected)?;
    }
    let zhang = viewer("p_zhang", "handler", Some("unit_1"));
    for (mine, expected) in [(Some(true), vec![5]), (Some(false), vec![1, 2])] {
        same(&format!("mine {mine:?}"), &seen(hand, &zhang, &QueueFilter { mine, ..all.clone() }).await?, &expected)?;
    }
    let lane = Some("reviewer".to_owned());
    same("of a lane", &seen(hand, &zhang, &QueueFilter { lane, ..all.clone() }).await?, &vec![])?;
    let text = |text: &str| Some(text.to_owned());
    for (what, filter, expected) in [
        ("unit", QueueFilter { unit: text("unit_1"), ..all.clone() }, vec![2, 5]),
        ("stage", QueueFilter { stage: text("investigation"), ..all.clone() }, vec![5]),
        ("process", QueueFilter { process: text("p2"), ..all.clone() }, vec![]),
        ("level", QueueFilter { level: Some(CardLevel::Yellow), ..all.clone() }, vec![5]),
        ("due", QueueFilter { due_before: Some(moment(501)), ..all.clone() }, vec![1]),
        ("number", QueueFilter { text: text("〔2026〕1号"), ..all.clone() }, vec![5]),
        ("title", QueueFilter { text: text("商行"), ..all.clone() }, vec![5]),
        ("no such text", QueueFilter { text: text("%"), ..all.clone() }, vec![]),
    ] {
        same(what, &seen(hand, &zhang, &filter).await?, &expected)?;
    }
    let mut both = zhang.clone();
    both.roles.push(("handler".to_owned(), "scjg".to_owned(), Some("unit_2".to_owned())));
    same("in two units", &seen(hand, &both, &all).await?, &vec![1, 2, 3, 5])?;
    for (absent, expected) in [("p_zhang", vec![1, 2, 5]), ("p_wang", vec![1, 2]), ("p_zhao", vec![1, 2])] {
        let mut stand_in = viewer("p_new", "handler", Some("unit_1"));
        stand_in.represented = vec![person(absent)];
        same(&format!("in place of {absent}"), &seen(hand, &stand_in, &all).await?, &expected)?;
        let counted = hand.reads.task_counts(&stand_in, moment(0)).await.map_err(told)?;
        same("as many as counted", &counted.iter().map(|queue| queue.open as usize).sum(), &expected.len())?;
    }
    let mut stand_in = viewer("p_zhang", "handler", Some("unit_1"));
    stand_in.represented = vec![person("p_wang")];
    same("who is excluded excludes the stand-in", &seen(hand, &stand_in, &all).await?, &vec![1, 2])
}

pub(super) async fn the_inbox_is_paged_in_a_total_order(hand: &mut Hand) -> Checked {
    let (one, other) = (instance(1, 1), instance(2, 1));
    let due = |row: TaskRow, at: Option<i64>| Row::Task(TaskRow { due_at: at.map(moment), ..row });
    let mine = [
        due(task(one, 1), Some(20)),
        due(task(one, 2), None),
        due(task(one, 3), Some(10)),
        due(task(one, 4), Some(20)),
    ];
    put(hand, one, 1, puts(mine)).await?;
    put(hand, other, 1, puts([due(task(other, 1), Some(20)), due(task(other, 2), None)])).await?;
    let zhang = viewer("p_zhang", "handler", None);
    let id = |instance: InstanceId, key| instance.task(Key::new(key));
    let by_due = vec![id(one, 3), id(one, 1), id(one, 4), id(other, 1), id(one, 2), id(other, 2)];
    let by_age = vec![id(one, 1), id(other, 1), id(one, 2), id(other, 2), id(one, 3), id(one, 4)];
    for (sort, expected) in [(Sort::Due, by_due), (Sort::Created, by_age)] {
        let mut got: Vec<TaskId> = Vec::new();
        let mut after = None;
        for _ in 0..4 {
            let filter = QueueFilter { sort, after, ..QueueFilter::default() };
            let page = hand.reads.task_page(&zhang, &filter, 2).await.map_err(told)?;
            got.extend(page.iter().map(|line| line.row.instance.task(line.row.key)));
            after = page.last().map(|line| (line.sort_value, line.row.instance.task(line.row.key))).or(after);
        }
        same(&format!("{sort:?}"), &got, &expected)?;
    }
    Ok(())
}

pub(super) async fn queues_are_counted(hand: &mut Hand) -> Checked {
    let one = instance(1, 1);
    put(hand, one, 1, puts(inbox(one))).await?;
    let count = |unit: Option<&str>, [open, mine, pool, overdue]: [u32; 4], next_due: Option<i64>| QueueCount {
        organ: "scjg".to_owned(),
        unit: unit.map(str::to_owned),
        lane: "handler".to_owned(),
        open,
        mine,
        pool,
        overdue,
        next_due: next_due.map(moment),
    };
    let zhang = viewer("p_zhang", "handler", Some("unit_1"));
    let counts = hand.reads.task_counts(&zhang, moment(600)).await.map_err(told)?;
    same("counts", &counts, &vec![count(None, [1, 0, 1, 1], Some(500)), count(Some("unit_1"), [2, 1, 1, 0], Some(800))])
}

fn span(from: i64, to: i64) -> Span {
    Span { from: Some(moment(from)), to: Some(moment(to)) }
}

pub(super) async fn cases_are_filtered_and_paged(hand: &mut Hand) -> Checked {
    let id = |number| instance(1, number);
    let cases = [
        CaseRow { updated_at: moment(30), ..case(id(1)) },
        CaseRow { updated_at: moment(50), ..full_case(id(2)) },
        CaseRow { updated_at: moment(30), level: Some(CardLevel::Red), ..case(id(3)) },
        CaseRow { updated_at: moment(40), state: CaseState::Ended, ..case(id(4)) },
        CaseRow { updated_at: moment(60), organ: "other".to_owned(), process: "p2".to_owned(), ..case(id(5)) },
    ];
    for row in cases {
        put(hand, row.instance, 1, puts([Row::Case(row)])).await?;
    }
    put(hand, id(2), 2, puts(refusals(id(2)).into_iter().map(Row::Refusal))).await?;
    let scjg = CaseFilter { organs: vec!["scjg".to_owned()], ..CaseFilter::default() };
    let both = CaseFilter { organs: vec!["other".to_owned(), "scjg".to_owned()], ..CaseFilter::default() };
    for (what, filter, expected) in [
        ("no organ", CaseFilter::default(), vec![]),
        ("one organ", scjg.clone(), vec![2, 4, 3, 1]),
        ("two organs", both.clone(), vec![5, 2, 4, 3, 1]),
        ("running", CaseFilter { running: Some(true), ..scjg.clone() }, vec![2, 3, 1]),
        ("ended", CaseFilter { running: Some(false), ..scjg.clone() }, vec![4]),
        ("stage", CaseFilter { stage: Some("investigation".to_owned()), ..scjg.clone() }, vec![2]),
        ("level", CaseFilter { level: Some(CardLevel::Yellow), ..scjg.clone() }, vec![2, 3]),
        ("process", CaseFilter { process: Some("p2".to_owned()), ..both }, vec![5]),
        ("person", CaseFilter { person: Some(person("p_li")), ..scjg.clone() }, vec![2]),
        ("unit", CaseFilter { unit: Some("unit_1".to_owned()), ..scjg.clone() }, vec![2]),
        ("with", CaseFilter { with: Some(person("p_li")), ..scjg.clone() }, vec![2]),
        (
            "with another",
            CaseFilter { person: Some(person("p_li")), with: Some(person("p_no")), ..scjg.clone() },
            vec![],
        ),
        ("text", CaseFilter { text: Some("某商".to_owned()), ..scjg.clone() }, vec![2]),
        ("number", CaseFilter { text: Some("监案〔2026〕1".to_owned()), ..scjg.clone() }, vec![2]),
        ("started", CaseFilter { started: Span { from: None, to: Some(moment(1)) }, ..scjg.clone() }, vec![]),
        ("updated", CaseFilter { updated: span(40, 50), ..scjg.clone() }, vec![4]),
        ("after", CaseFilter { after: Some((moment(30).as_microsecond(), id(3))), ..scjg.clone() }, vec![1]),
    ] {
        let page = hand.reads.case_page(&filter, 10).await.map_err(told)?;
        let got: Vec<_> = page.iter().map(|line| line.row.instance).collect();
        same(what, &got, &expected.into_iter().map(id).collect())?;
    }
    let page = hand.reads.case_page(&scjg, 1).await.map_err(told)?;
    same("refusals and limit", &page.iter().map(|line| line.refusals).collect::<Vec<_>>(), &vec![2])
}

pub(super) async fn cards_are_counted_by_stage(hand: &mut Hand) -> Checked {
    let (one, other) = (instance(1, 1), instance(1, 2));
    let closed = CardRow { stage: CardStage::Closed, ..cards(other)[1].clone() };
    put(hand, one, 1, puts(rows_of(&facts(one)))).await?;
    put(hand, other, 1, puts([Row::Case(case(other)), Row::Card(closed)])).await?;
    let counts = hand.reads.card_counts(&["scjg".to_owned()]).await.map_err(told)?;
    same("the superseded one is not counted", &counts, &vec![(CardStage::Issued, 1), (CardStage::Closed, 1)])?;
    same("no organ", &hand.reads.card_counts(&[]).await.map_err(told)?, &vec![])
}

pub(super) async fn a_forecast_has_the_cases_on_which_a_card_is_to_come(hand: &mut Hand) -> Checked {
    let (one, other, far) = (instance(1, 1), instance(1, 2), instance(1, 3));
    let soon = |one, at| Row::Case(CaseRow { next_card_at: Some(moment(at)), ..case(one) });
    let task = |one, at| Row::Task(TaskRow { next_card_at: Some(moment(at)), ..task(one, 5) });
    put(hand, one, 1, puts([soon(one, 700), task(one, 650)])).await?;
    put(hand, other, 1, puts([soon(other, 600), task(other, 9_000)])).await?;
    put(hand, far, 1, puts([soon(far, 800), Row::Case(CaseRow { organ: "other".to_owned(), ..case(far) })])).await?;
    let scjg = || vec!["scjg".to_owned()];
    for (what, organs, (from, to), expected) in [
        ("earliest first", scjg(), (500, 900), vec![(600, other), (650, one)]),
        ("only in the span", scjg(), (601, 700), vec![(650, one)]),
        ("its end is not in it", scjg(), (0, 600), vec![]),
        ("no organ", vec![], (0, 9_999), vec![]),
    ] {
        let got = hand.reads.card_forecast(&organs, span(from, to), 9).await.map_err(told)?;
        let got: Vec<_> = got.into_iter().map(|case| (case.at, case.instance)).collect();
        same(what, &got, &expected.into_iter().map(|(at, one)| (moment(at), one)).collect())?;
    }
    let first = hand.reads.card_forecast(&scjg(), span(0, 9_999), 1).await.map_err(told)?;
    same("limit", &first.len(), &1)
}

pub(super) async fn a_line_says_that_a_clock_of_its_case_is_paused(hand: &mut Hand) -> Checked {
    let (one, other) = (instance(1, 1), instance(1, 2));
    put(hand, one, 1, puts(rows_of(&facts(one)))).await?;
    let stopped = ClockRow { running: false, ..clock(other, LimitKind::Promised) };
    put(hand, other, 1, puts([Row::Case(case(other)), Row::Task(task(other, 8)), Row::Clock(stopped)])).await?;
    for (id, expected) in [(one, true), (other, false)] {
        let filter = CaseFilter { organs: vec!["scjg".to_owned()], ..CaseFilter::default() };
        let page = hand.reads.case_page(&filter, 9).await.map_err(told)?;
        let line = page.into_iter().find(|line| line.row.instance == id);
        same("the case", &line.map(|line| line.paused), &Some(expected))?;
        let task = hand.reads.task_get(id.task(Key::new(8))).await.map_err(told)?;
        same("its task", &task.map(|line| line.paused), &Some(expected))?;
    }
    Ok(())
}

pub(super) async fn cards_and_refusals_are_listed_over_all_cases(hand: &mut Hand) -> Checked {
    let (one, other, ended) = (instance(1, 1), instance(1, 2), instance(1, 3));
    let red = |one| CardRow { level: CardLevel::Red, ..cards(one)[1].clone() };
    put(hand, one, 1, puts(rows_of(&facts(one)))).await?;
    put(hand, other, 1, puts([Row::Case(case(other)), Row::Card(red(other))])).await?;
    let over = CaseRow { state: CaseState::Ended, ..case(ended) };
    let settled = CardRow { stage: CardStage::Closed, ..red(ended) };
    put(hand, ended, 1, puts([Row::Case(over), Row::Card(settled.clone())])).await?;
    let organs = || vec!["scjg".to_owned()];
    let all = CardFilter { organs: organs(), ..CardFilter::default() };
    let standing = [red(other), cards(one)[1].clone()];
    let at = |card: &CardRow| Some((card.level, card.event_at.as_microsecond(), card.instance, card.key));
    for (what, filter, expected) in [
        ("no organ", CardFilter::default(), &standing[..0]),
        ("gravest first", all.clone(), &standing[..]),
        ("closed", CardFilter { life: Some(CardStage::Closed), ..all.clone() }, std::slice::from_ref(&settled)),
        ("objected", CardFilter { life: Some(CardStage::Objected), ..all.clone() }, &standing[..0]),
        ("red", CardFilter { level: Some(CardLevel::Red), ..all.clone() }, &standing[..1]),
        ("of a process", CardFilter { process: Some("other".to_owned()), ..all.clone() }, &standing[..0]),
        ("of a unit", CardFilter { unit: Some("unit_1".to_owned()), ..all.clone() }, &standing[1..]),
        ("after", CardFilter { after: at(&standing[0]), ..all.clone() }, &standing[1..]),
    ] {
        same(what, &hand.reads.card_page(&filter, 9).await.map_err(told)?, &expected.to_vec())?;
    }
    let all = RefusalFilter { organs: organs(), ..RefusalFilter::default() };
    let newest: Vec<RefusalRow> = refusals(one).into_iter().rev().collect();
    let after = newest.first().map(|row| (row.at.as_microsecond(), row.instance, row.seq));
    for (what, filter, expected) in [
        ("refusals, newest first", all.clone(), &newest[..]),
        ("of a process", RefusalFilter { process: Some("other".to_owned()), ..all.clone() }, &newest[..0]),
        ("of a rule", RefusalFilter { rule: Some(PolicyRule::People), ..all.clone() }, &newest[..0]),
        ("of a person", RefusalFilter { actor: Some(person("p_zhang")), ..all.clone() }, &newest[..]),
        ("before", RefusalFilter { at: span(0, 400), ..all.clone() }, &newest[..0]),
        ("after a refusal", RefusalFilter { after, ..all.clone() }, &newest[1..]),
    ] {
        same(what, &hand.reads.refusal_page(&filter, 9).await.map_err(told)?, &expected.to_vec())?;
    }
    Ok(())
}

async fn due(hand: &mut Hand, now: i64, low_water: Option<i64>, limit: u32) -> Result<Vec<Due>, String> {
    let scan = Request::DueScan { now: moment(now), low_water: low_water.map(moment), limit };
    match hand.request(scan).await? {
        Reply::DueItems { items, .. } => Ok(items),
        other => Err(format!("expected DueItems, got {other:?}")),
    }
}

pub(super) async fn due_work_comes_earliest_first(hand: &mut Hand) -> Checked {
    let (one, other) = (instance(1, 1), instance(2, 1));
    let card = |key, at| Row::Task(TaskRow { next_card_at: Some(moment(at)), ..task(one, key) });
    put(hand, one, 1, puts([Row::Timer(timer(one, 1, 30)), card(2, 40), card(3, 25), Row::Timer(timer(one, 4, 99))]))
        .await?;
    let case = Row::Case(CaseRow { next_card_at: Some(moment(10)), ..case(other) });
    put(hand, other, 1, puts([case, Row::Timer(timer(other, 1, 30))])).await?;
    let fires =
        |instance, key| Due { instance, at: moment(30), kind: DueKind::Timer { key: Key::new(key), occurrence: 1 } };
    let cards = |instance, at| Due { instance, at: moment(at), kind: DueKind::Cards };
    let all = vec![cards(other, 10), cards(one, 25), fires(one, 1), fires(other, 1)];
    same("all", &due(hand, 50, None, 10).await?, &all)?;
    same("up to now", &due(hand, 29, None, 10).await?, &all[..2].to_vec())?;
    same("from the mark on", &due(hand, 30, Some(30), 10).await?, &all[2..].to_vec())?;
    same("at most", &due(hand, 50, None, 2).await?, &all[..2].to_vec())?;
    put(hand, one, 2, vec![Change::Delete(RowKey::Timer(one, Key::new(1))), Change::Put(card(3, 60))]).await?;
    same("after firing", &due(hand, 50, None, 10).await?, &vec![cards(other, 10), fires(other, 1), cards(one, 40)])
}

pub(super) async fn big_steps_are_due_until_they_are_over(hand: &mut Hand) -> Checked {
    let one = instance(1, 1);
    let mut big = writes(&[(one, 1)]);
    big.instances[0].continue_at = Some(moment(5));
    hand.begin(&[]).await?;
    hand.commit(big).await?;
    let expected = vec![Due { instance: one, at: moment(5), kind: DueKind::Continue }];
    same("unfinished", &due(hand, 50, None, 10).await?, &expected)?;
    hand.step(&[(one, 2)]).await?;
    same("finished", &due(hand, 50, None, 10).await?, &Vec::new())
}

//! The life of a card: answered in time or it grows, decided here or in a process of its own, and never deleted.

use crate::driver::{Case, at, code, person};
use mingjing_core::{
    command::{Actor, What},
    event::{CardAnswer, CardEvent, CardVerdict, Event},
    ids::Key,
    state::CardStage,
};
use mingjing_expr::Value;
use mingjing_model::definition::{CardLevel, CardLife, ObjectionRoute};

/// A case whose check is late, with a yellow card on it that wants an answer by 17 March.
fn late() -> (Case, Key) {
    let mut case = Case::filed();
    case.def.card_life = Some(CardLife {
        answer: "5 workdays".parse().expect("a limit"),
        yellow_points: 5,
        red_points: 10,
        objection: Some(ObjectionRoute { message: "objected".to_owned(), verdict: "decided".to_owned() }),
        inquiry: Some("unanswered".to_owned()),
    });
    case.now = at("2026-03-10T00:00");
    case.raise_cards().expect("raises");
    let cards: Vec<_> = case.instance.cards.keys().copied().collect();
    let [warned, late] = cards[..] else { panic!("a warning the day before, and the card itself: {cards:?}") };
    assert_eq!(judge(&mut case, warned, CardVerdict::Cancelled, "另一张牌才是本题"), "done");
    (case, late)
}

fn answer(case: &mut Case, card: Key, answer: CardAnswer, reason: &str) -> String {
    code(&case.run_with(person("zhang"), What::AnswerCard { card, answer }, reason)).to_owned()
}

fn judge(case: &mut Case, card: Key, verdict: CardVerdict, reason: &str) -> String {
    code(&case.run_with(person("boss"), What::JudgeCard { card, verdict }, reason)).to_owned()
}

fn stage(case: &Case, card: Key) -> CardStage {
    case.instance.lives[&card].stage
}

#[test]
fn a_card_wants_an_answer_within_working_days_and_its_row_says_until_when() {
    let (mut case, yellow) = late();
    let row = case.rows().cards.into_iter().find(|row| row.key == yellow).expect("its row");
    assert_eq!(
        (row.stage, row.answer_by, row.unanswered),
        (CardStage::Issued, Some("2026-03-17".parse().unwrap()), false)
    );
    assert_eq!(answer(&mut case, yellow, CardAnswer::Acknowledged, ""), "done");
    assert_eq!(answer(&mut case, yellow, CardAnswer::Acknowledged, ""), "MJ4023", "noted once");
    assert_eq!(answer(&mut case, yellow, CardAnswer::Rectified, " "), "MJ4024");
    assert_eq!(answer(&mut case, yellow, CardAnswer::Rectified, "已办"), "done");
    assert_eq!(judge(&mut case, yellow, CardVerdict::Upheld, "x"), "MJ4023", "nobody objected");
    assert_eq!(judge(&mut case, yellow, CardVerdict::Closed, ""), "done");
    assert_eq!(stage(&case, yellow), CardStage::Closed);
    case.now = at("2026-03-18T00:00");
    assert_eq!(code(&case.raise_cards()), "MJ4016", "what was answered grows no more");
    assert_eq!(case.rows().case.and_then(|case| case.level), None, "and stands no more");
}

#[test]
fn an_unanswered_yellow_turns_red_and_an_unanswered_red_is_told() {
    let (mut case, yellow) = late();
    case.now = at("2026-03-17T23:59");
    assert_eq!(code(&case.raise_cards()), "MJ4016");
    assert_eq!(answer(&mut case, yellow, CardAnswer::Acknowledged, ""), "done", "to take note is no answer");
    case.now = at("2026-03-18T00:00");
    case.raise_cards().expect("raises");
    let rows = case.rows();
    assert_eq!(rows.tasks[0].level, Some(CardLevel::Red), "the task carries the red card that its yellow has become");
    let (red, card) = case.instance.cards.iter().last().map(|(key, card)| (*key, card.clone())).expect("a card");
    assert_eq!((card.level, card.rule), (CardLevel::Red, case.instance.cards[&yellow].rule));
    assert_eq!(case.instance.cards[&yellow].superseded_by, Some(red));
    assert_eq!(answer(&mut case, yellow, CardAnswer::Objected, "晚了"), "MJ4023", "the red carries on");
    case.now = at("2026-03-26T00:00");
    let events = case.raise_cards().expect("tells");
    let told = events.iter().find_map(|event| match event {
        Event::Card(CardEvent::Reported { card, name, correlation, .. }) => {
            Some((*card, name.clone(), correlation.clone()))
        }
        _ => None,
    });
    assert_eq!(told, Some((red, "unanswered".to_owned(), case.instance.id.card(red))));
    assert_eq!(code(&case.raise_cards()), "MJ4016", "once");
    assert_eq!(answer(&mut case, red, CardAnswer::Rectified, "已办"), "done", "late is better than never");
}

#[test]
fn an_objection_travels_and_its_verdict_comes_back_even_after_the_end() {
    let (mut case, yellow) = late();
    assert_eq!(answer(&mut case, yellow, CardAnswer::Objected, "停电一日"), "done");
    let awaited =
        case.rows().subscriptions.into_iter().find(|row| row.name == "decided").expect("a verdict is awaited");
    assert_eq!(awaited.correlation, case.instance.id.card(yellow));
    assert_eq!(judge(&mut case, yellow, CardVerdict::Cancelled, "x"), "MJ4026", "it is decided elsewhere");
    let say = |verdict: &str| Value::map([("verdict", verdict.into()), ("reason", "属实".into())]);
    let deliver = |case: &mut Case, body| {
        let (message, subscription) = ("m1".to_owned(), awaited.key);
        case.run(Actor::System, What::CorrelateMessage { subscription, message, body, from: None })
    };
    assert_eq!(code(&deliver(&mut case, say("perhaps"))), "MJ4025");
    deliver(&mut case, say("cancelled")).expect("takes it");
    assert_eq!(stage(&case, yellow), CardStage::Cancelled);
    assert!(case.rows().subscriptions.iter().all(|row| row.name != "decided"), "nobody waits any more");
    assert!(case.instance.cards.contains_key(&yellow), "it stays on record");
}

#[test]
fn what_a_cancelled_red_had_superseded_stands_again() {
    let (mut case, yellow) = late();
    case.now = at("2026-03-18T00:00");
    case.raise_cards().expect("raises");
    let red = *case.instance.cards.keys().last().expect("a card");
    assert_eq!(judge(&mut case, red, CardVerdict::Cancelled, "系统故障"), "done");
    assert!(case.instance.stands(yellow) && !case.instance.stands(red));
    assert_eq!(case.rows().case.and_then(|case| case.level), Some(CardLevel::Yellow));
}

#[test]
fn what_an_unanswered_card_has_become_goes_with_it() {
    let (mut case, yellow) = late();
    case.now = at("2026-03-18T00:00");
    case.raise_cards().expect("raises");
    let red = *case.instance.cards.keys().last().expect("a card");
    case.world.close("2", "2026-03-04");
    case.run(Actor::System, What::Recount).expect("moves");
    assert_eq!((stage(&case, yellow), stage(&case, red)), (CardStage::Cancelled, CardStage::Cancelled));
    assert!(case.instance.unanswered().all(|(card, _)| card != yellow && card != red), "nobody has to answer them");
}

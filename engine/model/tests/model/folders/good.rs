//! What a department may do with the standard.

use super::support::Folders;
use mingjing_model::definition::{CardLevel, CardTrigger, Channel, PolicyRule, Recipient, RuleMode, Within};
use mingjing_model::files::Verb;

#[test]
fn a_department_may_tighten_cards_and_policy() {
    let bundle = Folders::good()
        .file("cards.yaml", "cards: {T4_over: {title: 超期, on: [statutory, node], moment: after, level: red}}\n")
        .file("policy.yaml", "rules: {people: {title: 两人, mode: recorded}}\n")
        .bundle();
    let definition = &bundle.definitions[0];
    let over = definition.cards.iter().find(|card| card.id == "T4_over").unwrap();
    let CardTrigger::Limit { on, .. } = &over.trigger;
    assert_eq!((over.level, on.len(), definition.cards.len()), (CardLevel::Red, 2, 3));
    assert_eq!(definition.policy.rules[&PolicyRule::People], RuleMode::Recorded);
    assert_eq!(definition.policy.rules[&PolicyRule::Separation], RuleMode::Recorded);
    assert_eq!(definition.policy.certificates.as_deref(), Some("officers"));
}

#[test]
fn a_department_adds_to_whom_and_how_and_takes_nothing_away() {
    let own = "cards: {T4_over: {title: 超期, on: [statutory], moment: after, level: yellow, to: [{role: handler, in: unit}], channels: [sms], at_once: true}}\n";
    let bundle = Folders::good().file("cards.yaml", own).bundle();
    let rules = &bundle.definitions[0].cards;
    let over = &rules.iter().find(|card| card.id == "T4_over").unwrap().tell;
    let role = |role: &str, within| Recipient::Role { role: role.to_owned(), within };
    assert_eq!(over.to, [Recipient::Holder, role("decider", Within::Any), role("handler", Within::Unit)]);
    assert_eq!((over.channels.as_slice(), over.at_once), ([Channel::Mail, Channel::Sms].as_slice(), true));
    assert!(rules.iter().filter(|card| card.id != "T4_over").all(|card| card.tell.is_silent()));
    assert_eq!(bundle.notices.len(), 2);
}

#[test]
fn a_department_may_add_roles_and_take_verbs_away() {
    let bundle = Folders::good()
        .file("roles.yaml", "roles: {own: {title: 自有, verbs: [supervise]}, handler: {title: 办案, verbs: [work]}}\n")
        .bundle();
    assert!(bundle.roles.allow(["own"], Verb::Supervise));
    assert!(bundle.roles.allow(["handler", "unknown"], Verb::Work));
    assert!(!bundle.roles.allow(["handler"], Verb::Start));
    assert!(bundle.roles.allow(["decider"], Verb::ReadCases));
}

#[test]
fn a_department_may_replace_a_form_that_keeps_every_field() {
    let standard = Folders::good().standard.files["forms/clue.form.yaml"].clone();
    let wider = standard.replacen("fields:\n", "fields:\n  own: {title: 自有, type: bool}\n", 1);
    let bundle = Folders::good().file("forms/clue.form.yaml", &wider).bundle();
    let form = bundle.definitions[0].forms.iter().find(|form| form.id == "clue").unwrap();
    assert_eq!(form.fields[0].id, "own");
}

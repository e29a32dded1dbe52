//! What a step leaves to be told: the cards that it raised, where their rule tells anybody.

use crate::store::{CardMatter, Holder, Matter, NoticeId, NoticeWrite};
use mingjing_core::{
    event::{Event, Subject},
    rows::{CardRow, TaskRow, project},
    state::Instance,
};
use mingjing_model::definition::Definition;

/// The notices of an accepted step. `before`: the instance as it was; a task that ended in this step stands only there.
pub(super) fn raised(
    definition: &Definition,
    before: Option<&Instance>,
    after: &Instance,
    events: &[Event],
) -> Vec<NoticeWrite> {
    let raises = |event: &Event| match event {
        Event::CardRaised { key, rule, .. } => {
            let tells = definition.cards.get(rule.index()).is_some_and(|rule| !rule.tell.is_silent());
            tells.then_some(*key)
        }
        _ => None,
    };
    let keys: Vec<_> = events.iter().filter_map(raises).collect();
    if keys.is_empty() {
        return Vec::new();
    }
    let rows = project(definition, after);
    let ended = before.map(|before| project(definition, before).tasks).unwrap_or_default();
    let number = rows.case.as_ref().and_then(|case| case.number.clone());
    let told = rows.cards.iter().filter(|card| keys.contains(&card.key));
    let notice = |card: &CardRow| {
        let matter = Matter::Card(CardMatter {
            bundle: after.bundle,
            process: after.process.clone(),
            unit: after.unit.clone(),
            number: number.clone(),
            rule: card.rule.clone(),
            level: card.level,
            about: card.about.clone(),
            event_at: card.event_at,
            holders: holders(card.subject, &rows.tasks, &ended),
        });
        NoticeWrite {
            id: NoticeId { instance: after.id, key: card.key },
            organ: after.organ.clone(),
            // A matter has only texts, numbers and names as keys: nothing can fail here.
            matter: serde_json::to_vec(&matter).unwrap_or_default(),
            at: after.now,
        }
    };
    told.map(notice).collect()
}

/// Who answers for the subject: for the task; for all open tasks, where a clock of the whole case is the subject.
fn holders(subject: Subject, open: &[TaskRow], ended: &[TaskRow]) -> Vec<Holder> {
    let mut tasks: Vec<&TaskRow> = match subject {
        Subject::Task(key) => open.iter().chain(ended).filter(|task| task.key == key).take(1).collect(),
        Subject::Clock(_) | Subject::Card(_) => open.iter().collect(),
    };
    if tasks.is_empty() {
        tasks = ended.iter().collect();
    }
    let mut holders: Vec<Holder> = Vec::new();
    for task in tasks {
        let holder = Holder {
            assignee: task.assignee.clone(),
            team: task.team.clone(),
            role: task.role.clone(),
            unit: task.unit.clone(),
            excluded: task.excluded.clone(),
        };
        if !holders.contains(&holder) {
            holders.push(holder);
        }
    }
    holders
}

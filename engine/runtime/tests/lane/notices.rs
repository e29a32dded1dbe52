//! What is to be told lies in the outbox with the commit that raised it, once, through crashes.

use crate::rig::{Rig, claim, complete, hours, instance, start, task};
use mingjing_core::{event::Event, ids::InstanceId, ids::PersonId};
use mingjing_runtime::{
    lane::Answer,
    store::{CardMatter, Matter},
};
use std::collections::BTreeSet;

/// The cards in the outbox.
fn outbox(rig: &Rig) -> Vec<(InstanceId, CardMatter)> {
    let state = rig.store.state();
    let posted = state.telling.outbox.iter();
    let read = |bytes: &[u8]| {
        let Matter::Card(card) = serde_json::from_slice(bytes).expect("a matter");
        card
    };
    posted.map(|posted| (posted.write.id.instance, read(&posted.write.matter))).collect()
}

fn holders(rig: &Rig) -> Vec<Option<PersonId>> {
    outbox(rig).iter().flat_map(|(_, card)| card.holders.iter().map(|holder| holder.assignee.clone())).collect()
}

#[tokio::test]
async fn a_card_is_in_the_outbox_with_who_answers_for_its_task() {
    let mut rig = Rig::new().await;
    for number in 1..=2 {
        rig.run(start(instance(1, number), "A"));
    }
    rig.run(claim(11, "zhang", instance(1, 1), task(1)));
    rig.advance(hours(24 * 8));
    let found = outbox(&rig);
    assert_eq!((found.len(), found[0].1.rule.as_str(), found[0].1.holders[0].role.as_str()), (2, "overdue", "handler"));
    assert_eq!(holders(&rig), [Some(PersonId::new("zhang")), None]);
    rig.advance(hours(24));
    assert_eq!(outbox(&rig).len(), 2, "told once");
}

#[tokio::test]
async fn a_card_that_comes_with_the_end_of_its_task_is_told_to_who_held_it() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    rig.run(start(one, "A"));
    rig.run(claim(11, "zhang", one, task(1)));
    rig.now += hours(24 * 8);
    assert!(matches!(rig.run(complete(12, "zhang", one, task(2))), Answer::Done { .. }));
    assert_eq!(holders(&rig), [Some(PersonId::new("zhang"))]);
}

#[tokio::test]
async fn a_crash_at_any_request_leaves_each_card_in_the_outbox_once() {
    for crash in 0..12 {
        let mut rig = Rig::new().await;
        for number in 1..=3 {
            rig.run(start(instance(1, number), "A"));
        }
        rig.now += hours(24 * 8);
        rig.tick();
        for _ in 0..crash {
            rig.pump_one();
        }
        rig.crash_unheard();
        let mut last = Rig::on(rig.store.clone());
        last.now = rig.now;
        drop(rig);
        last.advance(hours(1));
        let told: BTreeSet<InstanceId> = outbox(&last).into_iter().map(|(instance, _)| instance).collect();
        assert_eq!((outbox(&last).len(), told.len()), (3, 3), "after a crash at request {crash}");
        for number in 1..=3 {
            let raised = last.events(instance(1, number));
            assert_eq!(raised.iter().filter(|event| matches!(event, Event::CardRaised { .. })).count(), 1);
        }
    }
}

//! One command at a time.

use crate::rig::{Rig, claim, command, complete, instance, start, task};
use mingjing_core::{command::What, event::Event, outcome::RejectionKind};
use mingjing_runtime::lane::{Answer, PERSON_MAX};

fn rejected(answer: &Answer) -> &str {
    match answer {
        Answer::Rejected(rejection) => &rejection.code,
        other => panic!("expected a rejection, got {other:?}"),
    }
}

#[tokio::test]
async fn a_case_starts_and_its_task_is_done() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    assert_eq!(rig.run(start(one, "A")), Answer::Done { seq: 1 });
    assert_eq!(rig.run(claim(11, "zhang", one, task(1))), Answer::Done { seq: 2 });
    assert_eq!(rig.run(complete(12, "zhang", one, task(2))), Answer::Done { seq: 3 });
    let allotted = |event: &Event| matches!(event, Event::NumberAllotted { number: 1, .. });
    assert!(rig.events(one).iter().any(allotted), "{:?}", rig.events(one));
    let report = rig.verify().await;
    assert_eq!((report.finding, report.records, report.instances), (None, 3, 1));
    assert!(rig.is_idle());
}

#[tokio::test]
async fn a_repeat_gets_the_first_answer_and_writes_nothing() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    rig.run(start(one, "A"));
    assert_eq!(rig.run(start(one, "A")), Answer::Repeated { seq: 1 });
    rig.run(claim(11, "zhang", one, task(1)));
    assert_eq!(rig.run(claim(11, "zhang", one, task(1))), Answer::Repeated { seq: 2 });
    assert_eq!(rig.events(one).iter().filter(|event| matches!(event, Event::TaskClaimed { .. })).count(), 1);
}

#[tokio::test]
async fn a_repeat_is_recognised_after_many_other_commands() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    rig.run(start(one, "A"));
    for round in 0..40 {
        let claimed = rig.run(claim(100 + round, "zhang", one, task(1 + 2 * round as u32)));
        assert_eq!(claimed, Answer::Done { seq: 2 + 2 * round as u64 });
        rig.run(crate::rig::release(200 + round, "zhang", one, task(2 + 2 * round as u32)));
    }
    assert_eq!(rig.run(claim(101, "zhang", one, task(3))), Answer::Repeated { seq: 4 });
    assert_eq!(rejected(&rig.run(claim(101, "zhang", one, task(5)))), "MJ6020");
}

#[tokio::test]
async fn an_id_used_for_something_else_is_a_conflict() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    rig.run(start(one, "A"));
    assert_eq!(rejected(&rig.run(start(one, "B"))), "MJ6020");
}

#[tokio::test]
async fn a_rejected_command_is_judged_again() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    assert_eq!(rejected(&rig.run(claim(11, "zhang", one, task(1)))), "MJ4001");
    rig.run(start(one, "A"));
    assert_eq!(rig.run(claim(11, "zhang", one, task(1))), Answer::Done { seq: 2 });
}

#[tokio::test]
async fn an_unknown_process_is_rejected_and_an_unknown_bundle_too() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    let with = |change: fn(&mut mingjing_core::command::Start)| {
        let mut command = start(one, "A");
        if let What::Start(start) = &mut command.what {
            change(start);
        }
        command
    };
    for command in [with(|start| start.process = "none".to_owned()), with(|start| start.bundle.0[0] = 9)] {
        match rig.run(command) {
            Answer::Rejected(rejection) => {
                assert_eq!((rejection.code.as_str(), rejection.kind), ("MJ6021", RejectionKind::NotFound))
            }
            other => panic!("expected a rejection, got {other:?}"),
        }
    }
}

#[tokio::test]
async fn control_of_another_format_is_left_alone() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    rig.run(start(one, "A"));
    rig.store.state().instances.get_mut(&one).expect("it is there").1[0] = 9;
    let mut later = Rig::on(rig.store.clone());
    match later.run(claim(11, "zhang", one, task(1))) {
        Answer::Fault(fault) => assert_eq!(fault.code, "MJ6005"),
        other => panic!("expected a fault, got {other:?}"),
    }
    assert_eq!(later.run(start(instance(1, 2), "B")), Answer::Done { seq: 1 }, "other cases go on");
}

#[tokio::test]
async fn a_full_queue_turns_commands_away() {
    let mut rig = Rig::new().await;
    let tickets: Vec<_> = (0..PERSON_MAX as u128 + 2)
        .map(|n| rig.submit(command(1_000 + n, "zhang", instance(1, 1), What::Continue)))
        .collect();
    let overloaded = tickets.iter().filter(|ticket| rig.answers.get(ticket) == Some(&Answer::Overloaded)).count();
    assert_eq!(overloaded, 1, "the first is at work, {PERSON_MAX} wait");
}

#[tokio::test]
async fn numbers_are_given_in_order_of_arrival() {
    let mut rig = Rig::new().await;
    let (slow, quick) = (instance(1, 1), instance(1, 2));
    rig.run(start(slow, "A"));
    rig.run(start(quick, "B"));
    rig.run(claim(11, "li", quick, task(1)));
    // The first goes alone; the others wait for it and make one batch, in which `quick` could be stepped at once and
    // `slow` only after its claim.
    rig.submit(start(instance(1, 3), "C"));
    rig.submit(claim(12, "zhang", slow, task(1)));
    rig.submit(complete(13, "zhang", slow, task(2)));
    rig.submit(complete(14, "li", quick, task(2)));
    rig.pump();
    let number = |one| {
        rig.events(one)
            .into_iter()
            .find_map(|event| if let Event::NumberAllotted { number, .. } = event { Some(number) } else { None })
    };
    assert_eq!((number(slow), number(quick)), (Some(1), Some(2)));
}

#[tokio::test]
async fn a_recorded_refusal_is_answered_again_as_a_refusal() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    rig.run(start(one, "A"));
    let (first, again) = (rig.run(claim(11, "nobody", one, task(1))), rig.run(claim(11, "nobody", one, task(1))));
    for answer in [first, again] {
        match answer {
            Answer::Refused { seq: 2, rejection } => {
                assert_eq!((rejection.code.as_str(), rejection.kind), ("MJ4101", RejectionKind::Forbidden));
            }
            other => panic!("expected a refusal, got {other:?}"),
        }
    }
    assert_eq!(rejected(&rig.run(claim(12, "nobody", one, task(1)))), "MJ4101", "one record a day");
    assert_eq!(rig.verify().await.records, 2);
}

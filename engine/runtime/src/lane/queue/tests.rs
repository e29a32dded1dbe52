use super::*;
use mingjing_core::{
    command::TaskRef,
    ids::{CommandId, InstanceId, Key, PersonId},
};
use uuid::Uuid;

fn job(arrival: u64, tenant: u32, actor: Actor, bytes: usize) -> Job {
    let task = TaskRef { key: Key::new(1), revision: 1 };
    let what = What::CompleteTask { task, submission: Value::text("x".repeat(bytes)), documents: Vec::new() };
    let instance = InstanceId { tenant: Tenant(tenant), uuid: Uuid::from_u128(u128::from(arrival)) };
    let id = CommandId(instance.uuid);
    let command = Command { id, actor, instance, what, reason: None, salt: [0; 16] };
    Job { arrival, ticket: None, command, misses: 0, uncertain: false, occurred: None }
}

fn person() -> Actor {
    Actor::Person(PersonId::new("zhang"))
}

fn fill(queue: &mut Queue, arrivals: std::ops::Range<u64>, tenant: u32, actor: &Actor) {
    for arrival in arrivals {
        assert!(queue.push(job(arrival, tenant, actor.clone(), 0)).is_none());
    }
}

fn count(batch: &[Job], wanted: impl Fn(&Job) -> bool) -> usize {
    batch.iter().filter(|job| wanted(job)).count()
}

#[test]
fn machines_get_a_quarter_while_people_wait() {
    let mut queue = Queue::default();
    fill(&mut queue, 0..500, 1, &Actor::System);
    fill(&mut queue, 500..700, 1, &person());
    let is_machine = |job: &Job| job.command.actor == Actor::System;
    let batch = queue.take();
    assert_eq!((batch.len(), count(&batch, is_machine)), (BATCH_MAX, MACHINE_SHARE));
    assert!(batch.is_sorted_by_key(|job| job.arrival), "in order of arrival");
    assert_eq!(count(&queue.take(), is_machine), MACHINE_SHARE);
    let last = queue.take();
    assert_eq!(count(&last, is_machine), 50, "the last 50 people leave room for 50");
    assert_eq!(count(&queue.take(), is_machine), BATCH_MAX, "alone they get all");
}

#[test]
fn people_get_the_whole_batch_when_no_machine_waits() {
    let mut queue = Queue::default();
    fill(&mut queue, 0..150, 1, &person());
    assert_eq!((queue.take().len(), queue.take().len(), queue.take().len()), (BATCH_MAX, 50, 0));
}

#[test]
fn tenants_take_turns() {
    let mut queue = Queue::default();
    fill(&mut queue, 0..1_000, 1, &person());
    fill(&mut queue, 1_000..1_030, 2, &person());
    let batch = queue.take();
    assert_eq!(count(&batch, |job| job.command.instance.tenant == Tenant(2)), 30);
    let first = batch.iter().filter(|job| job.command.instance.tenant == Tenant(1)).map(|job| job.arrival);
    assert!(first.eq(0..70), "first come first served inside a tenant");
}

#[test]
fn a_batch_is_bounded_by_bytes_but_never_empty() {
    let mut queue = Queue::default();
    for arrival in 0..8 {
        assert!(queue.push(job(arrival, 1, person(), 400 * 1024)).is_none());
    }
    assert_eq!(queue.take().len(), 2);
    assert!(queue.push(job(9, 2, person(), 2 * BATCH_BYTES_MAX)).is_none());
    let sizes: Vec<_> = std::iter::from_fn(|| Some(queue.take().len()).filter(|size| *size > 0)).collect();
    assert_eq!(sizes.iter().sum::<usize>(), 7, "{sizes:?}");
    assert!(queue.is_empty());
}

#[test]
fn what_was_put_back_comes_first_in_its_order() {
    let mut queue = Queue::default();
    fill(&mut queue, 0..300, 1, &person());
    let mut batch = queue.take();
    let back = batch.split_off(40);
    queue.put_back(back);
    assert!(queue.take().iter().map(|job| job.arrival).eq(40..140));
}

#[test]
fn a_full_class_gives_the_command_back() {
    let mut queue = Queue::default();
    fill(&mut queue, 0..MACHINE_MAX as u64, 1, &Actor::System);
    assert!(queue.push(job(9_999, 1, Actor::System, 0)).is_some());
    assert!(queue.push(job(9_999, 1, person(), 0)).is_none(), "the other class has room");
}

//! Mailboxes.

use super::{
    Checked, ensure,
    hand::{Hand, same, writes},
    sample::{instance, moment, subscription},
};
use crate::store::{
    Due, DueKind, Mailbox, MailboxKey, MailboxLock, Message, MessageWrite, Reply, Request, Sender, Writes,
};
use jiff::Timestamp;
use mingjing_core::{
    command::Taken,
    ids::{Key, Tenant},
    rows::{Change, Row, RowKey},
};

fn mailbox(key: &str) -> MailboxKey {
    MailboxKey { tenant: Tenant(1), name: "defense".to_owned(), key: key.to_owned() }
}

fn message(id: &str, at: i64, expires_at: Option<Timestamp>) -> Message {
    Message { id: id.to_owned(), body: br#"{"m":{}}"#.to_vec(), at: moment(at), expires_at, salt: [9; 16], from: None }
}

fn taken() -> Taken {
    Taken { receiver: instance(1, 7), started: false }
}

fn later() -> Option<Timestamp> {
    Some(moment(1_000))
}

async fn look(hand: &mut Hand, key: &str, publishes: Option<&str>) -> Result<Mailbox, String> {
    let lock = MailboxLock { key: mailbox(key), publishes: publishes.map(str::to_owned) };
    let (_, found) = hand.begin_with(vec![lock], &[]).await?;
    hand.abort().await?;
    found.into_iter().next().ok_or_else(|| "the mailbox was not returned".to_owned())
}

async fn write(hand: &mut Hand, messages: Vec<MessageWrite>) -> Checked {
    hand.begin(&[]).await?;
    hand.commit(Writes { messages, ..Writes::default() }).await?;
    Ok(())
}

pub(super) async fn a_kept_message_waits_for_its_mailbox(hand: &mut Hand) -> Checked {
    let (first, second) = (message("b", 1, later()), message("a", 2, later()));
    write(
        hand,
        vec![MessageWrite::Keep(mailbox("x"), first.clone()), MessageWrite::Keep(mailbox("x"), second.clone())],
    )
    .await?;
    let found = look(hand, "x", Some("c")).await?;
    let expected =
        Mailbox { key: mailbox("x"), message: Some(first.clone()), subscription: None, known: false, fresh: false };
    same("the mailbox", &found, &expected)?;
    same("another mailbox", &look(hand, "y", Some("b")).await?.message, &None)?;
    write(hand, vec![MessageWrite::Delivered(mailbox("x"), first, taken())]).await?;
    same("after the first was delivered", &look(hand, "x", None).await?.message, &Some(second))
}

pub(super) async fn a_message_is_known_for_ever(hand: &mut Hand) -> Checked {
    write(hand, vec![MessageWrite::Delivered(mailbox("x"), message("a", 1, None), taken())]).await?;
    write(hand, vec![MessageWrite::Keep(mailbox("x"), message("b", 2, later()))]).await?;
    for (id, known) in [("a", true), ("b", true), ("c", false)] {
        same(id, &look(hand, "x", Some(id)).await?.known, &known)?;
    }
    same("in another mailbox", &look(hand, "y", Some("a")).await?.known, &false)?;
    same(
        "a message that was never kept",
        &look(hand, "x", None).await?.message.map(|message| message.id),
        &Some("b".to_owned()),
    )
}

pub(super) async fn an_expired_message_is_dead(hand: &mut Hand) -> Checked {
    // The suite begins its transactions at `moment(0)`.
    write(hand, vec![MessageWrite::Keep(mailbox("x"), message("a", -10, Some(moment(0))))]).await?;
    write(hand, vec![MessageWrite::Keep(mailbox("x"), message("b", -5, Some(moment(1))))]).await?;
    same(
        "the oldest live message",
        &look(hand, "x", None).await?.message.map(|message| message.id),
        &Some("b".to_owned()),
    )
}

pub(super) async fn the_oldest_subscription_comes_first(hand: &mut Hand) -> Checked {
    let (late, early) = (instance(1, 1), instance(1, 2));
    for one in [early, late] {
        let mut opening = writes(&[(one, 1)]);
        opening.rows = vec![Change::Put(Row::Subscription(subscription(one, 4, "defense", "x")))];
        hand.begin(&[]).await?;
        hand.commit(opening).await?;
    }
    same("the oldest", &look(hand, "x", None).await?.subscription, &Some((early, Key::new(4))))?;
    let mut closing = writes(&[(early, 2)]);
    closing.rows = vec![Change::Delete(RowKey::Subscription(early, Key::new(4)))];
    hand.begin(&[(early, None)]).await?;
    hand.commit(closing).await?;
    same("the next", &look(hand, "x", None).await?.subscription, &Some((late, Key::new(4))))?;
    same("of another key", &look(hand, "y", None).await?.subscription, &None)?;
    let locked = hand.begin(&[]).await?;
    ensure!(locked.is_empty(), "nothing was asked for, got {locked:?}");
    let locks = vec![crate::store::Lock { instance: late, cached: None }];
    let reply = hand.request(Request::Lock { locks }).await?;
    ensure!(
        matches!(&reply, Reply::Locked { found, .. } if found.len() == 1 && found[0].instance == late),
        "got {reply:?}"
    );
    hand.abort().await
}

pub(super) async fn a_full_scan_names_mailboxes_that_have_not_met(hand: &mut Hand) -> Checked {
    let one = instance(1, 1);
    let mut opening = writes(&[(one, 1)]);
    let waits = |key, correlation| Change::Put(Row::Subscription(subscription(one, key, "defense", correlation)));
    opening.rows = vec![waits(4, "x"), waits(5, "y"), waits(6, "z")];
    opening.messages = vec![
        MessageWrite::Keep(mailbox("y"), message("a", 1, later())),
        MessageWrite::Keep(mailbox("z"), message("b", 1, Some(moment(5)))),
        MessageWrite::Delivered(mailbox("x"), message("c", 1, later()), taken()),
    ];
    hand.begin(&[]).await?;
    hand.commit(opening).await?;
    for (low_water, expected) in [(None, vec![mailbox("y")]), (Some(moment(0)), Vec::new())] {
        let reply = hand.request(Request::DueScan { now: moment(10), low_water, limit: 10 }).await?;
        let Reply::DueItems { mailboxes, .. } = reply else { return Err(format!("got {reply:?}")) };
        same("mailboxes", &mailboxes, &expected)?;
    }
    Ok(())
}

fn sent(id: &str, at: i64) -> Message {
    let from = Sender { instance: instance(1, 9), key: Key::new(3), organ: "organ".to_owned() };
    Message { from: Some(from), ..message(id, at, later()) }
}

async fn scan(hand: &mut Hand, low_water: Option<Timestamp>) -> Result<(Vec<Due>, Vec<MailboxKey>), String> {
    let reply = hand.request(Request::DueScan { now: moment(10), low_water, limit: 10 }).await?;
    match reply {
        Reply::DueItems { items, mailboxes, starts: _ } => Ok((items, mailboxes)),
        other => Err(format!("got {other:?}")),
    }
}

pub(super) async fn a_sent_message_is_looked_into_until_somebody_has(hand: &mut Hand) -> Checked {
    write(hand, vec![MessageWrite::Sent(mailbox("x"), sent("a", 1))]).await?;
    let found = look(hand, "x", None).await?;
    same("the message with its sender", &found.message, &Some(sent("a", 1)))?;
    ensure!(found.fresh, "nobody has looked");
    same("a full scan", &scan(hand, None).await?, &(Vec::new(), vec![mailbox("x")]))?;
    same("another scan", &scan(hand, Some(moment(0))).await?, &(Vec::new(), Vec::new()))?;
    write(hand, vec![MessageWrite::Looked(mailbox("x"))]).await?;
    let found = look(hand, "x", None).await?;
    ensure!(found.message.is_some() && !found.fresh, "it waits, looked at: {found:?}");
    same("a full scan after that", &scan(hand, None).await?, &(Vec::new(), Vec::new()))
}

pub(super) async fn a_receipt_is_due_until_it_is_on_record(hand: &mut Hand) -> Checked {
    write(hand, vec![MessageWrite::Sent(mailbox("x"), sent("a", 1))]).await?;
    write(hand, vec![MessageWrite::Sent(mailbox("y"), Message { from: other(), ..sent("b", 2) })]).await?;
    write(hand, vec![MessageWrite::Delivered(mailbox("x"), sent("a", 1), taken())]).await?;
    let refused = Message { from: other(), ..sent("b", 2) };
    write(hand, vec![MessageWrite::Refused(mailbox("y"), refused)]).await?;
    same("a message that was refused", &look(hand, "y", Some("b")).await?.message, &None)?;
    ensure!(look(hand, "y", Some("b")).await?.known, "its id stays known");
    let due = |at, key, taken| Due {
        instance: instance(1, 9),
        at: moment(at),
        kind: DueKind::Receipt { key: Key::new(key), taken },
    };
    let (mut items, _) = scan(hand, None).await?;
    items.sort_by_key(|item| item.at);
    same("receipts", &items, &vec![due(1, 3, Some(taken())), due(2, 4, None)])?;
    write(hand, vec![MessageWrite::Receipted(instance(1, 9), Key::new(3))]).await?;
    same("receipts left", &scan(hand, None).await?.0, &vec![due(2, 4, None)])
}

fn other() -> Option<Sender> {
    Some(Sender { instance: instance(1, 9), key: Key::new(4), organ: "organ".to_owned() })
}

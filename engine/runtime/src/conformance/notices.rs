//! Telling people: the outbox, messages, lists, how people are reached.

use super::{
    Checked, ensure,
    hand::{Hand, same, told, writes},
    sample::{instance, moment, person},
    staff::{done, new, right},
};
use crate::store::{
    ErrorKind, NoticeId, NoticeWrite, Writes,
    read::{
        Change, Contact, Deed, DeliveryFate, DeliveryLine, Lines, MessageText, NewDelivery, NewLine, OutboxLine, Stuck,
        Told,
    },
};
use mingjing_core::ids::Key;
use mingjing_model::definition::{CardLevel, Channel};

fn id(n: u32) -> NoticeId {
    NoticeId { instance: instance(1, 1), key: Key::new(n) }
}

/// A commit that leaves these notices.
async fn raise(hand: &mut Hand, keys: &[u32]) -> Checked {
    let notice = |n: &u32| NoticeWrite {
        id: id(*n),
        organ: "scjg".to_owned(),
        matter: format!("{{\"事\": {n}}}").into_bytes(),
        at: moment(i64::from(*n)),
    };
    hand.begin(&[(instance(1, 1), None)]).await?;
    let notices = keys.iter().map(notice).collect();
    hand.commit(Writes { notices, ..writes(&[(instance(1, 1), 1)]) }).await.map(|_| ())
}

fn line(who: &str) -> NewLine {
    NewLine { person: person(who), level: CardLevel::Red, zh: "红牌".to_owned(), en: Some("red".to_owned()) }
}

fn delivery(who: &str, channel: Channel, text: Option<&str>, due: i64) -> NewDelivery {
    let text = text.map(|body| MessageText { subject: "题".to_owned(), body: body.to_owned() });
    NewDelivery { person: person(who), channel, text, due_at: moment(due) }
}

async fn tell(hand: &Hand, n: u32, deliveries: Vec<NewDelivery>) -> Checked {
    let at = Some(moment(50));
    let told_ = Told { at, lines: vec![line("p_zhang"), line("p_li")], deliveries };
    hand.reads.outbox_tell(&id(n), &told_).await.map_err(told)
}

async fn open(hand: &Hand, at: i64) -> Result<Vec<u32>, String> {
    let lines = hand.reads.outbox_due(moment(at), 10).await.map_err(told)?;
    Ok(lines.iter().map(|line| u32::try_from(line.notice.key.0).unwrap_or(0)).collect())
}

async fn due(hand: &Hand, at: i64) -> Result<Vec<DeliveryLine>, String> {
    hand.reads.delivery_due(moment(at), 10).await.map_err(told)
}

pub(super) async fn a_notice_is_there_with_its_commit_and_told_once(hand: &mut Hand) -> Checked {
    raise(hand, &[3, 7]).await?;
    let lines = hand.reads.outbox_due(moment(0), 10).await.map_err(told)?;
    let expected = OutboxLine {
        notice: id(3),
        organ: "scjg".to_owned(),
        matter: "{\"事\": 3}".as_bytes().to_vec(),
        raised_at: moment(3),
        due_at: None,
    };
    same("the outbox", &lines.first(), &Some(&expected))?;
    for _ in 0..2 {
        tell(hand, 3, vec![delivery("p_zhang", Channel::Mail, Some("文"), 60)]).await?;
    }
    same("what is left", &open(hand, 100).await?, &vec![7])?;
    same("one message", &due(hand, 60).await?.len(), &1)?;
    let page = hand.reads.inbox_page(&person("p_li"), None, 10).await.map_err(told)?;
    same("one line", &page.len(), &1)?;
    let shown = page.first().map(|line| (line.zh.as_str(), line.en.as_deref(), line.level, line.at, line.read_at));
    same("the line", &shown, &Some(("红牌", Some("red"), CardLevel::Red, moment(50), None)))
}

pub(super) async fn a_notice_waits_until_its_time(hand: &mut Hand) -> Checked {
    raise(hand, &[3, 7, 9]).await?;
    hand.reads.outbox_wait(&id(3), moment(80)).await.map_err(told)?;
    hand.reads.outbox_wait(&id(7), moment(70)).await.map_err(told)?;
    same("before", &open(hand, 69).await?, &vec![9])?;
    same("then the earliest first", &open(hand, 80).await?, &vec![9, 7, 3])?;
    let few = hand.reads.outbox_due(moment(80), 2).await.map_err(told)?;
    same("no more than asked for", &few.len(), &2)
}

pub(super) async fn a_message_goes_out_once_and_is_not_kept(hand: &mut Hand) -> Checked {
    raise(hand, &[3]).await?;
    let (mail, sms) = (Channel::Mail, Channel::Sms);
    tell(hand, 3, vec![delivery("p_zhang", mail, Some("文"), 60), delivery("p_zhang", sms, None, 90)]).await?;
    same("not before its time", &due(hand, 59).await?.len(), &0)?;
    let found = due(hand, 60).await?;
    let Some(first) = found.first() else { return Err("no message is due".to_owned()) };
    let expected = DeliveryLine {
        id: first.id,
        notice: id(3),
        organ: "scjg".to_owned(),
        person: person("p_zhang"),
        channel: mail,
        text: Some(MessageText { subject: "题".to_owned(), body: "文".to_owned() }),
        digest_at: None,
        attempts: 0,
        unread: Some(("红牌".to_owned(), Some("red".to_owned()))),
    };
    same("the message", first, &expected)?;
    let note = async |ids: &[u64], fate| hand.reads.delivery_note(ids, &fate).await.map_err(told);
    note(&[first.id], DeliveryFate::Again { at: moment(75), code: "MJ6210" }).await?;
    same("it waits", &due(hand, 74).await?.len(), &0)?;
    same("and was tried", &due(hand, 75).await?.first().map(|line| line.attempts), &Some(1))?;
    note(&[first.id], DeliveryFate::Sent { at: moment(75) }).await?;
    let found = due(hand, 90).await?;
    let digest = found.iter().map(|line| (line.channel, line.digest_at, line.text.is_some())).collect::<Vec<_>>();
    same("what is left is part of a digest", &digest, &vec![(sms, Some(moment(90)), false)])?;
    hand.reads.inbox_read(&person("p_zhang"), &Lines::UpTo(u64::MAX >> 1), moment(91)).await.map_err(told)?;
    same("what was read is known", &due(hand, 90).await?.first().map(|line| line.unread.clone()), &Some(None))?;
    note(&found.iter().map(|line| line.id).collect::<Vec<_>>(), DeliveryFate::Spared).await?;
    same("nothing is left", &due(hand, 1_000).await?.len(), &0)
}

pub(super) async fn what_could_not_be_told_is_listed_until_it_is_tried_again(hand: &mut Hand) -> Checked {
    raise(hand, &[3, 7]).await?;
    tell(hand, 3, vec![delivery("p_li", Channel::Sms, Some("文"), 60)]).await?;
    let ids: Vec<u64> = due(hand, 60).await?.iter().map(|line| line.id).collect();
    hand.reads.delivery_note(&ids, &DeliveryFate::Failed { code: "MJ6222" }).await.map_err(told)?;
    hand.reads.outbox_stop(&id(7), "MJ6200").await.map_err(told)?;
    same("neither is due", &(open(hand, 99).await?.len(), due(hand, 99).await?.len()), &(0, 0))?;
    let (ours, theirs) = (vec!["scjg".to_owned()], vec!["other".to_owned()]);
    same("not elsewhere", &hand.reads.notice_incidents(&theirs, 10).await.map_err(told)?.len(), &0)?;
    let found = hand.reads.notice_incidents(&ours, 10).await.map_err(told)?;
    let shown: Vec<_> = found.iter().map(|one| (one.person.clone(), one.channel, one.code.as_str())).collect();
    let expected = vec![(Some(person("p_li")), Some(Channel::Sms), "MJ6222"), (None, None, "MJ6200")];
    same("incidents, oldest first", &shown, &expected)?;
    for one in &found {
        let refused = hand.reads.notice_retry(&one.stuck, &theirs, moment(70)).await.err().map(|error| error.kind);
        same("of another organ", &refused, &Some(ErrorKind::NotFound))?;
        hand.reads.notice_retry(&one.stuck, &ours, moment(70)).await.map_err(told)?;
        let again = hand.reads.notice_retry(&one.stuck, &ours, moment(70)).await.err().map(|error| error.kind);
        same("no incident any more", &again, &Some(ErrorKind::NotFound))?;
    }
    same("the notice is to be told", &open(hand, 70).await?, &vec![7])?;
    let attempts = due(hand, 70).await?.iter().map(|line| (line.attempts, line.text.is_some())).collect::<Vec<_>>();
    same("the message as if it had never been tried", &attempts, &vec![(0, true)])?;
    let never = Stuck::Delivery(77);
    let refused = hand.reads.notice_retry(&never, &ours, moment(70)).await.err().map(|error| error.kind);
    same("what never was", &refused, &Some(ErrorKind::NotFound))
}

pub(super) async fn a_list_is_paged_and_read_line_by_line(hand: &mut Hand) -> Checked {
    raise(hand, &[3, 7, 9]).await?;
    for n in [3, 7, 9] {
        tell(hand, n, Vec::new()).await?;
    }
    let li = person("p_li");
    let unread = async || hand.reads.inbox_unread(&li).await.map_err(told);
    let (count, last) = unread().await?;
    same("unread", &count, &3)?;
    let page = hand.reads.inbox_page(&li, None, 2).await.map_err(told)?;
    same("the newest first", &page.first().map(|line| line.id), &Some(last))?;
    ensure!(page.len() == 2 && page[0].id > page[1].id, "in order");
    let rest = hand.reads.inbox_page(&li, Some(page[1].id), 2).await.map_err(told)?;
    same("the rest", &rest.len(), &1)?;
    let read = async |which: &Lines| hand.reads.inbox_read(&li, which, moment(60)).await.map_err(told);
    same("one", &read(&Lines::These(vec![page[1].id, 9_999])).await?, &1)?;
    same("once", &read(&Lines::These(vec![page[1].id])).await?, &0)?;
    same("those before", &read(&Lines::UpTo(page[1].id)).await?, &1)?;
    same("one is left", &unread().await?, &(1, last))?;
    let others = hand.reads.inbox_unread(&person("p_zhang")).await.map_err(told)?.0;
    same("another's are another's", &others, &3)?;
    same("nobody's", &hand.reads.inbox_unread(&person("p_wang")).await.map_err(told)?, &(0, 0))
}

pub(super) async fn how_a_person_is_reached_is_changed_with_an_entry_that_does_not_say_it(hand: &mut Hand) -> Checked {
    let zhang = person("p_zhang");
    let contact = Contact { mail: Some("a@example.org".to_owned()), mobile: None, english: true };
    let change = |contact: &Contact| Change::Contact { person: person("p_zhang"), contact: contact.clone() };
    let nobody = hand.reads.contact_get(&zhang).await.map_err(told)?;
    same("nothing is known", &nobody, &Contact::default())?;
    done(hand, Change::Create(new("p_zhang", vec![(right("handler"), None, None)])), Deed::PersonCreated, "p_zhang")
        .await?;
    for contact in [contact, Contact { mobile: Some("13800000000".to_owned()), ..Contact::default() }] {
        done(hand, change(&contact), Deed::ContactChanged, "p_zhang").await?;
        same("known", &hand.reads.contact_get(&zhang).await.map_err(told)?, &contact)?;
    }
    Ok(())
}

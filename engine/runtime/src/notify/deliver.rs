//! Messages on their way: attempts with growing waits, and digests.

use super::{Failure, Message, Notifier, words};
use crate::{
    codes,
    store::{
        Error,
        read::{Contact, DeliveryFate, DeliveryLine, MessageText},
    },
};
use jiff::{SignedDuration, Timestamp};
use mingjing_core::ids::PersonId;
use mingjing_model::definition::{Channel, DIGEST_NOTICE};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Waits between attempts: a restart of the other side, a disturbance, an outage of a morning, one of a day. A card that
/// is told a day late is still worth telling; after that somebody has to know that telling does not work.
const WAITS: [SignedDuration; 5] = [
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(30),
    SignedDuration::from_hours(4),
    SignedDuration::from_hours(20),
];

/// Attempts before somebody has to see to a message.
pub const ATTEMPTS_MAX: u32 = WAITS.len() as u32 + 1;

/// The name space of ids of messages.
const SPACE: Uuid = Uuid::from_u128(0x6d69_6e67_6a69_6e67_8000_0000_0000_0002);

/// Messages that go out as one: alone, or a person's part of a digest on one way.
type Together = (Channel, Option<(Timestamp, String, PersonId)>, u64);

impl Notifier {
    pub(super) async fn deliver_all(&self, lines: Vec<DeliveryLine>, now: Timestamp) -> Result<usize, Error> {
        let mut parcels: BTreeMap<Together, Vec<DeliveryLine>> = BTreeMap::new();
        for line in lines {
            let digest = line.digest_at.map(|at| (at, line.organ.clone(), line.person.clone()));
            let alone = if digest.is_none() { line.id } else { 0 };
            parcels.entry((line.channel, digest, alone)).or_default().push(line);
        }
        let mut sent = 0;
        let mut dead: BTreeMap<Channel, &'static str> = BTreeMap::new();
        for ((channel, ..), lines) in parcels {
            // Whoever would only wait for the same silence does not.
            let outcome = match dead.get(&channel) {
                Some(code) => Err(Failure::Unreachable { code, detail: String::new() }),
                None => self.send(channel, &lines, now).await?,
            };
            if let Err(Failure::Unreachable { code, .. }) = &outcome {
                dead.insert(channel, *code);
            }
            sent += usize::from(outcome == Ok(Some(())));
            self.note(&lines, outcome, now).await?;
        }
        Ok(sent)
    }

    /// Sends what belongs together; nothing when all of it was read by now.
    async fn send(
        &self,
        channel: Channel,
        lines: &[DeliveryLine],
        now: Timestamp,
    ) -> Result<Result<Option<()>, Failure>, Error> {
        let Some(first) = lines.first() else { return Ok(Ok(None)) };
        let Some(way) = self.ways.get(&channel) else {
            let code = if channel == Channel::Sms { codes::SMS_UNREACHABLE } else { codes::MAIL_UNREACHABLE };
            return Ok(Err(Failure::Unreachable { code, detail: "this way is not configured".to_owned() }));
        };
        let contact = self.store.contact_get(&first.person).await?;
        let Some(to) = address(&contact, channel) else {
            return Ok(Err(Failure::Refused { code: codes::NO_ADDRESS, detail: String::new() }));
        };
        let (id, text) = match first.digest_at {
            None => {
                let id = format!("notice {} {} {channel:?}", first.notice, first.person.as_str());
                (id, first.text.clone())
            }
            Some(at) => {
                if lines.iter().all(|line| line.unread.is_none()) {
                    return Ok(Ok(None));
                }
                let place = format!("{} {} {channel:?} {}", first.organ, first.person.as_str(), first.id);
                (format!("digest {} {place}", at.as_microsecond()), self.digest(lines, &contact, channel, now).await?)
            }
        };
        let Some(MessageText { subject, body }) = text else {
            return Ok(Err(Failure::Refused { code: codes::NO_TEXT, detail: String::new() }));
        };
        let id = Uuid::new_v5(&SPACE, id.as_bytes()).to_string();
        Ok(way.send(&Message { id, to, subject, body }).await.map(Some))
    }

    /// The text of a digest, by what its organ has filed today.
    async fn digest(
        &self,
        lines: &[DeliveryLine],
        contact: &Contact,
        channel: Channel,
        now: Timestamp,
    ) -> Result<Option<MessageText>, Error> {
        let Some(first) = lines.first() else { return Ok(None) };
        let Some(bundle) = self.current(&first.organ).await? else { return Ok(None) };
        let Some(notice) = bundle.notices.iter().find(|notice| notice.notice == DIGEST_NOTICE) else { return Ok(None) };
        let speech = words::Speech { english: contact.english };
        let unread: BTreeSet<&str> = lines
            .iter()
            .filter_map(|line| line.unread.as_ref())
            .map(|(zh, en)| if contact.english { en.as_deref().unwrap_or(zh) } else { zh })
            .collect();
        let list: Vec<String> = unread.iter().map(|text| format!("· {text}")).collect();
        let count = lines.iter().filter(|line| line.unread.is_some()).count();
        let facts = words::Facts {
            organ: speech.say(&bundle.organ.title),
            count: count.to_string(),
            moment: speech.moment(now, &words::zone(&bundle.organ.timezone)),
            link: self.address.clone().unwrap_or_default(),
            list: list.join("\n"),
            ..words::Facts::default()
        };
        Ok(words::message(notice, channel, speech, &facts).ok())
    }

    async fn note(
        &self,
        lines: &[DeliveryLine],
        outcome: Result<Option<()>, Failure>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let ids: Vec<u64> = lines.iter().map(|line| line.id).collect();
        let (code, detail, final_) = match outcome {
            Ok(Some(())) => return self.store.delivery_note(&ids, &DeliveryFate::Sent { at: now }).await,
            Ok(None) => return self.store.delivery_note(&ids, &DeliveryFate::Spared).await,
            Err(Failure::Unreachable { code, detail } | Failure::Later { code, detail }) => (code, detail, false),
            Err(Failure::Refused { code, detail }) => (code, detail, true),
        };
        for line in lines {
            let wait = WAITS.get(line.attempts as usize).filter(|_| !final_);
            let fate = match wait {
                Some(wait) => DeliveryFate::Again { at: now.checked_add(*wait).unwrap_or(now), code },
                None => DeliveryFate::Failed { code },
            };
            if matches!(fate, DeliveryFate::Failed { .. }) {
                tracing::warn!(code, detail, notice.id = %line.notice, delivery.id = line.id, "a message could not be delivered");
            } else {
                tracing::info!(code, detail, delivery.id = line.id, "a message is tried again later");
            }
            self.store.delivery_note(&[line.id], &fate).await?;
        }
        Ok(())
    }
}

/// Where a person is reached on a way.
pub(super) fn address(contact: &Contact, channel: Channel) -> Option<String> {
    match channel {
        Channel::App => None,
        Channel::Mail => contact.mail.clone(),
        Channel::Sms => contact.mobile.clone(),
    }
}

//! Outbox, deliveries and lists, in memory.

use super::{SimStore, State, ready};
use crate::store::{
    Answered, Error, ErrorKind, NoticeId, NoticeWrite,
    read::{
        Contact, DeliveryFate, DeliveryLine, InboxLine, Lines, MessageText, NewDelivery, NoticeIncident, Notices,
        OutboxLine, Stuck, Told,
    },
};
use jiff::Timestamp;
use mingjing_core::ids::PersonId;
use mingjing_model::definition::Channel;
use std::collections::BTreeMap;

/// All that is told.
#[derive(Clone, Default)]
pub struct Telling {
    /// Every notice that was ever raised.
    pub outbox: Vec<Posted>,
    deliveries: Vec<Parcel>,
    lines: Vec<Line>,
    pub(super) contacts: BTreeMap<PersonId, Contact>,
}

/// A notice.
#[derive(Clone)]
pub struct Posted {
    /// As the commit wrote it.
    pub write: NoticeWrite,
    due_at: Option<Timestamp>,
    told: bool,
    code: Option<String>,
}

#[derive(Clone)]
struct Parcel {
    notice: NoticeId,
    person: PersonId,
    channel: Channel,
    text: Option<MessageText>,
    due_at: Timestamp,
    digest_at: Option<Timestamp>,
    attempts: u32,
    over: bool,
    code: Option<String>,
}

#[derive(Clone)]
struct Line {
    notice: NoticeId,
    person: PersonId,
    shown: InboxLine,
}

impl Telling {
    pub(super) fn raise(&mut self, write: &NoticeWrite) {
        self.outbox.push(Posted { write: write.clone(), due_at: None, told: false, code: None });
    }

    fn posted(&mut self, notice: &NoticeId) -> Option<&mut Posted> {
        self.outbox.iter_mut().find(|posted| posted.write.id == *notice)
    }

    fn posted_of(&self, notice: NoticeId) -> Option<&Posted> {
        self.outbox.iter().find(|posted| posted.write.id == notice)
    }

    fn tell(&mut self, notice: &NoticeId, told: &Told) {
        let Some(posted) = self.posted(notice).filter(|posted| !posted.told) else { return };
        posted.told = true;
        posted.code = None;
        let organ = posted.write.organ.clone();
        let at = told.at.unwrap_or(posted.write.at);
        for line in &told.lines {
            let id = self.lines.len() as u64 + 1;
            let shown = InboxLine {
                id,
                instance: notice.instance,
                organ: organ.clone(),
                level: line.level,
                zh: line.zh.clone(),
                en: line.en.clone(),
                at,
                read_at: None,
            };
            self.lines.push(Line { notice: *notice, person: line.person.clone(), shown });
        }
        for NewDelivery { person, channel, text, due_at } in &told.deliveries {
            self.deliveries.push(Parcel {
                notice: *notice,
                person: person.clone(),
                channel: *channel,
                text: text.clone(),
                due_at: *due_at,
                digest_at: text.is_none().then_some(*due_at),
                attempts: 0,
                over: false,
                code: None,
            });
        }
    }

    fn unread_line(&self, parcel: &Parcel) -> Option<(String, Option<String>)> {
        let mine = |line: &&Line| line.notice == parcel.notice && line.person == parcel.person;
        let line = self.lines.iter().find(mine).filter(|line| line.shown.read_at.is_none())?;
        Some((line.shown.zh.clone(), line.shown.en.clone()))
    }

    fn delivery(&self, (place, parcel): (usize, &Parcel)) -> DeliveryLine {
        DeliveryLine {
            id: place as u64 + 1,
            notice: parcel.notice,
            organ: self.posted_of(parcel.notice).map(|posted| posted.write.organ.clone()).unwrap_or_default(),
            person: parcel.person.clone(),
            channel: parcel.channel,
            text: parcel.text.clone(),
            digest_at: parcel.digest_at,
            attempts: parcel.attempts,
            unread: self.unread_line(parcel),
        }
    }

    fn note(&mut self, id: u64, fate: &DeliveryFate) {
        let place = usize::try_from(id).ok().and_then(|id| id.checked_sub(1));
        let Some(parcel) = place.and_then(|place| self.deliveries.get_mut(place)) else { return };
        match fate {
            DeliveryFate::Sent { .. } | DeliveryFate::Spared => {
                (parcel.over, parcel.code, parcel.text) = (true, None, None);
            }
            DeliveryFate::Again { at, code } => {
                parcel.attempts += 1;
                parcel.due_at = *at;
                parcel.code = Some((*code).to_owned());
            }
            DeliveryFate::Failed { code } => {
                parcel.attempts += 1;
                parcel.over = true;
                parcel.code = Some((*code).to_owned());
            }
        }
    }

    fn incidents(&self, organs: &[String]) -> Vec<NoticeIncident> {
        let notices = self.outbox.iter().filter_map(|posted| {
            let code = posted.code.clone().filter(|_| !posted.told)?;
            let stuck = Stuck::Notice(posted.write.id);
            Some((posted, stuck, None, None, code))
        });
        let deliveries = self.deliveries.iter().enumerate().filter(|(_, parcel)| parcel.over);
        let deliveries = deliveries.filter_map(|(place, parcel)| {
            let posted = self.posted_of(parcel.notice)?;
            let stuck = Stuck::Delivery(place as u64 + 1);
            Some((posted, stuck, Some(parcel.person.clone()), Some(parcel.channel), parcel.code.clone()?))
        });
        let all = notices.chain(deliveries).filter(|(posted, ..)| organs.contains(&posted.write.organ));
        let incident = |(posted, stuck, person, channel, code): (&Posted, Stuck, _, _, String)| NoticeIncident {
            stuck,
            instance: posted.write.id.instance,
            organ: posted.write.organ.clone(),
            person,
            channel,
            code,
            raised_at: posted.write.at,
        };
        let mut all: Vec<_> = all.map(incident).collect();
        all.sort_by_key(|incident| incident.raised_at);
        all
    }

    fn retry(&mut self, stuck: &Stuck, now: Timestamp) {
        match stuck {
            Stuck::Notice(notice) => {
                if let Some(posted) = self.posted(notice) {
                    (posted.code, posted.due_at) = (None, Some(now));
                }
            }
            Stuck::Delivery(id) => {
                let place = usize::try_from(*id).ok().and_then(|id| id.checked_sub(1));
                if let Some(parcel) = place.and_then(|place| self.deliveries.get_mut(place)) {
                    (parcel.over, parcel.attempts, parcel.code, parcel.due_at) = (false, 0, None, now);
                }
            }
        }
    }
}

impl Notices for SimStore {
    fn outbox_due(&self, now: Timestamp, limit: u32) -> Answered<'_, Vec<OutboxLine>> {
        let state = self.state();
        let open = state.telling.outbox.iter().filter(|posted| !posted.told && posted.code.is_none());
        let mut due: Vec<_> = open.filter(|posted| posted.due_at.is_none_or(|at| at <= now)).collect();
        due.sort_by_key(|posted| posted.due_at);
        let line = |posted: &Posted| OutboxLine {
            notice: posted.write.id,
            organ: posted.write.organ.clone(),
            matter: posted.write.matter.clone(),
            raised_at: posted.write.at,
            due_at: posted.due_at,
        };
        ready(due.into_iter().take(limit as usize).map(line).collect())
    }

    fn outbox_wait<'a>(&'a self, notice: &'a NoticeId, until: Timestamp) -> Answered<'a, ()> {
        if let Some(posted) = self.state().telling.posted(notice) {
            posted.due_at = Some(until);
        }
        ready(())
    }

    fn outbox_tell<'a>(&'a self, notice: &'a NoticeId, told: &'a Told) -> Answered<'a, ()> {
        self.state().telling.tell(notice, told);
        ready(())
    }

    fn outbox_stop<'a>(&'a self, notice: &'a NoticeId, code: &'a str) -> Answered<'a, ()> {
        if let Some(posted) = self.state().telling.posted(notice) {
            posted.code = Some(code.to_owned());
        }
        ready(())
    }

    fn delivery_due(&self, now: Timestamp, limit: u32) -> Answered<'_, Vec<DeliveryLine>> {
        let state = self.state();
        let open = state.telling.deliveries.iter().enumerate();
        let mut due: Vec<_> = open.filter(|(_, parcel)| !parcel.over && parcel.due_at <= now).collect();
        due.sort_by_key(|(_, parcel)| (parcel.due_at, parcel.person.clone()));
        ready(due.into_iter().take(limit as usize).map(|parcel| state.telling.delivery(parcel)).collect())
    }

    fn delivery_note<'a>(&'a self, deliveries: &'a [u64], fate: &'a DeliveryFate) -> Answered<'a, ()> {
        let mut state = self.state();
        deliveries.iter().for_each(|id| state.telling.note(*id, fate));
        ready(())
    }

    fn notice_incidents<'a>(&'a self, organs: &'a [String], limit: u32) -> Answered<'a, Vec<NoticeIncident>> {
        let mut all = self.state().telling.incidents(organs);
        all.truncate(limit as usize);
        ready(all)
    }

    fn notice_retry<'a>(&'a self, incident: &'a Stuck, organs: &'a [String], now: Timestamp) -> Answered<'a, ()> {
        let mut state = self.state();
        if !state.telling.incidents(organs).iter().any(|known| known.stuck == *incident) {
            let missing = Error::new(ErrorKind::NotFound, "no such notice incident");
            return Box::pin(std::future::ready(Err(missing)));
        }
        state.telling.retry(incident, now);
        ready(())
    }

    fn inbox_page<'a>(&'a self, person: &'a PersonId, before: Option<u64>, limit: u32) -> Answered<'a, Vec<InboxLine>> {
        let state = self.state();
        let own = state.telling.lines.iter().rev().filter(|line| line.person == *person);
        let older = own.filter(|line| before.is_none_or(|before| line.shown.id < before));
        ready(older.take(limit as usize).map(|line| line.shown.clone()).collect())
    }

    fn inbox_unread<'a>(&'a self, person: &'a PersonId) -> Answered<'a, (u32, u64)> {
        let state = self.state();
        let own = || state.telling.lines.iter().filter(|line| line.person == *person);
        let unread = own().filter(|line| line.shown.read_at.is_none()).count();
        let last = own().map(|line| line.shown.id).max().unwrap_or(0);
        ready((u32::try_from(unread).unwrap_or(u32::MAX), last))
    }

    fn inbox_read<'a>(&'a self, person: &'a PersonId, which: &'a Lines, at: Timestamp) -> Answered<'a, u32> {
        let mut state = self.state();
        let meant = |line: &Line| match which {
            Lines::These(ids) => ids.contains(&line.shown.id),
            Lines::UpTo(last) => line.shown.id <= *last,
        };
        let mut count = 0;
        for line in state.telling.lines.iter_mut().filter(|line| line.person == *person && meant(line)) {
            if line.shown.read_at.is_none() {
                line.shown.read_at = Some(at);
                count += 1;
            }
        }
        ready(count)
    }

    fn contact_get<'a>(&'a self, person: &'a PersonId) -> Answered<'a, Contact> {
        ready(self.state().telling.contacts.get(person).cloned().unwrap_or_default())
    }
}

impl State {
    pub(super) fn put_contact(&mut self, person: &PersonId, contact: &Contact) {
        self.telling.contacts.insert(person.clone(), contact.clone());
    }
}

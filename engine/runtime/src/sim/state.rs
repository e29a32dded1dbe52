//! The rows of the store.

use super::notices::Telling;
use crate::store::{
    Due, DueKind, MailboxKey, Message, NumberWrite, Occurred, Reply, Schedule,
    read::{BundleInfo, CalendarInfo, HistoryLine, LogEntry, NewPerson, Organ, Session, StandIn},
};
use jiff::{Timestamp, civil::Date};
use mingjing_core::{
    command::Taken,
    ids::{CommandId, Hash, InstanceId, Key, Tenant},
    needs::{RegisterRow, ValueId},
    rows::{Row, RowKey, SubscriptionRow},
};
use std::collections::{BTreeMap, BTreeSet};

/// All rows. Open to tests; only a commit changes what the write path owns.
#[derive(Clone, Default)]
pub struct State {
    /// Instances: sequence, control, and when a big step goes on.
    pub instances: BTreeMap<InstanceId, (u64, Vec<u8>, Option<Timestamp>)>,
    /// Records of each tenant, in log order.
    pub log: BTreeMap<Tenant, Vec<HistoryLine>>,
    /// Commands of each instance, with sequence and digest of their records.
    pub commands: BTreeMap<(InstanceId, CommandId), (u64, [u8; 8])>,
    /// Where the records of each instance stand in the log.
    pub(super) places: BTreeMap<(InstanceId, u64), usize>,
    /// Value rows: salt and bytes.
    pub values: BTreeMap<ValueId, ([u8; 16], Vec<u8>)>,
    /// Read rows.
    pub rows: BTreeMap<RowKey, Row>,
    /// Numbers on the register.
    pub numbers: Vec<NumberWrite>,
    /// Messages in the order of their arrival.
    pub messages: Vec<Letter>,
    /// What people are told.
    pub telling: Telling,
    /// When each subscription was opened, by a counter.
    pub(super) opened: BTreeMap<(InstanceId, Key), u64>,
    pub(super) openings: u64,
    pub(super) holders: BTreeMap<InstanceId, u32>,
    pub(super) mailbox_holders: BTreeMap<MailboxKey, u32>,
    pub(super) writers: u32,
    pub(super) organs: BTreeMap<String, Organ>,
    pub(super) tenants: BTreeMap<Tenant, String>,
    pub(super) people: BTreeMap<String, NewPerson>,
    /// Who must change their password.
    pub(super) must_change: BTreeSet<String>,
    pub(super) stand_ins: Vec<StandIn>,
    pub(super) directory_log: Vec<LogEntry>,
    pub(super) logins: Vec<(String, String, bool, Timestamp)>,
    pub(super) registers: BTreeMap<(String, String), Vec<Known>>,
    /// Versions of calendars in the order of their filing, each with its JSON.
    pub(super) calendars: Vec<(CalendarInfo, String)>,
    pub(super) sessions: BTreeMap<[u8; 32], Session>,
    pub(super) bundles: BTreeMap<Hash, Vec<u8>>,
    pub(super) filed: Vec<BundleInfo>,
    /// Processes that begin by time.
    pub schedules: Vec<(Tenant, Schedule)>,
}

/// A message in its mailbox.
#[derive(Clone)]
pub struct Letter {
    /// Where it lies.
    pub mailbox: MailboxKey,
    /// The message.
    pub message: Message,
    /// Where it is in its life.
    pub fate: Fate,
}

/// Life of a message: it waits, then it is taken or refused; one that an instance sent is then due for a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It waits; fresh = sent by an instance, and nobody has looked whom it might start.
    Waits {
        /// Whether somebody has to look.
        fresh: bool,
    },
    /// It is taken, or refused by its receiver (none); the receipt may be due.
    Over {
        /// Who took it.
        taken: Option<Taken>,
        /// Whether its sender must hear of it.
        receipt_due: bool,
    },
}

impl Fate {
    /// Whether it waits in its mailbox.
    pub fn waits(self) -> bool {
        matches!(self, Self::Waits { .. })
    }
}

/// What is known about a register row.
#[derive(Clone)]
pub(super) struct Known {
    pub row: RegisterRow,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    /// False once better is known.
    pub holds: bool,
}

impl State {
    /// The record with this sequence.
    pub fn record(&self, instance: InstanceId, seq: u64) -> Option<&HistoryLine> {
        let place = self.places.get(&(instance, seq))?;
        let line = self.log.get(&instance.tenant)?.get(*place)?;
        (line.instance == instance && line.seq == seq).then_some(line)
    }

    /// The organ of a tenant with the bundle in force.
    pub(super) fn current(&self, tenant: Tenant) -> Option<(String, Hash)> {
        let organ = self.tenants.get(&tenant)?;
        let filed = self.filed.iter().rev().find(|filed| &filed.organ == organ)?;
        Some((organ.clone(), filed.hash))
    }

    /// What is due.
    pub(super) fn due(&self, now: Timestamp, low_water: Option<Timestamp>, limit: u32) -> Reply {
        let in_range = |at: Timestamp| at <= now && low_water.is_none_or(|mark| at >= mark);
        let mut cards: BTreeMap<InstanceId, Timestamp> = BTreeMap::new();
        let mut items = Vec::new();
        for row in self.rows.values() {
            let (instance, card) = match row {
                Row::Case(case) => (case.instance, case.next_card_at),
                Row::Task(task) => (task.instance, task.next_card_at),
                Row::Timer(timer) => {
                    let kind = DueKind::Timer { key: timer.key, occurrence: timer.occurrence };
                    items.push(Due { instance: timer.instance, at: timer.due_at, kind });
                    continue;
                }
                Row::Clock(_) | Row::Subscription(_) | Row::Card(_) | Row::Refusal(_) | Row::Incident(_) => continue,
            };
            if let Some(at) = card.filter(|at| in_range(*at)) {
                cards.entry(instance).and_modify(|first| *first = at.min(*first)).or_insert(at);
            }
        }
        let card = |(instance, at)| Due { instance, at, kind: DueKind::Cards };
        items.extend(cards.into_iter().map(card));
        let unfinished = self.instances.iter().filter_map(|(instance, (_, _, at))| Some((*instance, (*at)?)));
        items.extend(unfinished.map(|(instance, at)| Due { instance, at, kind: DueKind::Continue }));
        if low_water.is_none() {
            items.extend(self.receipts());
        }
        items.retain(|item| in_range(item.at));
        items.sort_by_key(|item| (item.at, item.instance, item.kind));
        items.truncate(limit as usize);
        let mailboxes = if low_water.is_none() { self.unmatched(now) } else { Vec::new() };
        let mut starts: Vec<_> = self.schedules.iter().filter(|(_, start)| start.next_at <= now).cloned().collect();
        starts.sort_by(|left, right| place(left).cmp(&place(right)));
        starts.truncate(limit as usize);
        Reply::DueItems { items, mailboxes, starts }
    }

    /// The schedules of an organ's newer bundle take the place of those before.
    pub(super) fn replace_schedules(&mut self, organ: &str, schedules: Vec<Schedule>) {
        let Some(tenant) = self.tenants.iter().find(|(_, known)| *known == organ).map(|(tenant, _)| *tenant) else {
            return;
        };
        let (old, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.schedules).into_iter().partition(|(of, _)| *of == tenant);
        let old: Vec<_> = old.into_iter().map(|(_, schedule)| schedule).collect();
        self.schedules = rest;
        self.schedules.extend(schedules.into_iter().map(|schedule| (tenant, schedule.after(&old))));
    }

    /// Plans every process that begins by time anew, from this moment on: a scenario begins long after its bundles were filed.
    pub fn plan_from(&mut self, now: Timestamp) {
        for (tenant, schedule) in &mut self.schedules {
            schedule.next_at = schedule.occurred(*tenant, now).next_at.unwrap_or(Timestamp::MAX);
        }
    }

    /// Plans the next occurrence of a process that begins by time.
    pub(super) fn occur(&mut self, occurred: &Occurred) {
        let Occurred { tenant, process, start, at, next_at } = occurred;
        let is_it = |(of, schedule): &(Tenant, Schedule)| {
            of == tenant && &schedule.process == process && &schedule.start == start && schedule.next_at == *at
        };
        match next_at {
            Some(next_at) => {
                for (_, schedule) in self.schedules.iter_mut().filter(|entry| is_it(entry)) {
                    schedule.next_at = *next_at;
                }
            }
            None => self.schedules.retain(|entry| !is_it(entry)),
        }
    }

    /// The oldest live message of a mailbox.
    pub(super) fn oldest_message(&self, key: &MailboxKey, now: Timestamp) -> Option<&Message> {
        let is_live = |message: &Message| message.expires_at.is_none_or(|expiry| expiry > now);
        let kept = self.messages.iter().filter(|letter| &letter.mailbox == key && letter.fate.waits());
        kept.map(|letter| &letter.message).filter(|message| is_live(message)).min_by_key(|message| message.at)
    }

    /// The oldest subscription of a mailbox.
    pub(super) fn oldest_subscription(&self, key: &MailboxKey) -> Option<(InstanceId, Key)> {
        let open = self.subscriptions().filter(|row| &mailbox(row) == key).map(|row| (row.instance, row.key));
        open.min_by_key(|subscription| self.opened.get(subscription).copied())
    }

    /// Whether a message lies here that somebody has to look at.
    pub(super) fn is_fresh(&self, key: &MailboxKey) -> bool {
        self.messages.iter().any(|letter| &letter.mailbox == key && letter.fate == Fate::Waits { fresh: true })
    }

    /// Receipts that are due.
    fn receipts(&self) -> impl Iterator<Item = Due> {
        self.messages.iter().filter_map(|letter| match (letter.fate, &letter.message.from) {
            (Fate::Over { taken, receipt_due: true }, Some(from)) => Some(Due {
                instance: from.instance,
                at: letter.message.at,
                kind: DueKind::Receipt { key: from.key, taken },
            }),
            _ => None,
        })
    }

    fn unmatched(&self, now: Timestamp) -> Vec<MailboxKey> {
        let fresh = self.messages.iter().map(|letter| &letter.mailbox).filter(|key| self.is_fresh(key)).cloned();
        let mailboxes = self.subscriptions().map(mailbox).chain(fresh);
        let mut mailboxes: Vec<_> = mailboxes.filter(|key| self.oldest_message(key, now).is_some()).collect();
        mailboxes.sort();
        mailboxes.dedup();
        mailboxes
    }

    fn subscriptions(&self) -> impl Iterator<Item = &SubscriptionRow> {
        self.rows.values().filter_map(|row| if let Row::Subscription(row) = row { Some(row) } else { None })
    }
}

fn place((tenant, schedule): &(Tenant, Schedule)) -> (Timestamp, Tenant, &str, &str) {
    (schedule.next_at, *tenant, &schedule.process, &schedule.start)
}

fn mailbox(row: &SubscriptionRow) -> MailboxKey {
    MailboxKey { tenant: row.instance.tenant, name: row.name.clone(), key: row.correlation.clone() }
}

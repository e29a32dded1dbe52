//! The ledger of a clock: everything that ever happened to it, and the date that follows.
//!
//! Entries are only added. Each has the time of the fact and the time of its entry; the date follows from the facts in
//! the order in which they happened, so a fact that is entered late moves what should have moved then. What was known at
//! an earlier moment is [`Ledger::known_at`] of it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::due::{Due, Start, finish_due, hours_from};
use crate::error::ClockError;
use crate::explain::{Step, Title};
use crate::limit::{Limit, Term, Unit};
use crate::moments::{civil_date_of, midnight};
use crate::pauses::Pauses;
use crate::walk::{Walk, day_after, in_range};

/// Everything that happened to one clock, in the order of entry. It begins with a start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Entry>", into = "Vec<Entry>")]
pub struct Ledger(Vec<Entry>);

/// One entry of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What happened.
    pub fact: Fact,
    /// When it happened.
    pub at: Start,
    /// When it was entered.
    pub entered_at: Timestamp,
}

/// What can happen to a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// It starts, or starts anew: the latest start counts, with the pauses and extensions since.
    Started,
    /// A pause begins; the day of the fact is its first day.
    Paused {
        /// What pauses the clock.
        by: Title,
    },
    /// A pause ends; the day of the fact is its last day.
    Resumed {
        /// The number of the entry that began it.
        pause: usize,
    },
    /// More time is granted; what counts is that the limit had not lapsed on the day of the fact.
    Extended {
        /// How much.
        by: Term,
    },
    /// It stops: the act was done, or the time no longer matters.
    Stopped,
    /// The date was counted again with another version of the calendar.
    Recalculated {
        /// The last day before.
        was: Option<Date>,
        /// Version of the calendar before.
        calendar: String,
    },
    /// An earlier entry happened at another time: that of this fact.
    Corrected {
        /// The number of the entry.
        entry: usize,
    },
    /// An earlier entry never happened.
    Withdrawn {
        /// The number of the entry.
        entry: usize,
    },
}

/// What a clock does on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// It runs.
    Running,
    /// It is paused.
    Paused,
    /// It has stopped.
    Stopped,
}

/// How much of the time was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    /// Units that have passed, at most `of`.
    pub n: u32,
    /// Units in all, extensions included.
    pub of: u32,
    /// Hours or working days where the limit is in those, else days.
    pub unit: Unit,
}

impl Ledger {
    /// The ledger of a clock that starts.
    pub fn started(at: Start, entered_at: Timestamp) -> Self {
        Self(vec![Entry { fact: Fact::Started, at, entered_at }])
    }

    /// The entries, in the order in which they were made.
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// Adds an entry and returns its number.
    ///
    /// # Errors
    /// [`ClockError::EntryOutOfPlace`] when it was entered before the last one, ends a pause that does not stand, or
    /// corrects what is no fact.
    pub fn add(&mut self, entry: Entry) -> Result<usize, ClockError> {
        let number = self.0.len();
        let refers_well = match &entry.fact {
            Fact::Resumed { pause } => {
                let of = |fact: &Fact| matches!(fact, Fact::Paused { .. });
                let ended = self.standing().any(|(_, fact, _)| *fact == Fact::Resumed { pause: *pause });
                !ended && self.standing().any(|(number, fact, _)| number == *pause && of(fact))
            }
            Fact::Corrected { entry } => self.standing().any(|(number, ..)| number == *entry),
            // Without its first start there would be no clock.
            Fact::Withdrawn { entry } => *entry > 0 && self.standing().any(|(number, ..)| number == *entry),
            Fact::Started | Fact::Paused { .. } | Fact::Extended { .. } | Fact::Stopped | Fact::Recalculated { .. } => {
                true
            }
        };
        let in_order = self.0.last().is_none_or(|last| last.entered_at <= entry.entered_at);
        if !refers_well || !in_order {
            return Err(ClockError::EntryOutOfPlace { entry: number });
        }
        self.0.push(entry);
        Ok(number)
    }

    /// The ledger as it stood at a moment: without what was entered later. None before its first entry.
    pub fn known_at(&self, at: Timestamp) -> Option<Self> {
        let known = self.0.partition_point(|entry| entry.entered_at <= at);
        (known > 0).then(|| Self(self.0[..known].to_vec()))
    }

    /// The end of a statutory limit, on what is known on the day `as_of`: a pause that has not ended is counted up to
    /// that day, and makes the date provisional.
    ///
    /// # Errors
    /// [`ClockError::HoursMixed`] for extensions in another unit
    /// than hours or the other way, [`ClockError::OutOfRange`] beyond the bounded years.
    pub fn due(&self, limit: &Limit, calendar: &Calendar, as_of: Date) -> Result<Due, ClockError> {
        self.count(limit, self.since_start(calendar)?.extensions(), calendar, as_of)
    }

    /// The end of a promised limit: it moves with the pauses of the statutory one, and with no extension.
    ///
    /// # Errors
    /// Those of [`Ledger::due`].
    pub fn promised(&self, limit: &Limit, calendar: &Calendar, as_of: Date) -> Result<Due, ClockError> {
        self.count(limit, Vec::new(), calendar, as_of)
    }

    /// How much of the time to `due` has passed by the end of the day before `now`, or of the hours by `now`.
    ///
    /// # Errors
    /// [`ClockError::OutOfRange`] beyond the bounded years.
    pub fn used(&self, limit: &Limit, due: &Due, calendar: &Calendar, now: Timestamp) -> Result<Used, ClockError> {
        let run = self.since_start(calendar)?;
        let today = civil_date_of(now, calendar);
        let Some(last_day) = due.last_day else {
            let start = first_moment(run.start, calendar)?;
            let hours = |until: Timestamp| u32::try_from(until.duration_since(start).as_hours()).unwrap_or(0);
            let of = hours(due.lapses_at);
            return Ok(Used { n: hours(now).min(of), of, unit: Unit::Hours });
        };
        let paused = Pauses::union(&run.pauses(today));
        let unit = if limit.unit == Unit::Workdays { Unit::Workdays } else { Unit::Days };
        let counts = |day| paused.on(day).is_none() && (unit == Unit::Days || calendar.is_workday(day));
        let (mut n, mut of, mut day) = (0, 0, run.start_day);
        while day < last_day {
            day = day_after(day)?;
            if counts(day) {
                of += 1;
                n += u32::from(day < today);
            }
        }
        Ok(Used { n, of, unit })
    }

    /// When the clock stopped, since its latest start.
    ///
    /// # Errors
    /// [`ClockError::OutOfRange`] beyond the bounded years.
    pub fn stopped(&self, calendar: &Calendar) -> Result<Option<Start>, ClockError> {
        let run = self.since_start(calendar)?;
        Ok(run.facts.iter().rfind(|happened| happened.fact == Fact::Stopped).map(|happened| happened.at))
    }

    /// What the clock does on the day `as_of`.
    ///
    /// # Errors
    /// [`ClockError::OutOfRange`] beyond the bounded years.
    pub fn state(&self, calendar: &Calendar, as_of: Date) -> Result<ClockState, ClockError> {
        let run = self.since_start(calendar)?;
        Ok(if run.stopped().is_some_and(|day| day <= as_of) {
            ClockState::Stopped
        } else if Pauses::union(&run.pauses(as_of)).on(as_of).is_some() {
            ClockState::Paused
        } else {
            ClockState::Running
        })
    }
}

/// What a clock has gone through since its latest start, in the order in which it happened.
struct Run {
    start: Start,
    start_day: Date,
    facts: Vec<Happened>,
}

/// A fact with the corrections made to it.
struct Happened {
    number: usize,
    fact: Fact,
    at: Start,
    day: Date,
}

/// An extension and the day on which it was granted.
struct Granted {
    by: Term,
    on: Date,
}

impl Ledger {
    /// The facts that stand, each with its number and its right time, in the order of entry.
    fn standing(&self) -> impl Iterator<Item = (usize, &Fact, Start)> {
        self.0.iter().enumerate().filter_map(|(number, entry)| {
            let is_fact =
                !matches!(entry.fact, Fact::Recalculated { .. } | Fact::Corrected { .. } | Fact::Withdrawn { .. });
            let withdrawn = self.0.iter().any(|later| later.fact == Fact::Withdrawn { entry: number });
            let corrected = self.0.iter().rev().find(|later| later.fact == Fact::Corrected { entry: number });
            (is_fact && !withdrawn).then(|| (number, &entry.fact, corrected.map_or(entry.at, |later| later.at)))
        })
    }

    fn since_start(&self, calendar: &Calendar) -> Result<Run, ClockError> {
        let mut facts = Vec::new();
        for (number, fact, at) in self.standing() {
            let moment = first_moment(at, calendar)?;
            facts.push((moment, Happened { number, fact: fact.clone(), at, day: civil_date_of(moment, calendar) }));
        }
        facts.sort_by_key(|(moment, happened)| (*moment, happened.number));
        let mut facts: Vec<Happened> = facts.into_iter().map(|(_, happened)| happened).collect();
        let latest = facts.iter().rposition(|happened| happened.fact == Fact::Started).ok_or(ClockError::NotStarted)?;
        // A pause may have begun before the clock started anew; everything else of the time before is past.
        let (start, start_day) = (facts[latest].at, facts[latest].day);
        let mut position = 0;
        facts.retain(|happened| {
            position += 1;
            position > latest + 1 || matches!(happened.fact, Fact::Paused { .. } | Fact::Resumed { .. })
        });
        Ok(Run { start, start_day, facts })
    }

    fn count(
        &self,
        limit: &Limit,
        extensions: Vec<Granted>,
        calendar: &Calendar,
        as_of: Date,
    ) -> Result<Due, ClockError> {
        let run = self.since_start(calendar)?;
        let mixed = |granted: &Granted| (granted.by.unit == Unit::Hours) != (limit.unit == Unit::Hours);
        if extensions.iter().any(mixed) {
            return Err(ClockError::HoursMixed);
        }
        if limit.unit == Unit::Hours {
            return run.hours(limit, &extensions, calendar);
        }
        let pauses = run.pauses(as_of);
        let paused = Pauses::union(&pauses);
        let walk = |terms: &[Term]| {
            let mut walk = Walk::new(calendar, &paused);
            walk.forward(run.start_day, &summed(limit.term(), terms), limit.rolls()).map(|last| (last, walk))
        };
        let mut terms = Vec::new();
        let mut notes = Vec::new();
        for Granted { by, on } in extensions {
            let (lapsed, _) = walk(&terms)?;
            if on <= lapsed {
                terms.push(by);
                notes.push(Step::Extended { n: by.n, unit: by.unit, on });
            } else {
                notes.push(Step::ExtendedTooLate { n: by.n, unit: by.unit, on, lapsed });
            }
        }
        let (last_day, mut walk) = walk(&terms)?;
        walk.steps.splice(0..0, notes);
        let open: Vec<Step> = run.still_paused(as_of).collect();
        let still_paused = !open.is_empty();
        walk.steps.extend(open);
        let due = finish_due(run.start, last_day, walk, calendar)?;
        Ok(Due { provisional: due.provisional || still_paused, ..due })
    }
}

impl Run {
    fn stopped(&self) -> Option<Date> {
        self.facts.iter().rfind(|happened| happened.fact == Fact::Stopped).map(|happened| happened.day)
    }

    fn extensions(&self) -> Vec<Granted> {
        let granted = |happened: &Happened| match happened.fact {
            Fact::Extended { by } => Some(Granted { by, on: happened.day }),
            _ => None,
        };
        self.facts.iter().filter_map(granted).collect()
    }

    /// The pauses with their first and last days; one that has not ended lasts until the clock stops, or to `as_of`.
    fn pauses(&self, as_of: Date) -> Vec<(Date, Date, Title)> {
        let until = self.stopped().map_or(as_of, |day| day.min(as_of));
        self.begun().map(|(_, first, by, last)| (first, last.unwrap_or(until), by.clone())).collect()
    }

    fn still_paused(&self, as_of: Date) -> impl Iterator<Item = Step> {
        let runs = self.stopped().is_none_or(|day| day > as_of);
        self.begun()
            .filter(move |(_, first, _, last)| runs && last.is_none() && *first <= as_of)
            .map(move |(_, since, by, _)| Step::StillPaused { by: by.clone(), since, until: as_of })
    }

    /// Every pause: its number, first day, title, and last day if it has ended.
    fn begun(&self) -> impl Iterator<Item = (usize, Date, &Title, Option<Date>)> {
        let end = |number| {
            let ends = |happened: &&Happened| happened.fact == Fact::Resumed { pause: number };
            self.facts.iter().find(ends).map(|happened| happened.day)
        };
        self.facts.iter().filter_map(move |happened| match &happened.fact {
            Fact::Paused { by } => Some((happened.number, happened.day, by, end(happened.number))),
            _ => None,
        })
    }

    fn hours(&self, limit: &Limit, extensions: &[Granted], calendar: &Calendar) -> Result<Due, ClockError> {
        let start = first_moment(self.start, calendar)?;
        let mut n = limit.n;
        let mut notes = Vec::new();
        for Granted { by, on } in extensions {
            let lapses_at = hours_from(start, n, Vec::new(), calendar)?.lapses_at;
            let lapsed = civil_date_of(lapses_at, calendar);
            if *on <= lapsed {
                n = n.saturating_add(by.n);
                notes.push(Step::Extended { n: by.n, unit: by.unit, on: *on });
            } else {
                notes.push(Step::ExtendedTooLate { n: by.n, unit: by.unit, on: *on, lapsed });
            }
        }
        hours_from(start, n, notes, calendar)
    }
}

/// The terms in order, those of one unit added up, years as months where both occur.
fn summed(base: Term, extensions: &[Term]) -> Vec<Term> {
    let mut sums: Vec<Term> = Vec::new();
    for term in std::iter::once(&base).chain(extensions) {
        let same = sums.iter_mut().find_map(|sum| Some((add(*sum, *term)?, sum)));
        match same {
            Some((total, sum)) => *sum = total,
            None => sums.push(*term),
        }
    }
    sums
}

fn add(one: Term, other: Term) -> Option<Term> {
    let months = |term: Term| match term.unit {
        Unit::Years => Some(term.n.saturating_mul(12)),
        Unit::Months => Some(term.n),
        Unit::Hours | Unit::Days | Unit::Workdays => None,
    };
    if one.unit == other.unit {
        return Some(Term { n: one.n.saturating_add(other.n), unit: one.unit });
    }
    Some(Term { n: months(one)?.saturating_add(months(other)?), unit: Unit::Months })
}

/// The first moment that a time can mean: 00:00 of a day.
fn first_moment(at: Start, calendar: &Calendar) -> Result<Timestamp, ClockError> {
    match at {
        Start::On(day) => midnight(day, calendar),
        Start::At(moment) => in_range(civil_date_of(moment, calendar)).map(|_| moment),
    }
}

impl TryFrom<Vec<Entry>> for Ledger {
    type Error = ClockError;

    fn try_from(entries: Vec<Entry>) -> Result<Self, ClockError> {
        let mut entries = entries.into_iter();
        let first = entries.next().filter(|entry| entry.fact == Fact::Started).ok_or(ClockError::NotStarted)?;
        let mut ledger = Self(vec![first]);
        for entry in entries {
            ledger.add(entry)?;
        }
        Ok(ledger)
    }
}

impl From<Ledger> for Vec<Entry> {
    fn from(ledger: Ledger) -> Self {
        ledger.0
    }
}

//! Versions of calendars, and how each is carried to the cases that run.

use crate::store::Answered;
use jiff::Timestamp;
use mingjing_core::ids::InstanceId;

/// Calendars: the newest version of an id is in force.
pub trait Calendars: Send + Sync {
    /// Stores a version of a calendar; the same text again changes nothing. With `changed_from` it is to be carried to
    /// the cases: nothing that lapses before that moment can move.
    fn calendar_put<'a>(&'a self, calendar: &'a NewCalendar<'a>) -> Answered<'a, ()>;
    /// The calendar in force: its canonical JSON.
    fn calendar_get<'a>(&'a self, id: &'a str) -> Answered<'a, Option<String>>;
    /// All versions of all calendars, by id and then newest first.
    fn calendar_list(&self) -> Answered<'_, Vec<CalendarInfo>>;
    /// The oldest recalculation that is not done.
    fn recount_open(&self) -> Answered<'_, Option<Recount>>;
    /// The next cases after one, in the order of their ids: of at most `limit` those that something may move which
    /// lapses at `changed_from` or later.
    fn recount_slice(
        &self,
        changed_from: Timestamp,
        after: Option<InstanceId>,
        limit: u32,
    ) -> Answered<'_, RecountSlice>;
    /// Notes how far a recalculation has come; done when `slice.through` is none.
    fn recount_advance<'a>(&'a self, filed: u64, slice: &'a RecountSlice, at: Timestamp) -> Answered<'a, ()>;
}

/// A version of a calendar to be stored.
#[derive(Clone, Copy, Debug)]
pub struct NewCalendar<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its version.
    pub version: &'a str,
    /// Its canonical JSON.
    pub json: &'a str,
    /// When it is filed.
    pub at: Timestamp,
    /// From when on dates may differ from the version before; none = nothing does, or there was none.
    pub changed_from: Option<Timestamp>,
}

/// A version of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarInfo {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// When it was filed.
    pub at: Timestamp,
    /// How it is carried to the cases; none where nothing could move.
    pub recount: Option<Recount>,
}

/// A version of a calendar on its way to the cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recount {
    /// Number of the version, rising.
    pub filed: u64,
    /// Nothing that lapses before this moment can move.
    pub changed_from: Timestamp,
    /// The last case that was looked at.
    pub after: Option<InstanceId>,
    /// How many cases were looked at.
    pub scanned: u64,
    /// When it was done.
    pub done_at: Option<Timestamp>,
}

/// Some cases of a recalculation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecountSlice {
    /// Those that something may move.
    pub instances: Vec<InstanceId>,
    /// How many were looked at.
    pub scanned: u32,
    /// The last that was looked at; none = there are no more.
    pub through: Option<InstanceId>,
}

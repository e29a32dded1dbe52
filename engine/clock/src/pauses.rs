//! The days that do not count because the clock was paused: a union of civil days, never a sum.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::explain::Title;

/// Disjoint spans of paused days in order, each with everything that paused it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Pauses(Vec<Span>);

/// Days from the first to the last, both paused.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    first: Date,
    last: Date,
    by: Vec<Title>,
}

impl Pauses {
    /// Nothing paused.
    pub(crate) const NONE: &'static Self = &Self(Vec::new());

    /// The union of pauses, each with its first and last day. One that ends before it begins pauses nothing.
    pub(crate) fn union(pauses: &[(Date, Date, Title)]) -> Self {
        let pauses: Vec<_> = pauses.iter().filter(|(first, last, _)| first <= last).collect();
        // Between two neighbouring boundaries the same pauses hold, so each piece is looked at once.
        let begins: BTreeSet<Date> =
            pauses.iter().flat_map(|(first, last, _)| [Some(*first), last.tomorrow().ok()]).flatten().collect();
        let mut spans: Vec<Span> = Vec::new();
        for &first in &begins {
            let holding = || pauses.iter().filter(|(from, to, _)| (*from..=*to).contains(&first));
            let mut by: Vec<Title> = Vec::new();
            for (_, _, title) in holding() {
                if !by.contains(title) {
                    by.push(title.clone());
                }
            }
            let next = begins.range(first..).nth(1).and_then(|next| next.yesterday().ok());
            let Some(last) = holding().map(|(_, to, _)| *to).chain(next).min().filter(|_| !by.is_empty()) else {
                continue;
            };
            match spans.last_mut() {
                Some(span) if span.by == by && span.last == first.yesterday().unwrap_or(first) => span.last = last,
                _ => spans.push(Span { first, last, by }),
            }
        }
        Self(spans)
    }

    /// What pauses the clock on `date`; none on a day that runs.
    pub(crate) fn on(&self, date: Date) -> Option<&[Title]> {
        let at = self.0.partition_point(|span| span.last < date);
        self.0.get(at).filter(|span| span.first <= date).map(|span| span.by.as_slice())
    }

    /// Whether any day after `start` is paused.
    pub(crate) fn any_after(&self, start: Date) -> bool {
        self.0.last().is_some_and(|span| span.last > start)
    }
}

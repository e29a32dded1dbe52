//! The parts of a batch: which statements write them, and in which order.

use crate::{
    pack::Pack,
    statements::{
        card, case_row, clock, history, incident, instance, message, notice, number, refusal, schedule, script,
        subscription, task, timer, value,
    },
};
use std::sync::{Arc, LazyLock};

/// A part of a batch: one pack of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    NewInstances,
    Instances,
    Records,
    Logs,
    Cases,
    CasePeople,
    Tasks,
    TasksGone,
    Values,
    CasesGone,
    Timers,
    TimersGone,
    Clocks,
    ClocksGone,
    Subscriptions,
    SubscriptionsGone,
    Cards,
    CardsGone,
    Refusals,
    RefusalsGone,
    Incidents,
    IncidentsGone,
    MessagesKept,
    MessagesDelivered,
    MessagesLooked,
    MessagesReceipted,
    Numbers,
    Occurrences,
    Notices,
}

/// All parts, in the order of their statements.
const PARTS: [Part; 29] = [
    Part::NewInstances,
    Part::Instances,
    Part::Records,
    Part::Logs,
    Part::Cases,
    Part::CasePeople,
    Part::Tasks,
    Part::TasksGone,
    Part::Values,
    Part::CasesGone,
    Part::Timers,
    Part::TimersGone,
    Part::Clocks,
    Part::ClocksGone,
    Part::Subscriptions,
    Part::SubscriptionsGone,
    Part::Cards,
    Part::CardsGone,
    Part::Refusals,
    Part::RefusalsGone,
    Part::Incidents,
    Part::IncidentsGone,
    Part::MessagesKept,
    Part::MessagesDelivered,
    Part::MessagesLooked,
    Part::MessagesReceipted,
    Part::Numbers,
    Part::Occurrences,
    Part::Notices,
];

/// The first parts: nearly every batch has rows in each of them, so that they go in one script. A statement without rows
/// costs 2 µs, a round trip of its own 20 to 40.
const USUAL: usize = 9;

/// The statements of the usual parts.
pub(super) static USUAL_SCRIPT: LazyLock<Arc<str>> = LazyLock::new(|| {
    let statements = PARTS[..USUAL].iter().enumerate();
    script(statements.flat_map(|(position, part)| part.statements().iter().map(move |text| (position, *text))))
});

/// The packs of a batch.
#[derive(Debug, Default)]
pub(super) struct Batch {
    packs: [Pack; PARTS.len()],
}

impl Batch {
    /// The pack of a part.
    pub fn part(&mut self, part: Part) -> &mut Pack {
        &mut self.packs[part as usize]
    }

    /// The packs of the usual parts, in the order of their script's parameters, and the parts beside them that have rows.
    pub fn into_packs(self) -> (Vec<Pack>, Vec<(Part, Pack)>) {
        let mut packs = self.packs.into_iter().zip(PARTS);
        let usual = packs.by_ref().take(USUAL).map(|(pack, _)| pack).collect();
        (usual, packs.filter(|(pack, _)| pack.count() > 0).map(|(pack, part)| (part, pack)).collect())
    }
}

impl Part {
    /// Its statements, all over the same pack.
    pub fn statements(self) -> &'static [&'static str] {
        match self {
            Part::NewInstances => &[instance::INSERT],
            Part::Instances => &[instance::UPDATE, instance::UPDATED],
            Part::Records => &[history::INSERT],
            Part::Logs => &[history::LOG_ADVANCE],
            Part::Values => &[value::INSERT],
            Part::Cases => &[case_row::PUT, case_row::PUT_INDEXED],
            Part::CasesGone => &[case_row::DELETE],
            Part::CasePeople => &[case_row::PERSON_PUT],
            Part::Tasks => &[task::PUT, task::PUT_INDEXED],
            Part::TasksGone => &[task::DELETE],
            Part::Timers => &[timer::PUT],
            Part::TimersGone => &[timer::DELETE],
            Part::Clocks => &[clock::PUT],
            Part::ClocksGone => &[clock::DELETE],
            Part::Subscriptions => &[subscription::PUT],
            Part::SubscriptionsGone => &[subscription::DELETE],
            Part::Cards => &[card::PUT],
            Part::CardsGone => &[card::DELETE],
            Part::Refusals => &[refusal::PUT],
            Part::RefusalsGone => &[refusal::DELETE],
            Part::Incidents => &[incident::PUT],
            Part::IncidentsGone => &[incident::DELETE],
            Part::MessagesKept => &[message::KEEP],
            Part::MessagesDelivered => &[message::DELIVER],
            Part::MessagesLooked => &[message::LOOKED],
            Part::MessagesReceipted => &[message::RECEIPTED],
            Part::Numbers => &[number::INSERT, number::SERIES_ADVANCE],
            Part::Occurrences => &[schedule::MOVE, schedule::LAST],
            Part::Notices => &[notice::RAISE],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_lie_at_their_own_position() {
        for (position, part) in PARTS.iter().enumerate() {
            assert_eq!(*part as usize, position);
        }
    }
}

//! Separation of duties: one person acts in at most one lane of a set, over the whole life of the case, so loops and
//! multi-instance cannot get round it. To be named in a team counts as acting.

use super::findings::Finding;
use crate::{ids::PersonId, state::Instance, work::Work};
use mingjing_model::definition::{Definition, LaneIx, PolicyRule};
use std::collections::{BTreeMap, BTreeSet};

/// Who acts in which lane by the command at hand, beside what the instance already knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Acting(BTreeMap<LaneIx, BTreeSet<PersonId>>);

impl Acting {
    /// These people act in the lane, if there is one.
    pub fn add(&mut self, lane: Option<LaneIx>, people: impl IntoIterator<Item = PersonId>) {
        if let Some(lane) = lane {
            self.0.entry(lane).or_default().extend(people);
        }
    }

    /// The lanes with their people.
    pub fn by_lane(self) -> impl Iterator<Item = (LaneIx, BTreeSet<PersonId>)> {
        self.0.into_iter()
    }
}

/// The finding, if this person already acts in a lane that is separated from this one.
pub(crate) fn finding(work: &Work, acting: &Acting, lane: LaneIx, person: &PersonId, pointer: &str) -> Option<Finding> {
    let acts_in = |other: LaneIx| {
        people_of(&work.instance, other).any(|other| other == person)
            || acting.0.get(&other).is_some_and(|people| people.contains(person))
    };
    let other = separated(work.def, lane).into_iter().find(|other| acts_in(*other))?;
    let facts = vec![
        ("person", person.as_str().to_owned()),
        ("lane", work.def.lane(lane).id.clone()),
        ("other", work.def.lane(other).id.clone()),
    ];
    Some(Finding { rule: PolicyRule::Separation, code: "MJ4103", pointer: pointer.to_owned(), facts })
}

/// Everybody who acts in a lane that is separated from this one: they may not act in it.
pub(crate) fn excluded(def: &Definition, instance: &Instance, lane: LaneIx) -> BTreeSet<PersonId> {
    separated(def, lane).into_iter().flat_map(|other| people_of(instance, other)).cloned().collect()
}

fn separated(def: &Definition, lane: LaneIx) -> BTreeSet<LaneIx> {
    let sets = def.separations.iter().filter(|set| set.contains(&lane));
    sets.flatten().copied().filter(|other| *other != lane).collect()
}

fn people_of(instance: &Instance, lane: LaneIx) -> impl Iterator<Item = &PersonId> {
    instance.acted.get(&lane).into_iter().flatten().chain(instance.teams.get(&lane).into_iter().flatten())
}

//! Separation of duties: one person acts in at most one lane of a set, over the whole life of the case, so loops and
//! multi-instance cannot get round it. To be named in a team counts as acting.

use super::findings::Finding;
use crate::{
    ids::PersonId,
    needs::{Right, represented},
    state::Instance,
    work::Work,
};
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

/// The finding, if this person already acts in a lane that is separated from this one, or stands in for somebody who
/// does: whoever represents a person must not undo with them what separation is for.
pub(crate) fn finding(
    work: &Work,
    acting: &Acting,
    lane: LaneIx,
    (person, rights): (&PersonId, &[Right]),
    pointer: &str,
) -> Option<Finding> {
    let acts_in = |who: &PersonId, other: LaneIx| {
        people_of(&work.instance, other).any(|other| other == who)
            || acting.0.get(&other).is_some_and(|people| people.contains(who))
    };
    let others = separated(work.def, lane);
    let clash = |who: &PersonId| others.iter().find(|other| acts_in(who, **other)).copied();
    let absent = || represented(rights).into_iter().find_map(|absent| Some((clash(&absent)?, Some(absent))));
    let (other, absent) = clash(person).map(|other| (other, None)).or_else(absent)?;
    let mut facts = vec![
        ("person", person.as_str().to_owned()),
        ("lane", work.def.lane(lane).id.clone()),
        ("other", work.def.lane(other).id.clone()),
    ];
    let code = if absent.is_some() { "MJ4107" } else { "MJ4103" };
    facts.extend(absent.map(|absent| ("absent", absent.as_str().to_owned())));
    Some(Finding { rule: PolicyRule::Separation, code, pointer: pointer.to_owned(), facts })
}

/// Everybody who acts in a lane that is separated from this one: they may not act in it, nor may who stands in for them.
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

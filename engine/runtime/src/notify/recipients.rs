//! Who is told: the people of a rule's recipients on the day on which they are told, and those who stand in for them.

use crate::store::{
    CardMatter, Error, Holder,
    read::{Organ, Person, Reads},
};
use jiff::civil::Date;
use mingjing_core::{ids::PersonId, needs::Right};
use mingjing_model::definition::{Recipient, Within};
use std::collections::{BTreeMap, BTreeSet};

/// The people of an organ, read once a notice.
pub(super) struct Roll<'s> {
    store: &'s dyn Reads,
    on: Date,
    people: BTreeMap<String, Vec<Person>>,
    /// Who is told, with the role in which they are; none = in person.
    found: BTreeSet<(PersonId, Option<String>)>,
}

impl<'s> Roll<'s> {
    pub fn new(store: &'s dyn Reads, on: Date) -> Self {
        Self { store, on, people: BTreeMap::new(), found: BTreeSet::new() }
    }

    /// Everybody who is told, in order of their ids.
    pub async fn of(mut self, to: &[Recipient], organ: &str, matter: &CardMatter) -> Result<Vec<PersonId>, Error> {
        for recipient in to {
            match recipient {
                Recipient::Holder => self.holders(organ, &matter.holders).await?,
                Recipient::Role { role, within } => {
                    let unit = matter.unit.as_deref();
                    match within {
                        Within::Unit => {
                            self.role(organ, role, |right| right.unit.is_none() || right.unit.as_deref() == unit)
                                .await?
                        }
                        Within::Organ => self.role(organ, role, |_| true).await?,
                        Within::Any => {
                            for organ in self.upwards(organ).await? {
                                self.role(&organ, role, |_| true).await?;
                            }
                        }
                    }
                }
            }
        }
        self.with_stand_ins().await
    }

    async fn holders(&mut self, organ: &str, holders: &[Holder]) -> Result<(), Error> {
        for Holder { assignee, team, role, unit, excluded } in holders {
            if let Some(person) = assignee {
                self.found.insert((person.clone(), Some(role.clone())));
            } else if let Some(team) = team {
                self.found.extend(team.iter().map(|person| (person.clone(), Some(role.clone()))));
            } else {
                // As in queues: a role opens the organ's; held in a unit, also that unit's.
                let before = self.found.clone();
                self.role(organ, role, |right| unit.is_none() || right.unit == *unit).await?;
                self.found.retain(|one| before.contains(one) || !excluded.contains(&one.0));
            }
        }
        Ok(())
    }

    async fn role(&mut self, organ: &str, role: &str, fits: impl Fn(&Right) -> bool) -> Result<(), Error> {
        if !self.people.contains_key(organ) {
            let people = self.store.person_list(organ).await?;
            self.people.insert(organ.to_owned(), people);
        }
        let on = self.on;
        for person in self.people.get(organ).into_iter().flatten() {
            let holds = |(right, from, to): &(Right, Option<Date>, Option<Date>)| {
                right.organ == organ
                    && right.role == role
                    && fits(right)
                    && from.is_none_or(|from| from <= on)
                    && to.is_none_or(|to| on <= to)
            };
            if person.roles.iter().any(holds) {
                self.found.insert((person.id.clone(), Some(role.to_owned())));
            }
        }
        Ok(())
    }

    /// The organ and those above it. A way up that meets an organ twice ends there.
    async fn upwards(&self, organ: &str) -> Result<Vec<String>, Error> {
        let organs = self.store.organ_list().await?;
        let mut way = vec![organ.to_owned()];
        let parent = |id: &str| organs.iter().find(|organ: &&Organ| organ.id == id)?.parent.clone();
        while let Some(above) = way.last().and_then(|last| parent(last)).filter(|above| !way.contains(above)) {
            way.push(above);
        }
        Ok(way)
    }

    /// Who stands in today is told beside whom they represent; who may not act is not told.
    async fn with_stand_ins(self) -> Result<Vec<PersonId>, Error> {
        let absent: Vec<PersonId> = self.found.iter().map(|(person, _)| person.clone()).collect();
        let mut people: BTreeSet<PersonId> = absent.iter().cloned().collect();
        for stand_in in self.store.stand_in_list(&absent).await? {
            let lent = |role: &String| stand_in.roles.as_ref().is_none_or(|roles| roles.contains(role));
            let represents = |(person, role): &(PersonId, Option<String>)| {
                *person == stand_in.absent && role.as_ref().is_none_or(lent)
            };
            if stand_in.from <= self.on && self.on <= stand_in.to && self.found.iter().any(represents) {
                people.insert(stand_in.person.clone());
            }
        }
        let mut active = Vec::new();
        for person in people {
            if self.store.person_get(&person).await?.is_some_and(|person| person.active) {
                active.push(person);
            }
        }
        Ok(active)
    }
}

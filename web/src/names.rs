//! People and organs by name, for everything that is shown.

use crate::{
    app::Reads,
    http::problem::Answer,
    view::shapes::{Name, Ref},
};
use mingjing_core::ids::PersonId;
use mingjing_model::definition::Text;
use mingjing_runtime::store::read::Organ;
use std::{
    collections::BTreeMap,
    sync::{Arc, RwLock},
};

/// Names looked up so far. People are renamed by a command line that runs while the server does not.
pub struct Names {
    store: Arc<dyn Reads>,
    people: RwLock<BTreeMap<PersonId, Name>>,
}

/// Names needed for one answer.
#[derive(Clone, Debug, Default)]
pub struct Who {
    people: BTreeMap<PersonId, Name>,
    organs: Vec<Organ>,
}

impl Names {
    /// Names from a store.
    pub fn new(store: Arc<dyn Reads>) -> Self {
        Self { store, people: RwLock::default() }
    }

    /// Looks up these people, and all organs.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn of(&self, people: Vec<PersonId>) -> Answer<Who> {
        let mut who = Who { people: BTreeMap::new(), organs: self.store.organ_list().await? };
        for id in people {
            if who.people.contains_key(&id) {
                continue;
            }
            let name = self.name(&id).await?;
            who.people.insert(id, name);
        }
        Ok(who)
    }

    async fn name(&self, id: &PersonId) -> Answer<Name> {
        let known = self.people.read().ok().and_then(|people| people.get(id).cloned());
        if let Some(name) = known {
            return Ok(name);
        }
        let Some(person) = self.store.person_get(id).await? else {
            return Ok(Name { id: id.as_str().to_owned(), name: id.as_str().to_owned(), name_en: None });
        };
        let name = Name { id: id.as_str().to_owned(), name: person.name, name_en: person.name_en };
        if let Ok(mut people) = self.people.write() {
            people.insert(id.clone(), name.clone());
        }
        Ok(name)
    }
}

impl Who {
    /// A person's name; their id where they were not looked up.
    pub fn person(&self, id: &PersonId) -> Name {
        let unknown = || Name { id: id.as_str().to_owned(), name: id.as_str().to_owned(), name_en: None };
        self.people.get(id).cloned().unwrap_or_else(unknown)
    }

    /// An organ by title.
    pub fn organ(&self, id: &str) -> Ref {
        let organ = self.organs.iter().find(|organ| organ.id == id);
        titled(id, organ.map(|organ| (&organ.title_zh, &organ.title_en)))
    }

    /// An organ or a unit by title, where only the id is known.
    pub fn place(&self, id: &str) -> Ref {
        let of = self.organs.iter().find(|organ| organ.units.iter().any(|unit| unit.id == id));
        of.map_or_else(|| self.organ(id), |organ| self.unit(&organ.id, id))
    }

    /// A unit by title.
    pub fn unit(&self, organ: &str, id: &str) -> Ref {
        let units = self.organs.iter().filter(|known| known.id == organ).flat_map(|known| &known.units);
        let unit = units.into_iter().find(|unit| unit.id == id);
        titled(id, unit.map(|unit| (&unit.title_zh, &unit.title_en)))
    }
}

fn titled(id: &str, title: Option<(&String, &Option<String>)>) -> Ref {
    let title =
        title.map_or_else(|| Text { zh: id.to_owned(), en: None }, |(zh, en)| Text { zh: zh.clone(), en: en.clone() });
    Ref { id: id.to_owned(), title }
}

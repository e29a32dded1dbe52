//! A department, compiled and ready to be played in: its bundle, its forms, its working days.

use crate::roster::{Roster, Validity};
use crate::support::filed::Filed;
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use mingjing_core::{ids::Hash, ids::Tenant, needs::register_of};
use mingjing_model::{bundle::Bundle, definition::Definition, definition::Form, files::RegisterRowFile};
use mingjing_runtime::{
    filing,
    forms::{CompiledForm, FormCache},
    lane::Decode,
    scenario::world::{World, at_once},
    sim::SimStore,
    store::read::{Bundles, Directory, Registers},
};
use std::{collections::BTreeMap, sync::Arc};

/// A department.
pub struct House {
    pub bundle: Bundle,
    pub hash: Hash,
    pub zone: TimeZone,
    /// The processes, in their order.
    pub definitions: Vec<Arc<Definition>>,
    schemas: BTreeMap<String, serde_json::Value>,
    forms: FormCache,
}

impl House {
    /// Compiles a department; else what is wrong with it.
    pub fn open(filed: &Filed) -> Result<Self, String> {
        let bundle = filed.compile()?;
        let zone = TimeZone::get(&bundle.organ.timezone).map_err(|error| error.to_string())?;
        let definitions: Vec<_> = bundle.definitions.iter().cloned().map(Arc::new).collect();
        let forms = definitions.iter().flat_map(|one| &one.forms);
        let schema = |form: &Form| serde_json::from_str(&form.schema).map(|schema| (form.id.clone(), schema));
        let schemas = forms.map(schema).collect::<Result<_, _>>().map_err(|error| error.to_string())?;
        Ok(Self { hash: Hash(bundle.hash()), bundle, zone, definitions, schemas, forms: FormCache::default() })
    }

    /// The organ's id.
    pub fn organ(&self) -> &str {
        &self.bundle.organ.organ
    }

    /// The civil day of a moment.
    pub fn day(&self, moment: Timestamp) -> Date {
        self.zone.to_datetime(moment).date()
    }

    /// The schema of a form.
    pub fn schema(&self, form: &Form) -> &serde_json::Value {
        &self.schemas[&form.id]
    }

    /// The form at the door.
    pub fn door(&self, form: &Form) -> Arc<CompiledForm> {
        self.forms.get(self.hash, form).unwrap()
    }

    /// The filed rows of a register.
    pub fn rows(&self, register: &str) -> &[RegisterRowFile] {
        let found = self.bundle.registers.iter().find(|one| one.register == register);
        found.map_or(&[], |register| &register.rows)
    }

    /// The certificates that the department filed for a person.
    pub fn certificates(&self, person: &str) -> Vec<Validity> {
        let register = self.certificate_register().unwrap_or_default();
        let rows = self.rows(register).iter().filter(|row| row.key == person);
        rows.map(|row| (row.valid_from, row.valid_to)).collect()
    }

    fn certificate_register(&self) -> Option<&str> {
        self.definitions.iter().find_map(|one| one.policy.certificates.as_deref())
    }

    /// A world that begins at a moment, with the department filed the day before and these people in it.
    pub fn world(&self, now: Timestamp, roster: &Roster) -> (World, Tenant) {
        let store = SimStore::new();
        let filed_at = now - SignedDuration::from_hours(24);
        at_once(Box::pin(filing::file(&store, &self.bundle, "test", "test", filed_at))).unwrap();
        let tenant = at_once(store.tenant_of(self.organ())).unwrap().unwrap();
        for member in &roster.members {
            at_once(store.person_put(&member.directory(self.organ()))).unwrap();
            if let Some(register) = self.certificate_register().filter(|_| member.invented) {
                let register = register_of(self.organ(), register);
                at_once(store.register_put(&register, &member.entries(), filed_at)).unwrap();
            }
        }
        let definitions = self.bundle.definitions.clone();
        let decode: Decode = Arc::new(move |_| Ok(definitions.clone()));
        (World::new(store, decode, now), tenant)
    }
}

//! A department, compiled and ready to be played in: its bundle, its forms, its working days.

use crate::aim::Ways;
use crate::roster::{Roster, Validity};
use crate::support::filed::{Filed, departments};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use mingjing_core::{ids::Hash, ids::Tenant, needs::register_of};
use mingjing_expr::Expr;
use mingjing_model::{
    bundle::Bundle,
    definition::{Definition, Form, MessageRef, Node, NodeKind},
    files::RegisterRowFile,
};
use mingjing_runtime::{
    filing,
    forms::{CompiledForm, FormCache},
    lane::Decode,
    scenario::world::{World, at_once},
    sim::SimStore,
    store::read::{Bundles, Directory, Registers},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

/// A department.
pub struct House {
    pub bundle: Bundle,
    pub hash: Hash,
    pub zone: TimeZone,
    /// The processes, in their order.
    pub definitions: Vec<Arc<Definition>>,
    /// How one gets from node to node.
    pub ways: Ways,
    schemas: BTreeMap<String, serde_json::Value>,
    /// The fields that a condition, an assignment or a table reads, by form.
    decisive: BTreeMap<String, BTreeSet<String>>,
    forms: FormCache,
    /// A store with all departments filed, of which every run gets a copy.
    store: SimStore,
    decode: Decode,
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
        let mut bundles = neighbours(filed)?;
        bundles.push(bundle.clone());
        let (store, decode) = store(bundles);
        let (hash, forms) = (Hash(bundle.hash()), FormCache::default());
        let ways = Ways::of(&definitions, |message| is_internal(&definitions, message));
        let decisive = decisive(&definitions);
        Ok(Self { hash, bundle, zone, definitions, ways, schemas, decisive, forms, store, decode })
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

    /// The fields of a form on which something depends.
    pub fn decisive(&self, form: &str) -> Vec<String> {
        self.decisive.get(form).into_iter().flatten().cloned().collect()
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

    /// A world that begins at a moment, with every department filed and these people in this one.
    pub fn world(&self, now: Timestamp, roster: &Roster) -> (World, Tenant) {
        let store = self.store.copy();
        let entered_at = now - SignedDuration::from_hours(24);
        let tenant = at_once(store.tenant_of(self.organ())).unwrap().unwrap();
        for member in &roster.members {
            at_once(store.person_put(&member.directory(self.organ()))).unwrap();
            if let Some(register) = self.certificate_register().filter(|_| member.invented) {
                let register = register_of(self.organ(), register);
                at_once(store.register_put(&register, &member.entries(), entered_at)).unwrap();
            }
        }
        (World::new(store, self.decode.clone(), now), tenant)
    }

    /// Whether a message is one that only cases send: outside nobody would know what to say.
    pub fn is_internal(&self, message: &MessageRef) -> bool {
        is_internal(&self.definitions, message)
    }
}

fn is_internal(definitions: &[Arc<Definition>], message: &MessageRef) -> bool {
    let thrown = |node: &Node| match &node.kind {
        NodeKind::ThrowMessage(throw) | NodeKind::EndMessage(throw) => throw.name == message.name,
        _ => false,
    };
    let starts = message.key.is_none() && message.into.is_some();
    let sent = definitions.iter().flat_map(|one| &one.nodes).any(thrown);
    sent && message.lane.is_none() && !starts
}

fn decisive(definitions: &[Arc<Definition>]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for definition in definitions {
        let conditions = definition.flows.iter().filter_map(|flow| flow.when.as_ref());
        let values = definition.nodes.iter().flat_map(|node| node.set.iter().map(|one| &one.value));
        let inputs = definition.nodes.iter().flat_map(|node| match &node.kind {
            NodeKind::RuleTask { with, .. } => with.iter().map(|(_, value)| value).collect(),
            _ => Vec::new(),
        });
        let mut open: Vec<&Expr> = conditions.chain(values).chain(inputs).collect();
        while let Some(expr) = open.pop() {
            if let Some([form, field, ..]) = expr.path().as_deref() {
                found.entry(form.to_string()).or_default().insert(field.to_string());
            }
            open.extend(expr.children());
        }
    }
    found
}

/// The other departments, to which cases may send something.
fn neighbours(filed: &Filed) -> Result<Vec<Bundle>, String> {
    static ALL: OnceLock<Result<Vec<Bundle>, String>> = OnceLock::new();
    let all = ALL.get_or_init(|| departments().iter().map(Filed::compile).collect()).clone()?;
    Ok(all.into_iter().filter(|bundle| bundle.organ.organ != filed.own.name()).collect())
}

fn store(bundles: Vec<Bundle>) -> (SimStore, Decode) {
    let store = SimStore::new();
    for bundle in &bundles {
        at_once(Box::pin(filing::file(&store, bundle, "test", "test", Timestamp::UNIX_EPOCH))).unwrap();
    }
    let known: Vec<_> = bundles.into_iter().map(|bundle| (bundle.encode(), bundle.definitions)).collect();
    let decode: Decode = Arc::new(move |bytes| {
        let found = known.iter().find(|(encoded, _)| encoded == bytes);
        found.map(|(_, definitions)| definitions.clone()).ok_or_else(|| "a bundle of nobody".to_owned())
    });
    (store, decode)
}

//! Filed bundles, decoded once and kept: running cases pin them, lists word their ids with them.

use crate::{
    app::Reads,
    http::{
        codes,
        problem::{Answer, Problem},
    },
    view::{shapes::Ref, words},
};
use mingjing_core::ids::Hash;
use mingjing_model::{
    bundle::Bundle,
    definition::{Definition, Text},
    files::Verb,
};
use mingjing_runtime::store::read::BundleInfo;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, RwLock},
};

/// Decoded bundles by hash.
pub struct BundleBook {
    store: Arc<dyn Reads>,
    known: RwLock<BTreeMap<Hash, Arc<Bundle>>>,
}

/// A process in its bundle.
#[derive(Clone)]
pub struct Pinned {
    /// The bundle.
    pub bundle: Arc<Bundle>,
    /// Its hash.
    pub hash: Hash,
    index: usize,
}

impl Pinned {
    /// The definition.
    pub fn definition(&self) -> &Definition {
        &self.bundle.definitions[self.index]
    }
}

impl BundleBook {
    /// A book over a store.
    pub fn new(store: Arc<dyn Reads>) -> Self {
        Self { store, known: RwLock::default() }
    }

    /// The bundle with this hash.
    ///
    /// # Errors
    /// A fault when it was never filed or is damaged: cases pin only filed bundles.
    pub async fn bundle(&self, hash: Hash) -> Answer<Arc<Bundle>> {
        let known = self.known.read().ok().and_then(|known| known.get(&hash).cloned());
        if let Some(bundle) = known {
            return Ok(bundle);
        }
        let bytes = self
            .store
            .bundle_load(hash)
            .await?
            .ok_or_else(|| Problem::fault(codes::FAULT, &format!("bundle {hash} is missing")))?;
        let bundle = Arc::new(Bundle::decode(&bytes).map_err(|error| Problem::fault(codes::FAULT, &error))?);
        if let Ok(mut known) = self.known.write() {
            known.insert(hash, bundle.clone());
        }
        Ok(bundle)
    }

    /// A process in the bundle that a case pins.
    ///
    /// # Errors
    /// As [`Self::bundle`]; and when the bundle has no such process.
    pub async fn pinned(&self, hash: Hash, process: &str) -> Answer<Pinned> {
        let missing = || Problem::fault(codes::FAULT, &format!("bundle {hash} has no process {process}"));
        self.pinned_if(hash, process).await?.ok_or_else(missing)
    }

    /// As [`Self::pinned`], but none when the bundle has no such process.
    ///
    /// # Errors
    /// As [`Self::bundle`].
    pub async fn pinned_if(&self, hash: Hash, process: &str) -> Answer<Option<Pinned>> {
        let bundle = self.bundle(hash).await?;
        let index = bundle.definitions.iter().position(|definition| definition.process == process);
        Ok(index.map(|index| Pinned { bundle, hash, index }))
    }

    /// What people call a lane in an organ's processes.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn lane_title(&self, organ: &str, lane: &str) -> Answer<Ref> {
        let current = self.current(organ).await?;
        let definitions = current.iter().flat_map(|(_, bundle)| &bundle.definitions);
        let title = definitions
            .into_iter()
            .find_map(|definition| definition.lane_by_id(lane).map(|ix| words::lane(definition, ix)));
        Ok(title.unwrap_or_else(|| words::bare(lane)))
    }

    /// The bundle that new cases of an organ start on.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn current(&self, organ: &str) -> Answer<Option<(BundleInfo, Arc<Bundle>)>> {
        match self.store.bundle_current(organ).await? {
            Some(info) => {
                let bundle = self.bundle(info.hash).await?;
                Ok(Some((info, bundle)))
            }
            None => Ok(None),
        }
    }

    /// What a role may do in an organ, by the organ's current bundle.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn verbs(&self, organ: &str, role: &str) -> Answer<BTreeSet<Verb>> {
        let current = self.current(organ).await?;
        Ok(current.and_then(|(_, bundle)| bundle.roles.0.get(role).map(|role| role.verbs.clone())).unwrap_or_default())
    }

    /// What people call a role in an organ.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn role_title(&self, organ: &str, role: &str) -> Answer<Text> {
        let current = self.current(organ).await?;
        let title = current.and_then(|(_, bundle)| bundle.roles.0.get(role).map(|role| role.title.clone()));
        Ok(title.unwrap_or_else(|| Text { zh: role.to_owned(), en: None }))
    }
}

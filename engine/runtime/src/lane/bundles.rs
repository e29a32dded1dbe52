//! Decoded bundles by hash. A bundle never changes, so an entry is right for ever.

use mingjing_core::ids::Hash;
use mingjing_model::definition::Definition;
use std::{collections::BTreeMap, fmt, sync::Arc};

/// How many bundles stay decoded. An organ runs on its current bundle and on those of its open cases; a decoded bundle
/// takes about a megabyte.
const BUNDLES_MAX: usize = 64;

/// Turns the bytes of a bundle into its definitions; the error is for the operator. Given by the shell, because bundles
/// are the model's.
pub type Decode = Arc<dyn Fn(&[u8]) -> Result<Vec<Definition>, String> + Send + Sync>;

/// The definitions of one bundle, by process.
pub type Definitions = Arc<BTreeMap<String, Arc<Definition>>>;

/// What is known about a bundle.
#[derive(Clone, Debug)]
pub enum Known {
    /// Its definitions.
    Definitions(Definitions),
    /// It is not there, or not readable: why.
    Unusable(String),
}

/// The cache.
#[derive(Clone)]
pub struct BundleCache {
    decode: Decode,
    entries: BTreeMap<Hash, (u64, Known)>,
    uses: u64,
}

impl BundleCache {
    /// An empty cache.
    pub fn new(decode: Decode) -> Self {
        Self { decode, entries: BTreeMap::new(), uses: 0 }
    }

    /// The bundle, if it has been read.
    pub fn get(&mut self, hash: Hash) -> Option<&Known> {
        self.uses += 1;
        let entry = self.entries.get_mut(&hash)?;
        entry.0 = self.uses;
        Some(&entry.1)
    }

    /// Puts what the store has under this hash. What is not there may be filed later, so it is forgotten with the batch:
    /// see [`BundleCache::forget_unusable`].
    pub fn put(&mut self, hash: Hash, bytes: Option<&[u8]>) {
        let known = match bytes.map(|bytes| (self.decode)(bytes)) {
            None => Known::Unusable("no such bundle".to_owned()),
            Some(Err(why)) => Known::Unusable(why),
            Some(Ok(all)) => Known::Definitions(Arc::new(by_process(all))),
        };
        if self.entries.len() >= BUNDLES_MAX {
            self.drop_oldest();
        }
        self.entries.insert(hash, (self.uses, known));
    }

    /// Forgets bundles that were not there or not readable.
    pub fn forget_unusable(&mut self) {
        self.entries.retain(|_, (_, known)| matches!(known, Known::Definitions(_)));
    }

    fn drop_oldest(&mut self) {
        let oldest = self.entries.iter().min_by_key(|(_, (used, _))| *used).map(|(hash, _)| *hash);
        if let Some(hash) = oldest {
            self.entries.remove(&hash);
        }
    }
}

impl fmt::Debug for BundleCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.entries.keys()).finish()
    }
}

/// The process of a bundle that a message of this name starts.
pub fn started_by<'a>(definitions: &'a Definitions, message: &str) -> Option<&'a Arc<Definition>> {
    definitions.values().find(|definition| definition.started_by(message).is_some())
}

fn by_process(definitions: Vec<Definition>) -> BTreeMap<String, Arc<Definition>> {
    let named = definitions.into_iter().map(|one| (one.process.clone(), Arc::new(one)));
    named.collect()
}

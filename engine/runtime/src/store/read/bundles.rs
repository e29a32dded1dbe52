//! Filed bundles.

use crate::store::{Answered, Schedule};
use jiff::Timestamp;
use mingjing_core::ids::{Hash, Tenant};

/// Filing and finding bundles.
pub trait Bundles: Send + Sync {
    /// Files a bundle for the record; its schedules replace those of the organ. The same bundle again changes nothing.
    fn bundle_file<'a>(&'a self, bundle: &'a FiledBundle) -> Answered<'a, ()>;
    /// The bytes of a bundle.
    fn bundle_load(&self, hash: Hash) -> Answered<'_, Option<Vec<u8>>>;
    /// The bundle that new cases of the organ start on: the last one filed.
    fn bundle_current<'a>(&'a self, organ: &'a str) -> Answered<'a, Option<BundleInfo>>;
    /// All filed bundles, newest first.
    fn bundle_list(&self) -> Answered<'_, Vec<BundleInfo>>;
    /// The tenant of an organ; given when its first bundle is filed.
    fn tenant_of<'a>(&'a self, organ: &'a str) -> Answered<'a, Option<Tenant>>;
}

/// A bundle to file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledBundle {
    /// Its hash.
    pub hash: Hash,
    /// The organ that files it.
    pub organ: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Who filed it.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// Its processes that begin by time.
    pub schedules: Vec<Schedule>,
}

/// A filed bundle, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleInfo {
    /// Its hash.
    pub hash: Hash,
    /// The organ.
    pub organ: String,
    /// Who filed it.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

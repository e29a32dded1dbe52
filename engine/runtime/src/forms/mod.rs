//! Forms at the door: JSON text of a submission, checked against the form's schema, becomes typed values; stored values
//! become JSON text again for the API. Numbers never pass through a float.
//!
//! The core checks every submission once more by the field list; the schema says more (bounds, patterns, what is
//! required only sometimes) and is what the browser validates with too.

mod pointer;
mod read;
mod validate;
mod write;

pub use validate::{CompiledForm, FormError};
pub use write::write_value;

use mingjing_core::{ids::Hash, outcome::FieldError};
use mingjing_expr::Value;
use mingjing_model::definition::Form;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Compiled forms that are kept: those of some bundles. One takes about 50 KiB.
const FORMS_MAX: usize = 512;

/// Compiled forms by bundle and form id.
#[derive(Default)]
pub struct FormCache {
    compiled: Mutex<BTreeMap<(Hash, String), Arc<CompiledForm>>>,
}

impl FormCache {
    /// The form of a bundle, compiled now or before.
    ///
    /// # Errors
    /// When the filed schema is no schema, which filing excludes.
    pub fn get(&self, bundle: Hash, form: &Form) -> Result<Arc<CompiledForm>, FormError> {
        let key = (bundle, form.id.clone());
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = compiled.get(&key) {
            return Ok(known.clone());
        }
        let fresh = Arc::new(CompiledForm::new(form)?);
        if compiled.len() >= FORMS_MAX {
            // Bundles change a few times a year: starting over is simpler than counting uses, and as good.
            compiled.clear();
        }
        compiled.insert(key, fresh.clone());
        Ok(fresh)
    }
}

/// Reads JSON that no form describes, e.g. a message's body: texts stay texts, numbers are whole.
///
/// # Errors
/// When it is no such JSON.
pub fn read_plain(json: &str) -> Result<Value, FieldError> {
    read::plain(json)
}

/// Reads a submission of a form that is used once; see [`CompiledForm::read`].
///
/// # Errors
/// All fields at fault.
pub fn read_submission(form: &Form, json: &str) -> Result<Value, Vec<FieldError>> {
    match CompiledForm::new(form) {
        Ok(compiled) => compiled.read(json),
        Err(error) => Err(vec![pointer::error("", crate::codes::FORM_RULE, &[("rule", &error.to_string())])]),
    }
}

//! Documents that a body enters: by id, each with its number and date.

use jiff::civil::Date;
use mingjing_core::command::EnteredDocument;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `documents` of a body.
pub type Documents = BTreeMap<String, Document>;

/// A document as it is entered.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    number: Option<String>,
    dated_on: Date,
}

/// As the engine takes them.
pub fn entered(documents: Documents) -> Vec<EnteredDocument> {
    let entered = |(document, entry): (String, Document)| EnteredDocument {
        document,
        number: entry.number,
        dated_on: entry.dated_on,
    };
    documents.into_iter().map(entered).collect()
}

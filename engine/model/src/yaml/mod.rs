//! YAML: text → spanned tree → read field by field.
//!
//! The parser is serde-saphyr's, used by its events: they carry exact spans, styles and texts, and nothing is guessed
//! from how a value looks. Anchors, tags and several documents are refused; a filed process needs none.

mod merge;
mod parse;
mod places;
mod read;
mod syntax_error;
mod tree;

pub use merge::merge;
pub use parse::{DEPTH_MAX, FILE_BYTES_MAX, NODES_MAX, parse};
pub(crate) use read::check_id;
pub use read::{Fields, id, is_id, one_of, text, title, truth, whole};
pub use tree::{Key, Kind, Node, Scalar, Style};

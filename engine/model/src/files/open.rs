//! Opening a folder: which of its texts are filed, and their trees.

use crate::diagnostic::{Diagnostics, Hint};
use crate::folder::{FileKind, Folder};
use crate::messages::code;
use crate::source::{FileIx, Sources, Span};
use crate::yaml::{self, Node};

/// A file with its tree.
pub(crate) struct Opened {
    /// What it is.
    pub(crate) kind: FileKind,
    /// Its name: `clue` of `forms/clue.form.yaml`.
    pub(crate) stem: String,
    /// Path with the folder's own name in front, wherever the folder lies: `scjg/forms/clue.form.yaml`.
    pub(crate) path: String,
    /// Whether it is a file of the standard.
    pub(crate) standard: bool,
    /// Its tree; none when it is no YAML, which is reported.
    pub(crate) root: Option<Node>,
    /// Its text.
    pub(crate) file: FileIx,
}

/// The filed texts of a folder, by path. YAML that is no known kind is reported: nothing would ever read it.
pub(crate) fn open(folder: &Folder, sources: &mut Sources, report: &mut Diagnostics) -> Vec<Opened> {
    let mut opened = Vec::new();
    for (path, text) in &folder.files {
        match FileKind::of(path) {
            Some((FileKind::Scenario | FileKind::Data, _)) => {}
            Some((kind, stem)) => {
                let file = sources.add(folder.path_of(path), text);
                let standard = folder.is_standard();
                if kind == FileKind::Organ && standard {
                    report.error(code::NOT_IN_STANDARD, Span::of_file(file)).with("path", path);
                    continue;
                }
                let root = yaml::parse(file, text, report);
                let path = format!("{}/{path}", folder.name());
                opened.push(Opened { kind, stem: stem.to_owned(), path, standard, root, file });
            }
            None if FileKind::looks_filed(path) => {
                let file = sources.add(folder.path_of(path), text);
                let hint = Hint::OneOf(FileKind::places());
                report.error(code::UNKNOWN_FILE, Span::of_file(file)).with("path", path).hint(hint);
            }
            None => {}
        }
    }
    opened
}

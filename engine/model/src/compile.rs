//! From the folders' texts to a bundle, with all that is wrong in them at once.

use crate::bundle::{Bundle, text_hash};
use crate::definition::Definition;
use crate::diagnostic::{Diagnostics, Hint};
use crate::files::{self, Loaded, Opened};
use crate::folder::{FileKind, Folder, STANDARD};
use crate::messages::code;
use crate::process;
use crate::source::{Sources, Span};
use crate::yaml::Node;
use std::collections::BTreeSet;

/// The result of a compilation.
#[derive(Debug)]
pub struct Compiled {
    /// The bundle; none when there are errors, and for the standard, which nobody files by itself.
    pub bundle: Option<Bundle>,
    /// The texts that the diagnostics point into.
    pub sources: Sources,
    /// Everything found.
    pub diagnostics: Diagnostics,
}

/// Compiles a department's folder over the standard. Given the standard itself as `department`, it is only checked.
pub fn compile(standard: Option<&Folder>, department: &Folder) -> Compiled {
    let mut sources = Sources::new();
    let mut report = Diagnostics::new();
    let below = standard.filter(|_| !department.is_standard());
    let mut files = below.map_or(Vec::new(), |folder| files::open(folder, &mut sources, &mut report));
    files.extend(files::open(department, &mut sources, &mut report));
    let loaded = files::load(&files, department.is_standard(), &mut report);
    let definitions = processes(&files, department.is_standard(), &loaded, &mut report);
    if !department.is_standard() && !files.iter().any(|file| file.kind == FileKind::Organ) {
        let file = sources.add(department.path_of("organ.yaml"), "");
        report.error(code::NO_ORGAN, Span::of_file(file)).with("folder", department.name());
    }
    let bundle = if report.has_errors() { None } else { bundle(&files, &sources, loaded, definitions) };
    Compiled { bundle, sources, diagnostics: report }
}

/// The processes of the department's own folder; those of the standard count only where one of these extends them.
fn processes(files: &[Opened], standard: bool, loaded: &Loaded, report: &mut Diagnostics) -> Vec<Definition> {
    let roots = roots(files, standard);
    let mut definitions = Vec::new();
    for file in files.iter().filter(|file| file.kind == FileKind::Process && file.standard == standard) {
        let Some(own) = &file.root else { continue };
        files::check_name(file, own, report);
        if standard {
            files::english_missing(own, report);
        }
        let Some(root) = extended(own, files, standard, report) else {
            continue;
        };
        // Errors that only repeat that a form is broken would bury the one that matters.
        if !mentions(&root, &loaded.unreadable) {
            definitions.extend(process::compile(&root, &roots, &loaded.parts, report));
        }
    }
    definitions
}

/// What may be called: the department's own processes, and those of the standard that it does not extend. Faults of the
/// trees are reported where each process is compiled.
fn roots(files: &[Opened], standard: bool) -> process::Roots {
    let mut roots = process::Roots::new();
    let all = files.iter().filter(|file| file.kind == FileKind::Process);
    for file in all.clone().filter(|file| file.standard).chain(all.filter(|file| !file.standard)) {
        let Some(own) = &file.root else { continue };
        let root =
            if file.standard { Some(own.clone()) } else { extended(own, files, standard, &mut Diagnostics::new()) };
        roots.extend(root.map(|root| (file.stem.clone(), root)));
    }
    roots
}

/// Whether a text of the tree contains one of these names as a word: as a reference, or in an expression.
fn mentions(node: &Node, names: &BTreeSet<String>) -> bool {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut words = node.as_text().unwrap_or_default().split(|character| !is_word(character));
    words.any(|word| names.contains(word))
        || node.as_seq().unwrap_or_default().iter().any(|item| mentions(item, names))
        || node.as_map().unwrap_or_default().iter().any(|(_, value)| mentions(value, names))
}

/// Whether a process that extends nothing may stand alone: a department cannot put another one in the place of the
/// standard's, whose `final` nodes it would be rid of.
fn standing_alone(own: &Node, files: &[Opened], standard: bool, report: &mut Diagnostics) -> bool {
    let Some(process) = own.get("process") else { return true };
    let name = process.as_text().unwrap_or_default();
    let taken =
        !standard && files.iter().any(|file| file.kind == FileKind::Process && file.standard && file.stem == name);
    if taken {
        let extends = Hint::Write(format!("extends: {STANDARD}/{name}"));
        report.error(code::REPLACES_STANDARD, process.span).with("name", name).hint(extends);
    }
    !taken
}

/// The tree of a process over the one that it extends, if it does.
fn extended(own: &Node, files: &[Opened], standard: bool, report: &mut Diagnostics) -> Option<Node> {
    let Some(extends) = own.get("extends") else {
        return standing_alone(own, files, standard, report).then(|| own.clone());
    };
    let found = extends.text(report)?;
    let name = found.strip_prefix(STANDARD).and_then(|rest| rest.strip_prefix('/'));
    let Some(name) = name.filter(|_| !standard) else {
        report.error(code::EXTENDS_WHAT, extends.span).with("found", found);
        return None;
    };
    let bases = files.iter().filter(|file| file.kind == FileKind::Process && file.standard);
    match bases.clone().find(|file| file.stem == name) {
        Some(base) => Some(process::overlay(base.root.clone()?, own.clone(), report)),
        None => {
            let names: Vec<String> = bases.map(|file| format!("{STANDARD}/{}", file.stem)).collect();
            let hint = Hint::closest_or_all(found, names.iter().map(String::as_str));
            report.error(code::UNKNOWN_BASE, extends.span).with("name", name).hint(hint);
            None
        }
    }
}

fn bundle(files: &[Opened], sources: &Sources, loaded: Loaded, definitions: Vec<Definition>) -> Option<Bundle> {
    let hash = |file: &Opened| Some((file.path.clone(), text_hash(&sources.get(file.file)?.text)));
    let mut files: Vec<(String, String)> = files.iter().filter_map(hash).collect();
    files.sort();
    Some(Bundle {
        format: Bundle::FORMAT,
        organ: loaded.organ?,
        files,
        definitions,
        registers: loaded.registers.into_values().collect(),
        calendars: loaded.calendars.into_values().collect(),
        roles: loaded.roles,
        notices: loaded.notices.into_values().collect(),
    })
}

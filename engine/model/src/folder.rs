//! Which files a department folder has.

use std::collections::BTreeMap;

/// The name of the folder that every department builds on.
pub const STANDARD: &str = "_standard";

/// The texts of a folder; whoever calls has read them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// Path of the folder as people know it, e.g. `processes/scjg`.
    pub path: String,
    /// Texts by path within the folder, with `/` between the parts, e.g. `forms/clue.form.yaml`.
    pub files: BTreeMap<String, String>,
}

/// What a file of a department folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `organ.yaml`
    Organ,
    /// `roles.yaml`
    Roles,
    /// `policy.yaml`
    Policy,
    /// `cards.yaml`
    Cards,
    /// `NAME.process.yaml`
    Process,
    /// `forms/NAME.form.yaml`
    Form,
    /// `tables/NAME.table.yaml`
    Table,
    /// `registers/NAME.register.yaml`
    Register,
    /// `calendars/NAME.calendar.yaml`
    Calendar,
    /// `notices/NAME.notice.yaml`
    Notice,
    /// `scenarios/NAME.scenario.yaml`: a test of a process, no part of what is filed.
    Scenario,
    /// Data beside the files, e.g. `limits.yaml`, the terms of law that clocks quote: no part of what is filed.
    Data,
}

/// The files that stand in the folder itself under a fixed name.
const FIXED: [(&str, FileKind); 5] = [
    ("organ.yaml", FileKind::Organ),
    ("roles.yaml", FileKind::Roles),
    ("policy.yaml", FileKind::Policy),
    ("cards.yaml", FileKind::Cards),
    ("limits.yaml", FileKind::Data),
];

/// The files of which there may be many: folder, ending, kind.
const NAMED: [(&str, &str, FileKind); 7] = [
    ("", ".process.yaml", FileKind::Process),
    ("forms/", ".form.yaml", FileKind::Form),
    ("tables/", ".table.yaml", FileKind::Table),
    ("registers/", ".register.yaml", FileKind::Register),
    ("calendars/", ".calendar.yaml", FileKind::Calendar),
    ("notices/", ".notice.yaml", FileKind::Notice),
    ("scenarios/", ".scenario.yaml", FileKind::Scenario),
];

impl Folder {
    /// The folder's own name, e.g. `scjg`.
    pub fn name(&self) -> &str {
        self.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
    }

    /// Whether this is the folder that every department builds on.
    pub fn is_standard(&self) -> bool {
        self.name() == STANDARD
    }

    /// The path of a file as people know it.
    pub fn path_of(&self, file: &str) -> String {
        format!("{}/{file}", self.path.trim_end_matches('/'))
    }
}

impl FileKind {
    /// The kind of the file at this path within its folder, and its stem: `clue` of `forms/clue.form.yaml`.
    /// None = no kind that is known.
    pub fn of(path: &str) -> Option<(Self, &str)> {
        let fixed = FIXED.iter().find(|(name, _)| *name == path).map(|(_, kind)| (*kind, path));
        fixed.or_else(|| {
            NAMED.iter().find_map(|(folder, ending, kind)| {
                let stem = path.strip_prefix(folder)?.strip_suffix(ending)?;
                (!stem.is_empty() && !stem.contains('/')).then_some((*kind, stem))
            })
        })
    }

    /// Whether a file that is no known kind should have been one: notes and pictures may lie about, YAML may not.
    pub fn looks_filed(path: &str) -> bool {
        path.ends_with(".yaml") || path.ends_with(".yml")
    }

    /// Every place that a file may have, for hints.
    pub fn places() -> Vec<String> {
        let named = NAMED.iter().map(|(folder, ending, _)| format!("{folder}NAME{ending}"));
        FIXED.iter().map(|(name, _)| (*name).to_owned()).chain(named).collect()
    }
}

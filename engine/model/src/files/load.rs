//! A department's files over those of the standard.

use super::form::fields::Known;
use super::open::Opened;
use super::parts::Parts;
use super::read::Reading;
use super::{
    NoticeFile, OrganFile, RegisterFile, Roles, calendar, cards, form, notice, organ, policy, register, replace, roles,
    table,
};
use crate::definition::{CardLife, CardRule};
use crate::diagnostic::Diagnostics;
use crate::folder::FileKind;
use crate::messages::code;
use crate::source::Span;
use crate::yaml::Node;
use mingjing_clock::CalendarFile;
use std::collections::{BTreeMap, BTreeSet};

/// Everything but the processes.
#[derive(Default)]
pub(crate) struct Loaded {
    /// What processes refer to.
    pub(crate) parts: Parts,
    /// The organ; none in the standard.
    pub(crate) organ: Option<OrganFile>,
    /// Registers by name.
    pub(crate) registers: BTreeMap<String, RegisterFile>,
    /// Calendars by name.
    pub(crate) calendars: BTreeMap<String, CalendarFile>,
    /// Roles by name.
    pub(crate) roles: Roles,
    /// Notices by name.
    pub(crate) notices: BTreeMap<String, NoticeFile>,
    /// Forms and tables that are there but could not be read; what refers to them cannot be judged.
    pub(crate) unreadable: BTreeSet<String>,
}

/// Loads the files, those of the standard first. `both_languages`: a text without English is a warning.
/// What refers to others comes after them: units name roles, a digest needs its notice, the policy names registers, forms name registers and need the policy.
pub(crate) fn load(files: &[Opened], both_languages: bool, report: &mut Diagnostics) -> Loaded {
    let mut loaded = Loaded::default();
    loaded.parts.registers = stems(files, FileKind::Register);
    for kind in ORDER {
        for standard in [true, false] {
            let chosen = |file: &&Opened| file.kind == kind && file.standard == standard;
            for file in files.iter().filter(chosen) {
                let report = &mut *report;
                loaded.file(file, &mut Reading { report, both_languages });
            }
        }
    }
    loaded.parts.roles = loaded.roles.0.keys().cloned().collect();
    loaded.parts.region = loaded.organ.as_ref().map(|organ| organ.region.clone());
    let units = loaded.organ.iter().flat_map(|organ| &organ.units);
    loaded.parts.units = units.map(|unit| unit.id.clone()).collect();
    loaded
}

const ORDER: [FileKind; 9] = [
    FileKind::Roles,
    FileKind::Notice,
    FileKind::Organ,
    FileKind::Register,
    FileKind::Policy,
    FileKind::Form,
    FileKind::Table,
    FileKind::Cards,
    FileKind::Calendar,
];

fn stems(files: &[Opened], kind: FileKind) -> BTreeSet<String> {
    files.iter().filter(|file| file.kind == kind).map(|file| file.stem.clone()).collect()
}

impl Loaded {
    fn file(&mut self, file: &Opened, read: &mut Reading) {
        let Some(root) = &file.root else {
            self.unreadable.extend(part_name(file));
            return;
        };
        let span = check_name(file, root, read.report);
        match file.kind {
            FileKind::Organ => self.organ = organ::load(root, &self.roles, &self.notices, read),
            FileKind::Roles => self.roles = roles::load(root, &self.roles, read),
            FileKind::Policy => {
                self.parts.policy = policy::load(root, &self.parts.policy, &self.parts.registers, read);
            }
            FileKind::Cards => (self.parts.cards, self.parts.card_life) = self.cards(root, read),
            FileKind::Form => self.form(file, root, span, read),
            FileKind::Table => self.table(file, root, span, read),
            FileKind::Register => self.register(root, span, read),
            FileKind::Notice => self.notice(file, root, read),
            FileKind::Calendar => self.calendar(root, span, read),
            FileKind::Process | FileKind::Scenario | FileKind::Data => {}
        }
    }

    /// What card rules name must be there, so they come last; a notice that cannot be read is reported where it stands.
    fn cards(&mut self, root: &Node, read: &mut Reading) -> (Vec<CardRule>, Option<CardLife>) {
        let standard = (self.parts.cards.as_slice(), self.parts.card_life.as_ref());
        let (rules, life) = cards::load(root, standard, &self.roles, read);
        for rule in rules.iter().filter(|rule| !rule.tell.is_silent()) {
            let name = rule.tell.notice();
            if !self.notices.contains_key(name) && !self.unreadable.contains(name) {
                let entry = root.get("cards").and_then(|cards| cards.get(&rule.id));
                let span =
                    entry.map_or(root.head(), |entry| entry.get("notice").or(entry.get("to")).unwrap_or(entry).head());
                read.unknown(code::UNKNOWN_NOTICE, (name, span), "notice", self.notices.keys().map(String::as_str));
            }
        }
        (rules, life)
    }

    fn notice(&mut self, file: &Opened, root: &Node, read: &mut Reading) {
        match notice::load(root, read) {
            Some(own) => {
                self.notices.insert(own.notice.clone(), own);
            }
            None => self.unreadable.extend(part_name(file)),
        }
    }

    fn form(&mut self, file: &Opened, root: &Node, span: Span, read: &mut Reading) {
        let known = Known { registers: &self.parts.registers };
        let certificates = self.parts.policy.certificates.is_some();
        let Some(own) = form::load(root, known, certificates, read) else {
            self.unreadable.extend(part_name(file));
            return;
        };
        if let Some(standard) = self.parts.forms.get(&own.form.id) {
            replace::form(standard, &own, span, read);
        }
        self.parts.forms.insert(own.form.id.clone(), own);
    }

    fn table(&mut self, file: &Opened, root: &Node, span: Span, read: &mut Reading) {
        let Some((name, own)) = table::load(root, read) else {
            self.unreadable.extend(part_name(file));
            return;
        };
        if let Some(standard) = self.parts.tables.get(&name) {
            replace::table(&name, standard, &own, span, read);
        }
        self.parts.tables.insert(name, own);
    }

    fn register(&mut self, root: &Node, span: Span, read: &mut Reading) {
        let Some(own) = register::load(root, Known { registers: &self.parts.registers }, read) else {
            return;
        };
        if let Some(standard) = self.registers.get(&own.register) {
            replace::register(standard, &own, span, read);
        }
        self.registers.insert(own.register.clone(), own);
    }

    fn calendar(&mut self, root: &Node, span: Span, read: &mut Reading) {
        let Some(own) = calendar::load(root, read) else {
            return;
        };
        self.parts.calendars.insert(own.calendar.clone());
        if self.calendars.contains_key(&own.calendar) {
            read.report.error(code::STANDARD_ONLY, span).with("name", &own.calendar);
        }
        self.calendars.insert(own.calendar.clone(), own);
    }
}

/// The name by which others refer to a form, table or notice.
fn part_name(file: &Opened) -> Option<String> {
    matches!(file.kind, FileKind::Form | FileKind::Table | FileKind::Notice).then(|| file.stem.clone())
}

/// A file is found by its name, so the name inside must be the same. Gives the place of the name.
pub(crate) fn check_name(file: &Opened, root: &Node, report: &mut Diagnostics) -> Span {
    let key = match file.kind {
        FileKind::Form => "form",
        FileKind::Table => "table",
        FileKind::Register => "register",
        FileKind::Calendar => "calendar",
        FileKind::Process => "process",
        FileKind::Notice => "notice",
        FileKind::Organ
        | FileKind::Roles
        | FileKind::Policy
        | FileKind::Cards
        | FileKind::Scenario
        | FileKind::Data => return root.head(),
    };
    let Some(name) = root.get(key) else {
        return root.head();
    };
    if name.as_text().is_some_and(|text| text != file.stem) {
        let found = name.as_text().unwrap_or_default();
        let diagnostic = report.error(code::NAME_IS_NOT_STEM, name.span);
        diagnostic.with("name", found).with("stem", &file.stem);
    }
    name.head()
}

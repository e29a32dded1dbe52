//! What a process may refer to by name, and what each name stands for.

use std::collections::BTreeMap;

use mingjing_expr::{Type, TypeEnv};

use super::layout::{Layout, Part};
use super::syntax::{Branch, CatchEvent, DataType, Id, Item, Kind, Lanes, Message, Process, To, Trigger};
use crate::definition::{
    ActIx, DocumentIx, FormIx, LaneIx, MilestoneIx, Name, NameIx, NameKind, PostIx, SeriesIx, StageIx, TableIx,
};
use crate::diagnostic::{Diagnostics, Hint, Label};
use crate::files::{Parts, form_type};
use crate::messages::code;
use crate::source::Span;

/// The name under which expressions read what the accruals have come to.
const ACCRUED: &str = "accrued";

/// The names of a process, each list in the order of its numbers.
#[derive(Debug)]
pub(super) struct Names<'a> {
    pub(super) lanes: Index<'a, LaneIx>,
    pub(super) stages: Index<'a, StageIx>,
    pub(super) posts: Index<'a, PostIx>,
    pub(super) documents: Index<'a, DocumentIx>,
    pub(super) series: Index<'a, SeriesIx>,
    pub(super) acts: Index<'a, ActIx>,
    pub(super) milestones: Index<'a, MilestoneIx>,
    pub(super) forms: Index<'a, FormIx>,
    pub(super) tables: Index<'a, TableIx>,
    /// Root names of the data.
    pub(super) roots: Vec<Name>,
    root_places: BTreeMap<String, (NameIx, Span)>,
}

/// Ids with their numbers.
#[derive(Debug)]
pub(super) struct Index<'a, N> {
    numbers: BTreeMap<&'a str, (N, Span)>,
    pub(super) order: Vec<&'a str>,
}

impl<'a, N: Copy> Index<'a, N> {
    fn new() -> Self {
        Self { numbers: BTreeMap::new(), order: Vec::new() }
    }

    /// The ids of a list of declarations; a second one of the same id is reported by the map that holds it.
    fn of(ids: impl IntoIterator<Item = Id<'a>>, at: fn(usize) -> N) -> Self {
        let mut index = Self::new();
        for id in ids {
            index.add(id, at);
        }
        index
    }

    fn add(&mut self, id: Id<'a>, at: fn(usize) -> N) {
        if !self.numbers.contains_key(id.text) {
            self.numbers.insert(id.text, (at(self.order.len()), id.span));
            self.order.push(id.text);
        }
    }

    /// The number of an id, if it is known.
    pub(super) fn get(&self, id: &str) -> Option<N> {
        self.numbers.get(id).map(|(number, _)| *number)
    }

    /// The number of an id; what is not known is reported.
    pub(super) fn find(&self, id: Id<'_>, code: &'static str, report: &mut Diagnostics) -> Option<N> {
        let found = self.get(id.text);
        if found.is_none() {
            unknown(id, code, self.order.iter().copied(), report);
        }
        found
    }
}

/// Reports a name that is not there, with the closest one that is.
pub(super) fn unknown<'n>(
    id: Id<'_>,
    code: &'static str,
    known: impl IntoIterator<Item = &'n str> + Clone,
    report: &mut Diagnostics,
) {
    let hint = if report.wants_hints() { Hint::closest_or_all(id.text, known) } else { None };
    report.error(code, id.span).with("id", id.text).hint(hint);
}

impl<'a> Names<'a> {
    /// Collects the names of a process. Forms and tables count when something uses them, milestones when something
    /// records them.
    pub(super) fn of(process: &'a Process<'a>, layout: &Layout<'a>, parts: &Parts, report: &mut Diagnostics) -> Self {
        let mut names = Self {
            lanes: Index::of(process.lanes.iter().map(|lane| lane.id), LaneIx::at),
            stages: Index::of(process.stages.iter().map(|(id, _)| *id), StageIx::at),
            posts: Index::of(process.posts.iter().map(|(id, _)| *id), PostIx::at),
            documents: Index::new(),
            series: Index::of(process.series.iter().map(|(id, _)| *id), SeriesIx::at),
            acts: Index::of(process.acts.iter().map(|act| act.id), ActIx::at),
            milestones: Index::new(),
            forms: Index::new(),
            tables: Index::new(),
            roots: Vec::new(),
            root_places: BTreeMap::new(),
        };
        for place in &layout.places {
            names.collect(place.part, parts);
        }
        for form in process.acts.iter().filter_map(|act| act.form) {
            names.use_form(form, parts);
        }
        names.declare_roots(process, parts, report);
        names
    }

    fn collect(&mut self, part: Part<'a>, parts: &Parts) {
        match part {
            Part::Item { item, .. } => self.collect_item(item, parts),
            Part::Catch(catch) => {
                if let Some(CatchEvent::Message(message)) = &catch.event {
                    self.use_message(message, parts);
                }
            }
            Part::Boundary { boundary, .. } => self.use_trigger(boundary.trigger.as_ref(), parts),
            Part::Event { event, .. } => self.use_trigger(event.trigger.as_ref(), parts),
            Part::ImplicitStart | Part::Choice(_) | Part::TriggeredStart(_) => {}
        }
    }

    fn collect_item(&mut self, item: &'a Item<'a>, parts: &Parts) {
        if let Some(form) = item.form {
            self.use_form(form, parts);
        }
        for document in &item.duty.documents {
            self.documents.add(document.id, DocumentIx::at);
        }
        if let Some(Lanes::Table { table, .. }) = &item.lane {
            self.use_table(*table, parts);
        }
        match &item.kind {
            Kind::Start(Some(message)) | Kind::Receive(Some(message)) => self.use_message(message, parts),
            Kind::RuleTask { table: Some(table), .. } => self.use_table(*table, parts),
            Kind::Start(None)
            | Kind::StartTimer(_)
            | Kind::Receive(None)
            | Kind::RuleTask { table: None, .. }
            | Kind::UserTask
            | Kind::Exclusive
            | Kind::Parallel
            | Kind::Await(_)
            | Kind::Wait(_)
            | Kind::SubProcess(_)
            | Kind::Call(_)
            | Kind::Send(_)
            | Kind::EndNone
            | Kind::EndError(_)
            | Kind::EndTerminate
            | Kind::EndMessage(_) => {}
        }
        let branches: &[Branch<'a>] = match &item.to {
            To::All(branches) | To::Choice(branches) => branches,
            To::None => &[],
        };
        for milestone in item.milestone.into_iter().chain(branches.iter().filter_map(|branch| branch.milestone)) {
            self.milestones.add(milestone, MilestoneIx::at);
        }
    }

    fn use_trigger(&mut self, trigger: Option<&Trigger<'a>>, parts: &Parts) {
        match trigger {
            Some(Trigger::Message(message)) => self.use_message(message, parts),
            Some(Trigger::Act(_) | Trigger::Timer(_) | Trigger::Error(..)) | None => {}
        }
    }

    fn use_message(&mut self, message: &Message<'a>, parts: &Parts) {
        for form in message.into.into_iter().chain(message.forms.iter().map(|(form, _)| *form)) {
            self.use_form(form, parts);
        }
    }

    fn use_form(&mut self, form: Id<'a>, parts: &Parts) {
        if parts.forms.contains_key(form.text) {
            self.forms.add(form, FormIx::at);
        }
    }

    fn use_table(&mut self, table: Id<'a>, parts: &Parts) {
        if parts.tables.contains_key(table.text) {
            self.tables.add(table, TableIx::at);
        }
    }

    /// Forms first, then variables; items follow as they are met.
    fn declare_roots(&mut self, process: &'a Process<'a>, parts: &Parts, report: &mut Diagnostics) {
        let forms = self.forms.order.clone();
        for (position, form) in forms.into_iter().enumerate() {
            let Some(file) = parts.forms.get(form) else {
                continue;
            };
            let span = self.forms.numbers.get(form).map_or(process.id.span, |(_, span)| *span);
            let kind = NameKind::Form(FormIx::at(position));
            self.declare(Id { text: form, span }, kind, form_type(&file.form), report);
        }
        for (id, ty) in &process.data {
            let ty = match ty {
                DataType::Plain(ty) => ty.clone(),
                DataType::Form(form) => match parts.forms.get(form.text) {
                    Some(file) => form_type(&file.form),
                    None => {
                        unknown(*form, code::UNKNOWN_FORM, parts.forms.keys().map(String::as_str), report);
                        continue;
                    }
                },
            };
            self.declare(*id, NameKind::Variable, ty, report);
        }
        if let Some(first) = process.accruals.first() {
            let ty = Type::record(process.accruals.iter().map(|accrual| (accrual.id.text, Type::Number)));
            self.declare(Id { text: ACCRUED, span: first.id.span }, NameKind::Accrued, ty, report);
        }
    }

    fn declare(&mut self, id: Id<'_>, kind: NameKind, ty: Type, report: &mut Diagnostics) -> NameIx {
        if let Some((number, first)) = self.root_places.get(id.text) {
            report.error(code::DUPLICATE_ID, id.span).with("id", id.text).related(*first, Label::FirstHere);
            return *number;
        }
        let number = NameIx::at(self.roots.len());
        self.root_places.insert(id.text.to_owned(), (number, id.span));
        self.roots.push(Name { id: id.text.to_owned(), kind, ty });
        number
    }

    /// The number of a multi-instance's item. One name may serve several lists of the same type.
    pub(super) fn item(&mut self, id: Id<'_>, ty: &Type, report: &mut Diagnostics) -> NameIx {
        match self.root(id.text) {
            Some((number, Name { kind: NameKind::Item, ty: other, .. })) => {
                if other != ty {
                    report
                        .error(code::ITEMS_DIFFER, id.span)
                        .with("name", id.text)
                        .with("other", other)
                        .with("found", ty);
                }
                number
            }
            Some((_, Name { kind: NameKind::Form(_) | NameKind::Variable | NameKind::Accrued, .. })) | None => {
                self.declare(id, NameKind::Item, ty.clone(), report)
            }
        }
    }

    /// A root name with its number.
    pub(super) fn root(&self, id: &str) -> Option<(NameIx, &Name)> {
        let (number, _) = self.root_places.get(id)?;
        Some((*number, &self.roots[number.index()]))
    }

    /// A variable; what is none is reported.
    pub(super) fn variable(&self, id: Id<'_>, report: &mut Diagnostics) -> Option<(NameIx, Type)> {
        match self.root(id.text) {
            Some((number, Name { kind: NameKind::Variable, ty, .. })) => Some((number, ty.clone())),
            Some((_, Name { kind: NameKind::Form(_) | NameKind::Item | NameKind::Accrued, .. })) | None => {
                let variables = self.roots.iter().filter(|name| name.kind == NameKind::Variable);
                unknown(id, code::UNKNOWN_VARIABLE, variables.map(|name| name.id.as_str()), report);
                None
            }
        }
    }

    /// Where a form is first used.
    pub(super) fn form_span(&self, form: &str) -> Option<Span> {
        self.forms.numbers.get(form).map(|(_, span)| *span)
    }

    /// The types of the forms and variables.
    pub(super) fn env(&self) -> TypeEnv {
        self.roots.iter().fold(TypeEnv::new(), |env, name| env.with(name.id.as_str(), name.ty.clone()))
    }
}

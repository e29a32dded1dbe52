//! Numbers: every node and scope gets its own, in document order, depth first.
//!
//! A node is followed by its boundary events, the gateway of its choice, the catch events of an event-based gateway,
//! and the body of a sub-process or of a called process; event sub-processes come behind the nodes of their scope. The
//! numbers are frozen when the bundle is filed, so this order is part of the format.
//!
//! The nodes of a called process are named `<call>.<node>`, so that two calls of it stay apart.

use std::collections::{BTreeMap, BTreeSet};

use super::library::Library;
use super::syntax::{Body, Boundary, Call, Catch, Event, Id, Item, Kind, Process, To};
use crate::definition::{NodeIx, ScopeIx, ScopeKind, Text};
use crate::diagnostic::{Diagnostics, Label};
use crate::messages::code;
use crate::source::Span;

/// All nodes and scopes with their numbers.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    pub(super) places: Vec<Place<'a>>,
    pub(super) scopes: Vec<ScopePlace<'a>>,
    ids: BTreeMap<String, NodeIx>,
    library: &'a Library<'a>,
    unread: BTreeSet<&'a str>,
}

/// A node with its number.
#[derive(Debug)]
pub(super) struct Place<'a> {
    pub(super) id: String,
    /// What reports about the node point at.
    pub(super) span: Span,
    pub(super) scope: ScopeIx,
    /// The stage of the node or of the nearest sub-process around it that has one.
    pub(super) stage: Option<Id<'a>>,
    pub(super) part: Part<'a>,
    pub(super) boundaries: Vec<NodeIx>,
}

/// What a numbered node comes from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part<'a> {
    /// The none start event that a scope does not name.
    ImplicitStart,
    /// A node as filed; a sub-process with its body.
    Item { item: &'a Item<'a>, body: Option<ScopeIx> },
    /// The exclusive gateway behind an activity with a list under `to:`.
    Choice(&'a Item<'a>),
    /// A catch event behind an event-based gateway.
    Catch(&'a Catch<'a>),
    /// A boundary event.
    Boundary { boundary: &'a Boundary<'a>, host: NodeIx },
    /// An event sub-process.
    Event { event: &'a Event<'a>, body: ScopeIx },
    /// The start of an event sub-process.
    TriggeredStart(&'a Event<'a>),
}

/// A scope with its number.
#[derive(Debug)]
pub(super) struct ScopePlace<'a> {
    pub(super) kind: ScopeKind,
    pub(super) parent: Option<ScopeIx>,
    pub(super) start: NodeIx,
    /// The node behind the start, when the start itself is not filed.
    pub(super) begin: Option<Id<'a>>,
    pub(super) event_subprocesses: Vec<NodeIx>,
    pub(super) data: ScopeIx,
    pub(super) called: bool,
    stage: Option<Id<'a>>,
    /// What stands before the ids of its nodes: the calls around it.
    prefix: String,
}

impl<'a> Layout<'a> {
    /// Numbers a process. Ids that are there twice are reported.
    pub(super) fn of(process: &'a Process<'a>, library: &'a Library<'a>, report: &mut Diagnostics) -> Self {
        let (ids, unread) = (BTreeMap::new(), BTreeSet::new());
        let mut layout = Self { places: Vec::new(), scopes: Vec::new(), ids, library, unread };
        let scope = layout.open(ScopeKind::Process, None, None, false);
        layout.body(scope, process.id.text, process.id.span, &process.body, report);
        layout
    }

    /// The node that a scope knows by this id.
    pub(super) fn find(&self, scope: ScopeIx, id: &str) -> Option<NodeIx> {
        let prefix = &self.scopes[scope.index()].prefix;
        if prefix.is_empty() { self.ids.get(id).copied() } else { self.ids.get(&format!("{prefix}{id}")).copied() }
    }

    /// Message and timer start events of the process beside the start of its scope.
    pub(super) fn starts(&self) -> Vec<NodeIx> {
        let first = self.scopes.first().map(|process| process.start);
        let is_start = |place: &Place<'_>| {
            let Part::Item { item, .. } = place.part else { return false };
            place.scope == ScopeIx(0) && matches!(item.kind, Kind::Start(Some(_)) | Kind::StartTimer(_))
        };
        let all = self.places.iter().enumerate().filter(|(_, place)| is_start(place));
        all.map(|(position, _)| NodeIx::at(position)).filter(|start| Some(*start) != first).collect()
    }

    /// Whether a node of this id was filed but could not be read.
    pub(super) fn is_unread(&self, id: &str) -> bool {
        self.unread.contains(id)
    }

    /// The node with this number.
    pub(super) fn place(&self, ix: NodeIx) -> &Place<'a> {
        &self.places[ix.index()]
    }

    fn open(&mut self, kind: ScopeKind, parent: Option<ScopeIx>, stage: Option<Id<'a>>, owns_data: bool) -> ScopeIx {
        let number = ScopeIx::at(self.scopes.len());
        let above = parent.map(|parent| &self.scopes[parent.index()]);
        let data = above.filter(|_| !owns_data).map_or(number, |above| above.data);
        let stage = stage.or(above.and_then(|above| above.stage));
        let start = NodeIx::at(self.places.len());
        let prefix = above.map(|above| above.prefix.clone()).unwrap_or_default();
        let called = false;
        let event_subprocesses = Vec::new();
        self.scopes.push(ScopePlace {
            kind,
            parent,
            start,
            begin: None,
            event_subprocesses,
            data,
            called,
            stage,
            prefix,
        });
        number
    }

    /// The body of a call: the nodes of the called process, in a scope with data of its own.
    fn call(&mut self, scope: ScopeIx, host: NodeIx, item: &'a Item<'a>, call: &Call<'a>, report: &mut Diagnostics) {
        let inner = self.open(ScopeKind::SubProcess(host), Some(scope), item.stage, true);
        self.places[host.index()].part = Part::Item { item, body: Some(inner) };
        let place = &mut self.scopes[inner.index()];
        place.called = true;
        place.prefix = format!("{}{}.", place.prefix, item.id.text);
        let called = call.process.and_then(|process| self.library.get(process.text));
        match called {
            Some(process) => self.body(inner, process.id.text, item.id.span, &process.body, report),
            // Nobody calls what is not there; that is reported where the call is lowered.
            None => {
                self.add(format!("{}_start", item.id.text), item.id.span, inner, None, Part::ImplicitStart, report);
            }
        }
    }

    /// The nodes of the process or of an embedded sub-process.
    fn body(&mut self, scope: ScopeIx, id: &str, span: Span, body: &'a Body<'a>, report: &mut Diagnostics) {
        let begin = body.begin;
        let named = begin.and_then(|begin| body.nodes.iter().find(|item| item.id.text == begin.text));
        let has_start = named.is_some_and(|item| matches!(item.kind, Kind::Start(_) | Kind::StartTimer(_)));
        if !has_start {
            let start = self.add(format!("{id}_start"), span, scope, None, Part::ImplicitStart, report);
            self.scopes[scope.index()].start = start;
            self.scopes[scope.index()].begin = begin;
        }
        self.items(scope, body, report);
        if let (true, Some(begin)) = (has_start, begin) {
            self.scopes[scope.index()].start = self.find(scope, begin.text).unwrap_or(NodeIx(0));
        }
    }

    fn items(&mut self, scope: ScopeIx, body: &'a Body<'a>, report: &mut Diagnostics) {
        self.unread.extend(body.unread.iter().copied());
        for item in &body.nodes {
            self.item(scope, item, report);
        }
        for event in &body.events {
            self.event(scope, event, report);
        }
    }

    fn item(&mut self, scope: ScopeIx, item: &'a Item<'a>, report: &mut Diagnostics) {
        let part = Part::Item { item, body: None };
        let host = self.add(item.id.text.to_owned(), item.id.span, scope, item.stage, part, report);
        for (position, boundary) in item.boundaries.iter().enumerate() {
            let id =
                boundary.id.map_or_else(|| format!("{}_on_{}", item.id.text, position + 1), |id| id.text.to_owned());
            let part = Part::Boundary { boundary, host };
            let span = boundary.id.map_or(boundary.span, |id| id.span);
            let number = self.add(id, span, scope, item.stage, part, report);
            self.places[host.index()].boundaries.push(number);
        }
        if matches!((&item.to, &item.kind), (To::Choice(_), kind) if !matches!(kind, Kind::Exclusive)) {
            let id = format!("{}_choice", item.id.text);
            self.add(id, item.id.span, scope, item.stage, Part::Choice(item), report);
        }
        match &item.kind {
            Kind::Await(catches) => {
                for (position, catch) in catches.iter().enumerate() {
                    let id =
                        catch.id.map_or_else(|| format!("{}_{}", item.id.text, position + 1), |id| id.text.to_owned());
                    let span = catch.id.map_or(catch.span, |id| id.span);
                    self.add(id, span, scope, item.stage, Part::Catch(catch), report);
                }
            }
            Kind::SubProcess(body) => {
                let inner = self.open(ScopeKind::SubProcess(host), Some(scope), item.stage, item.multi.is_some());
                self.places[host.index()].part = Part::Item { item, body: Some(inner) };
                self.body(inner, item.id.text, item.id.span, body, report);
            }
            Kind::Call(call) => self.call(scope, host, item, call, report),
            Kind::Start(_)
            | Kind::StartTimer(_)
            | Kind::UserTask
            | Kind::RuleTask { .. }
            | Kind::Exclusive
            | Kind::Parallel
            | Kind::Receive(_)
            | Kind::Wait(_)
            | Kind::EndNone
            | Kind::EndError(_)
            | Kind::Send(_)
            | Kind::EndTerminate
            | Kind::EndMessage(_) => {}
        }
    }

    fn event(&mut self, scope: ScopeIx, event: &'a Event<'a>, report: &mut Diagnostics) {
        let body = ScopeIx::at(self.scopes.len());
        let part = Part::Event { event, body };
        let number = self.add(event.id.text.to_owned(), event.id.span, scope, event.stage, part, report);
        self.scopes[scope.index()].event_subprocesses.push(number);
        let inner = self.open(ScopeKind::EventSubProcess(number), Some(scope), event.stage, false);
        let id = format!("{}_start", event.id.text);
        let start = self.add(id, event.id.span, inner, None, Part::TriggeredStart(event), report);
        self.scopes[inner.index()].start = start;
        self.scopes[inner.index()].begin = event.body.begin;
        self.items(inner, &event.body, report);
    }

    fn add(
        &mut self,
        id: String,
        span: Span,
        scope: ScopeIx,
        stage: Option<Id<'a>>,
        part: Part<'a>,
        report: &mut Diagnostics,
    ) -> NodeIx {
        let number = NodeIx::at(self.places.len());
        let id = format!("{}{id}", self.scopes[scope.index()].prefix);
        match self.ids.get(&id) {
            Some(first) => {
                let first = self.places[first.index()].span;
                report.error(code::DUPLICATE_ID, span).with("id", &id).related(first, Label::FirstHere);
            }
            None => {
                self.ids.insert(id.clone(), number);
            }
        }
        let stage = stage.or(self.scopes[scope.index()].stage);
        self.places.push(Place { id, span, scope, stage, part, boundaries: Vec::new() });
        number
    }
}

/// What people see on a node whose file gives no title of its own.
pub(super) fn start_title() -> Text {
    Text { zh: "开始".to_owned(), en: Some("Start".to_owned()) }
}

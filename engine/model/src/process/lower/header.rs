//! Lanes, clocks, acts, forms and the rest of what stands above the nodes.

use mingjing_clock::{Limit, Unit};
use mingjing_expr::Type;

use super::Lower;
use crate::definition::{
    Act, Clock, Definition, Extension, FieldKind, Form, Lane, LaneIx, LegalLimit, Moment, Node, NodeIx, Path, Pause,
    PauseIx, Text, Titled,
};
use crate::diagnostic::Label;
use crate::messages::code;
use crate::process::layout::Part;
use crate::process::names::unknown;
use crate::process::syntax::{self, Id, Term, Trigger};

impl Lower<'_> {
    /// The definition around its nodes.
    pub(super) fn header(&mut self, nodes: Vec<Node>) -> Definition {
        let process = self.process;
        let lanes = process.lanes.iter().map(|lane| self.declared_lane(lane)).collect();
        let separations = process.separations.iter().map(|set| self.separation(set)).collect();
        let clocks = process.clocks.iter().filter_map(|clock| self.clock(clock)).collect();
        let pauses = process.pauses.iter().filter_map(|pause| self.pause(pause)).collect();
        let accruals = process.accruals.iter().filter_map(|accrual| self.accrual(accrual)).collect();
        self.check_node_limits();
        let acts = process.acts.iter().filter_map(|act| self.act(act)).collect();
        let forms = self.forms();
        let documents = self.documents();
        let unit_from = process.unit_from.and_then(|path| self.path_to(path, &[Type::Text]));
        let title_from = process.title_from.and_then(|path| self.title_from(path));
        Definition {
            format: Definition::FORMAT,
            process: process.id.text.to_owned(),
            version: process.version,
            title: process.title.clone(),
            basis: process.basis.clone(),
            stages: titled(&process.stages),
            posts: titled(&process.posts),
            documents,
            lanes,
            separations,
            names: self.names.roots.clone(),
            milestones: self.names.milestones.order.iter().map(|id| (*id).to_owned()).collect(),
            scopes: self.scopes(),
            starts: self.layout.starts(),
            nodes,
            flows: std::mem::take(&mut self.flows),
            forms,
            tables: self.tables(),
            clocks,
            pauses,
            accruals,
            cards: self.parts.cards.clone(),
            card_life: self.parts.card_life.clone(),
            series: process.series.iter().map(|(id, pattern)| (id.text.to_owned(), pattern.clone())).collect(),
            acts,
            policy: self.parts.policy.clone(),
            unit_from,
            title_from,
            calendar: self.calendar(),
            region: self.parts.region.clone(),
        }
    }

    fn declared_lane(&mut self, lane: &syntax::Lane<'_>) -> Lane {
        let role = lane.role.unwrap_or(lane.id);
        let roles = &self.parts.roles;
        if !roles.is_empty() && !roles.contains(role.text) {
            unknown(role, code::UNKNOWN_ROLE, roles.iter().map(String::as_str), self.report);
        }
        let team = lane.team.and_then(|path| self.path_to(path, &[Type::list(Type::Text)]));
        Lane {
            id: lane.id.text.to_owned(),
            title: lane.title.clone(),
            role: role.text.to_owned(),
            queue: lane.queue,
            team,
        }
    }

    fn separation(&mut self, set: &[Id<'_>]) -> Vec<LaneIx> {
        set.iter().filter_map(|lane| self.names.lanes.find(*lane, code::UNKNOWN_LANE, self.report)).collect()
    }

    fn clock(&mut self, clock: &syntax::Clock<'_>) -> Option<Clock> {
        if let (Some(promised), Some(statutory)) = (clock.promised, clock.statutory)
            && longer(promised.limit, statutory.limit)
        {
            self.report
                .error(code::PROMISE_TOO_LONG, promised.span)
                .with("promised", promised.limit)
                .with("statutory", statutory.limit)
                .related(statutory.span, Label::ComparedHere);
        }
        let pauses = clock.pauses.iter().filter_map(|id| self.pause_of(clock, *id)).collect();
        let extensions = clock.extensions.iter().filter_map(|extension| self.extension(clock, extension)).collect();
        let from = clock.from.and_then(|moment| self.moment(moment));
        let until = clock.until.iter().filter_map(|moment| self.moment(*moment)).collect();
        Some(Clock {
            id: clock.id.text.to_owned(),
            title: clock.title.clone(),
            statutory: clock.statutory.map(|term| term.limit),
            promised: clock.promised.map(|term| term.limit),
            from: from?,
            until,
            pauses,
            extensions,
            basis: clock.basis.clone(),
            right: clock.right.map(|term| term.limit),
            window: clock.window.map(|term| term.limit),
        })
    }

    /// What the law says of the limit of a task.
    pub(super) fn legal(&mut self, legal: &syntax::Legal<'_>) -> LegalLimit {
        LegalLimit {
            kind: legal.kind,
            from: legal.from.iter().filter_map(|moment| self.moment(*moment)).collect(),
            last_day: legal.last_day.and_then(|path| self.path_to(path, &[Type::Date])),
            basis: legal.basis.clone(),
        }
    }

    fn pause_of(&mut self, clock: &syntax::Clock<'_>, id: Id<'_>) -> Option<PauseIx> {
        let limits = [clock.statutory, clock.promised, clock.right, clock.window].into_iter().flatten();
        if let Some(hours) = limits.into_iter().find(|term| term.limit.unit == Unit::Hours) {
            self.report.error(code::HOURS_PAUSED, id.span).with("id", id.text).related(hours.span, Label::ComparedHere);
        }
        let known = self.process.pauses.iter().map(|pause| pause.id.text);
        let found = known.clone().position(|other| other == id.text);
        if found.is_none() {
            unknown(id, code::UNKNOWN_PAUSE, known, self.report);
        }
        found.map(PauseIx::at)
    }

    fn extension(&mut self, clock: &syntax::Clock<'_>, extension: &syntax::Extension<'_>) -> Option<Extension> {
        let by = extension.by?;
        if let Some(statutory) = clock.statutory
            && (statutory.limit.unit == Unit::Hours) != (by.limit.unit == Unit::Hours)
        {
            self.report
                .error(code::HOURS_MIXED, by.span)
                .with("by", by.limit)
                .with("limit", statutory.limit)
                .related(statutory.span, Label::ComparedHere);
        }
        let lane = extension.lane.and_then(|lane| self.names.lanes.find(lane, code::UNKNOWN_LANE, self.report));
        let on = extension.on.and_then(|moment| self.moment(moment));
        let told = extension.told.and_then(|path| self.told_length(path, extension));
        Some(Extension { by: by.limit.term(), on: on?, lane: lane?, times: extension.times, told })
    }

    /// The field that fixes the length of an extension: a whole number, told before the decision is recorded.
    fn told_length(&mut self, path: Id<'_>, extension: &syntax::Extension<'_>) -> Option<Path> {
        let resolved = self.path_to(path, &[Type::Number])?;
        let root = &self.names.roots[resolved.name.index()].id;
        let form = self.parts.forms.get(root.as_str()).map(|file| &file.form);
        let field = form.and_then(|form| form.fields.iter().find(|field| Some(&field.id) == resolved.fields.first()));
        let is_whole = field.is_some_and(|field| field.kind == FieldKind::Integer);
        if !is_whole || !matches!(extension.on, Some(syntax::Moment::Milestone(_))) {
            self.report.error(code::LENGTH_NOT_TOLD, path.span).with("field", path.text);
        }
        Some(resolved)
    }

    fn pause(&mut self, pause: &syntax::Pause<'_>) -> Option<Pause> {
        let act = pause.act?;
        let nodes = self.layout.places.iter().filter_map(|place| match place.part {
            Part::Item { item, .. } => Some(item.id.text),
            _ => None,
        });
        let known: Vec<&str> = self.names.acts.order.iter().copied().chain(nodes).collect();
        if !known.contains(&act.text) {
            unknown(act, code::UNKNOWN_ACT, known.iter().copied(), self.report);
        }
        let from = pause.from.and_then(|moment| self.moment(moment));
        let to = pause.to.iter().filter_map(|moment| self.moment(*moment)).collect();
        Some(Pause {
            id: pause.id.text.to_owned(),
            title: pause.title.clone(),
            act: act.text.to_owned(),
            from: from?,
            to,
            until_day_before: pause.until_day_before,
        })
    }

    pub(super) fn moment(&mut self, moment: syntax::Moment<'_>) -> Option<Moment> {
        match moment {
            syntax::Moment::Milestone(id) => {
                self.names.milestones.find(id, code::UNKNOWN_MILESTONE, self.report).map(Moment::Milestone)
            }
            syntax::Moment::Field(path) => self.path_to(path, &[Type::Date, Type::Instant]).map(Moment::Field),
        }
    }

    /// A task may not take longer than every clock of the case. Which clock runs at a node is not known here, so only
    /// a limit beyond all of them, in one unit, is certain to be wrong.
    fn check_node_limits(&mut self) {
        let binding = |clock: &syntax::Clock<'_>| clock.promised.or(clock.statutory);
        let terms: Vec<Term> = self.process.clocks.iter().filter_map(binding).collect();
        for place in &self.layout.places {
            let Part::Item { item, .. } = place.part else {
                continue;
            };
            // What the law gives an act is its own measure.
            let Some(limit) = item.limit.filter(|_| item.legal.is_none()) else { continue };
            let longest = terms.iter().max_by_key(|term| term.limit.n);
            let Some(longest) = longest.filter(|_| terms.iter().all(|term| exceeds(limit.limit, term.limit))) else {
                continue;
            };
            self.report
                .error(code::LIMIT_TOO_LONG, limit.span)
                .with("limit", limit.limit)
                .with("promised", longest.limit)
                .related(longest.span, Label::ComparedHere);
        }
    }

    /// An act needs the one event sub-process that it starts.
    fn act(&mut self, act: &syntax::Act<'_>) -> Option<Act> {
        let lane = act.lane.and_then(|lane| self.names.lanes.find(lane, code::UNKNOWN_LANE, self.report));
        let form = act.form.and_then(|form| self.form(form));
        let started = |part: Part<'_>| {
            matches!(part, Part::TriggeredStart(event)
                if matches!(&event.trigger, Some(Trigger::Act(id)) if id.text == act.id.text))
        };
        let mut starts = self.layout.places.iter().enumerate().filter(|(_, place)| started(place.part));
        let Some((start, first)) = starts.next() else {
            self.report.error(code::ACT_WITHOUT_START, act.id.span).with("id", act.id.text);
            return None;
        };
        for (_, second) in starts {
            self.report
                .error(code::DUPLICATE_ID, second.span)
                .with("id", act.id.text)
                .related(first.span, Label::FirstHere);
        }
        let title = act.title.clone();
        Some(Act { id: act.id.text.to_owned(), title, lane: lane?, form, start: NodeIx::at(start) })
    }

    /// The forms in use, with the lanes that their acts name.
    fn forms(&mut self) -> Vec<Form> {
        let order = self.names.forms.order.clone();
        let mut forms = Vec::new();
        for id in order {
            let Some(file) = self.parts.forms.get(id) else {
                continue;
            };
            let mut form = file.form.clone();
            if let (Some(act), Some(lane)) = (&mut form.act, &file.act_lane) {
                act.lane = self.act_lane(id, lane);
            }
            forms.push(form);
        }
        forms
    }

    fn act_lane(&mut self, form: &str, lane: &str) -> Option<LaneIx> {
        let found = self.names.lanes.get(lane);
        if found.is_none() {
            let span = self.names.form_span(form).unwrap_or(self.process.id.span);
            unknown(Id { text: lane, span }, code::UNKNOWN_LANE, self.names.lanes.order.iter().copied(), self.report);
        }
        found
    }

    fn tables(&self) -> Vec<(String, mingjing_expr::Table)> {
        let table = |name: &&str| Some(((*name).to_owned(), self.parts.tables.get(*name)?.clone()));
        self.names.tables.order.iter().filter_map(table).collect()
    }

    /// The field that names the case in lists must be one of its columns.
    fn title_from(&mut self, path: Id<'_>) -> Option<Path> {
        let resolved = self.path_to(path, &[Type::Text])?;
        let root = &self.names.roots[resolved.name.index()].id;
        let form = self.parts.forms.get(root.as_str()).map(|file| &file.form);
        let field = form.and_then(|form| form.fields.iter().find(|field| Some(&field.id) == resolved.fields.first()));
        if field.is_none_or(|field| field.list.is_none()) || resolved.fields.len() != 1 {
            self.report.error(code::NOT_A_LIST_FIELD, path.span).with("field", path.text);
        }
        Some(resolved)
    }

    fn calendar(&mut self) -> String {
        let Some(calendar) = self.process.calendar else {
            return String::new();
        };
        let known = &self.parts.calendars;
        if !known.contains(calendar.text) {
            unknown(calendar, code::UNKNOWN_CALENDAR, known.iter().map(String::as_str), self.report);
        }
        calendar.text.to_owned()
    }
}

/// Ids with their texts, as declared.
fn titled(entries: &[(Id<'_>, Text)]) -> Vec<Titled> {
    entries.iter().map(|(id, title)| Titled { id: id.text.to_owned(), title: title.clone() }).collect()
}

/// Whether a limit is more of the same unit.
fn exceeds(limit: Limit, other: Limit) -> bool {
    limit.unit == other.unit && limit.n > other.n
}

/// Whether a limit is certainly longer than another, whatever the calendar.
fn longer(limit: Limit, other: Limit) -> bool {
    if limit.unit == other.unit {
        return exceeds(limit, other);
    }
    matches!((days(limit), days(other)), (Some((least, _)), Some((_, most))) if least > most)
}

/// The fewest and the most calendar days that a limit can be; none for hours. Days off in a row, with the make-up days
/// around them, never come to more than twenty more, nor to more than ten at the end of a limit that moves.
fn days(limit: Limit) -> Option<(u32, u32)> {
    let roll = if limit.roll { 10 } else { 0 };
    match limit.unit {
        Unit::Hours => None,
        Unit::Days => Some((limit.n, limit.n.saturating_add(roll))),
        Unit::Workdays => Some((limit.n, limit.n.saturating_mul(7) / 5 + 20)),
        Unit::Months => Some((limit.n.saturating_mul(28), limit.n.saturating_mul(31).saturating_add(roll))),
        Unit::Years => Some((limit.n.saturating_mul(365), limit.n.saturating_mul(366).saturating_add(roll))),
    }
}

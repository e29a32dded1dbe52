//! Nodes, one by one.

use std::sync::Arc;

use mingjing_expr::{Type, TypeEnv};

use super::Lower;
use super::event::{catch_title, trigger_title};
use crate::definition::{Duty, MultiInstance, NameIx, Node, NodeIx, NodeKind, ScopeIx, Timer, TimerWhen, Trigger};
use crate::messages::code;
use crate::process::layout::{Part, start_title};
use crate::process::library::unknown_process;
use crate::process::syntax::{self, Call, CatchEvent, Id, Item, Kind, Multi};

impl Lower<'_> {
    /// The lowered node of this number; its flows come later.
    pub(super) fn node(&mut self, number: NodeIx) -> Node {
        let place = self.layout.place(number);
        let scope = place.scope;
        let env = self.env(scope);
        let mut node = Node {
            id: place.id.clone(),
            title: start_title(),
            scope,
            kind: NodeKind::StartNone,
            incoming: Vec::new(),
            outgoing: Vec::new(),
            stage: place.stage.and_then(|stage| self.names.stages.get(stage.text)),
            lane: None,
            form: None,
            limit: None,
            legal: None,
            milestone: None,
            number: None,
            number_as: None,
            set: Vec::new(),
            boundaries: place.boundaries.clone(),
            multi: None,
            duty: Duty::default(),
        };
        match place.part {
            Part::ImplicitStart => {}
            Part::Item { item, body } => self.item(&mut node, item, body, &env),
            Part::Choice(item) => {
                node.title = item.title.clone();
                node.kind = NodeKind::Exclusive;
            }
            Part::Catch(catch) => {
                node.title = catch.title.clone().unwrap_or_else(|| catch_title(catch.event.as_ref()));
                node.kind = match &catch.event {
                    Some(CatchEvent::Message(message)) => NodeKind::CatchMessage(self.message(message, &env)),
                    Some(CatchEvent::Timer(timer)) => {
                        NodeKind::CatchTimer(self.timer(timer, &env).unwrap_or_else(no_timer))
                    }
                    None => NodeKind::Exclusive,
                };
            }
            Part::Boundary { boundary, host } => {
                node.title = boundary.title.clone().unwrap_or_else(|| trigger_title(boundary.trigger.as_ref()));
                let trigger = boundary.trigger.as_ref().and_then(|trigger| self.trigger(trigger, &env));
                let trigger = trigger.unwrap_or_else(no_trigger);
                node.kind = NodeKind::Boundary { host, trigger, interrupting: boundary.interrupting };
            }
            Part::Event { event, body } => {
                if let Some(stage) = event.stage {
                    self.names.stages.find(stage, code::UNKNOWN_STAGE, self.report);
                }
                self.envs[body.index()] = env;
                node.title = event.title.clone();
                node.kind = NodeKind::EventSubProcess { scope: body };
            }
            Part::TriggeredStart(event) => {
                // People know what comes from outside by the name of the event, not by that of the message.
                node.title = match &event.trigger {
                    Some(syntax::Trigger::Message(_) | syntax::Trigger::Act(_)) => event.title.clone(),
                    trigger => trigger_title(trigger.as_ref()),
                };
                let trigger = event.trigger.as_ref().and_then(|trigger| self.trigger(trigger, &env));
                let trigger = trigger.unwrap_or_else(no_trigger);
                node.kind = NodeKind::StartTriggered { trigger, interrupting: event.interrupting };
            }
        }
        node
    }

    fn item(&mut self, node: &mut Node, item: &Item<'_>, body: Option<ScopeIx>, env: &Arc<TypeEnv>) {
        let mut inner = Arc::clone(env);
        if let Some(multi) = &item.multi {
            node.multi = self.multi(multi, env, &mut inner);
        }
        if let Some(stage) = item.stage {
            self.names.stages.find(stage, code::UNKNOWN_STAGE, self.report);
        }
        node.title = item.title.clone();
        node.lane = item.lane.as_ref().and_then(|lane| self.lane(lane, &inner));
        node.form = item.form.and_then(|form| self.form(form));
        node.limit = item.limit.map(|term| term.limit);
        node.legal = item.legal.as_ref().map(|legal| self.legal(legal));
        node.milestone = item.milestone.and_then(|milestone| self.names.milestones.get(milestone.text));
        node.number = item.number.and_then(|id| self.names.series.find(id, code::UNKNOWN_SERIES, self.report));
        node.number_as = item.number_as.and_then(|id| self.text_variable(id));
        node.set = item.set.iter().filter_map(|set| self.assignment(set, env, |ty| ty)).collect();
        node.kind = match &item.kind {
            Kind::Call(call) => self.call(call, body.unwrap_or(ScopeIx(0)), &inner),
            _ => self.kind(item, body, env),
        };
        node.duty = self.duty(item, &inner);
        if let Some(body) = body {
            self.envs[body.index()] = inner;
        }
        if matches!(item.kind, Kind::Start(_) | Kind::StartTimer(_)) && node.scope != ScopeIx(0) {
            self.check_inner_start(item);
        }
    }

    /// A multi-instance; `inner` gets its item.
    fn multi(&mut self, multi: &Multi<'_>, env: &TypeEnv, inner: &mut Arc<TypeEnv>) -> Option<MultiInstance> {
        let (list, ty) = self.typed(&multi.list, env)?;
        let Type::List(element) = ty else {
            let span = multi.list.node.span;
            self.report.error(code::NOT_A_LIST, span).with("found", &ty);
            return None;
        };
        let item = self.names.item(multi.item, &element, self.report);
        *inner = Arc::new(env.clone().with(multi.item.text, *element));
        let collect = multi.collect.iter().filter_map(|collect| self.assignment(collect, inner, Type::list)).collect();
        let done = multi.done.as_ref().and_then(|done| self.condition(done, env));
        Some(MultiInstance { list, item, sequential: multi.sequential, done, collect })
    }

    fn kind(&mut self, item: &Item<'_>, body: Option<ScopeIx>, env: &TypeEnv) -> NodeKind {
        match &item.kind {
            Kind::Start(None) => NodeKind::StartNone,
            Kind::Start(Some(message)) => NodeKind::StartMessage(self.message(message, env)),
            Kind::StartTimer(cycle) => cycle.clone().map_or(NodeKind::StartNone, NodeKind::StartTimer),
            Kind::UserTask => NodeKind::UserTask,
            Kind::RuleTask { table, with, out } => {
                let rule = table.and_then(|table| self.rule(table, with, out, env));
                rule.unwrap_or(NodeKind::Exclusive)
            }
            Kind::Exclusive => NodeKind::Exclusive,
            Kind::Parallel => NodeKind::Parallel,
            Kind::Await(_) => NodeKind::EventBased,
            Kind::Receive(Some(message)) => NodeKind::CatchMessage(self.message(message, env)),
            Kind::Wait(Some(timer)) => NodeKind::CatchTimer(self.timer(timer, env).unwrap_or_else(no_timer)),
            // Without its event the node is faulty, which is reported; any waiting kind stands in.
            Kind::Receive(None) | Kind::Wait(None) => NodeKind::CatchTimer(no_timer()),
            Kind::SubProcess(_) => NodeKind::SubProcess { scope: body.unwrap_or(ScopeIx(0)) },
            Kind::Call(call) => self.call(call, body.unwrap_or(ScopeIx(0)), env),
            Kind::Send(throw) => {
                let throw = throw.as_ref().and_then(|throw| self.throw(throw, env));
                throw.map_or(NodeKind::Exclusive, NodeKind::ThrowMessage)
            }
            Kind::EndNone => NodeKind::EndNone,
            Kind::EndError(code) => NodeKind::EndError(code.text.to_owned()),
            Kind::EndTerminate => NodeKind::EndTerminate,
            Kind::EndMessage(throw) => {
                let throw = throw.as_ref().and_then(|throw| self.throw(throw, env));
                throw.map_or(NodeKind::EndNone, NodeKind::EndMessage)
            }
        }
    }

    /// A call with what goes in and comes out.
    fn call(&mut self, call: &Call<'_>, scope: ScopeIx, env: &TypeEnv) -> NodeKind {
        if let Some(id) = call.process.filter(|id| !self.roots.contains_key(id.text)) {
            unknown_process(id, self.roots, self.report);
        }
        let with = call.with.iter().filter_map(|set| self.assignment(set, env, |ty| ty)).collect();
        let out = call.out.iter().filter_map(|set| self.assignment(set, env, |ty| ty)).collect();
        let process = call.process.map(|id| id.text.to_owned()).unwrap_or_default();
        NodeKind::Call { process, scope, with, out }
    }

    /// A variable that holds a text.
    fn text_variable(&mut self, id: Id<'_>) -> Option<NameIx> {
        let (name, ty) = self.names.variable(id, self.report)?;
        if !Type::Text.fits_into(&ty) {
            self.report.error(code::WRONG_TYPE, id.span).with("expected", &ty).with("found", Type::Text);
        }
        Some(name)
    }

    /// Only the start of the process is somebody's act, a message's arrival or a matter of time.
    fn check_inner_start(&mut self, item: &Item<'_>) {
        let by_itself = matches!(item.kind, Kind::Start(Some(_)) | Kind::StartTimer(_));
        if item.form.is_some() || item.lane.is_some() || by_itself {
            self.report.error(code::START_MISPLACED, item.id.span);
        }
    }
}

/// What stands in for a timer with a fault; such a definition is never given out.
fn no_timer() -> Timer {
    let limit = mingjing_clock::Limit { n: 1, unit: mingjing_clock::Unit::Days, roll: true };
    Timer { when: TimerWhen::After { limit, from: None } }
}

fn no_trigger() -> Trigger {
    Trigger::Timer(no_timer())
}

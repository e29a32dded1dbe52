//! A few words to build definitions with: `node` calls add nodes to the scope at hand, `path("a b c")` draws flows.

use mingjing_expr::{Expr, Type, parse};
use mingjing_model::definition::*;
use std::collections::BTreeMap;

/// A definition under construction.
pub struct Build {
    pub def: Definition,
    scope: ScopeIx,
}

/// A definition of the process scope that `fill` describes; its first node is the start event.
pub fn process(fill: impl FnOnce(&mut Build)) -> Definition {
    let mut build = Build { def: empty(), scope: ScopeIx(0) };
    build.node("s", NodeKind::StartNone).lane = Some(LaneRef::Fixed(LaneIx(0)));
    fill(&mut build);
    build.def
}

impl Build {
    pub fn node(&mut self, id: &str, kind: NodeKind) -> &mut Node {
        self.def.nodes.push(node(id, self.scope, kind));
        self.def.nodes.last_mut().expect("just pushed")
    }

    /// A user task of the first lane.
    pub fn task(&mut self, id: &str) -> &mut Node {
        let task = self.node(id, NodeKind::UserTask);
        task.lane = Some(LaneRef::Fixed(LaneIx(0)));
        task
    }

    pub fn tasks(&mut self, ids: &str) {
        for id in ids.split_whitespace() {
            self.task(id);
        }
    }

    pub fn end(&mut self, id: &str) -> &mut Node {
        self.node(id, NodeKind::EndNone)
    }

    pub fn parallel(&mut self, ids: &str) {
        for id in ids.split_whitespace() {
            self.node(id, NodeKind::Parallel);
        }
    }

    /// Flows from each to the next.
    pub fn path(&mut self, ids: &str) {
        let ids: Vec<&str> = ids.split_whitespace().collect();
        for pair in ids.windows(2) {
            self.flow(pair[0], pair[1], None, false);
        }
    }

    pub fn when(&mut self, from: &str, to: &str, condition: &str) {
        self.flow(from, to, Some(expr(condition)), false);
    }

    pub fn otherwise(&mut self, from: &str, to: &str) {
        self.flow(from, to, None, true);
    }

    pub fn flow(&mut self, from: &str, to: &str, when: Option<Expr>, default: bool) -> &mut Flow {
        let ix = FlowIx::at(self.def.flows.len());
        let (source, target) = (self.ix(from), self.ix(to));
        self.def.nodes[source.index()].outgoing.push(ix);
        self.def.nodes[target.index()].incoming.push(ix);
        self.def.flows.push(Flow {
            id: format!("{from}>{to}"),
            from: source,
            to: target,
            when,
            default,
            milestone: None,
            explain: false,
            title: None,
        });
        self.def.flows.last_mut().expect("just pushed")
    }

    /// An embedded sub-process; inside, `<id>_s` is its start event.
    pub fn sub(&mut self, id: &str, fill: impl FnOnce(&mut Self)) {
        let host = NodeIx::at(self.def.nodes.len());
        let body = self.new_scope(ScopeKind::SubProcess(host));
        self.node(id, NodeKind::SubProcess { scope: body });
        self.inside(body, &format!("{id}_s"), NodeKind::StartNone, fill);
    }

    /// A called process; inside, `<id>_s` is its start event. Its variable `given` begins as `with`, `out` gets what it is.
    pub fn call(&mut self, id: &str, with: &str, out: &str, fill: impl FnOnce(&mut Self)) {
        let host = NodeIx::at(self.def.nodes.len());
        let scope = self.new_scope(ScopeKind::SubProcess(host));
        self.owns_data(scope);
        self.def.scopes[scope.index()].called = true;
        let with = vec![Assignment { name: self.variable("given"), value: expr(with) }];
        let out = vec![Assignment { name: self.variable(out), value: expr("given") }];
        self.node(id, NodeKind::Call { process: "called".to_owned(), scope, with, out });
        self.inside(scope, &format!("{id}_s"), NodeKind::StartNone, fill);
    }

    /// An event sub-process; inside, `<id>_s` is its start event.
    pub fn on(&mut self, id: &str, trigger: Trigger, interrupting: bool, fill: impl FnOnce(&mut Self)) {
        let host = NodeIx::at(self.def.nodes.len());
        let body = self.new_scope(ScopeKind::EventSubProcess(host));
        self.node(id, NodeKind::EventSubProcess { scope: body });
        let around = self.scope.index();
        self.def.scopes[around].event_subprocesses.push(host);
        self.inside(body, &format!("{id}_s"), NodeKind::StartTriggered { trigger, interrupting }, fill);
    }

    /// As `on`, asked for as an act of the same name.
    pub fn act(&mut self, id: &str, interrupting: bool, fill: impl FnOnce(&mut Self)) {
        let trigger = Trigger::Message(MessageRef {
            name: id.to_owned(),
            key: None,
            into: None,
            forms: Vec::new(),
            required: Vec::new(),
            lane: None,
            act: true,
        });
        self.on(id, trigger, interrupting, fill);
        let start = self.ix(&format!("{id}_s"));
        self.def.acts.push(Act { id: id.to_owned(), title: text(id), lane: LaneIx(0), form: None, start });
    }

    /// A boundary event.
    pub fn boundary(&mut self, id: &str, host: &str, trigger: Trigger, interrupting: bool) {
        let at = self.ix(host);
        let ix = NodeIx::at(self.def.nodes.len());
        self.node(id, NodeKind::Boundary { host: at, trigger, interrupting });
        self.def.nodes[at.index()].boundaries.push(ix);
    }

    /// Makes a task or sub-process a multi-instance over `list`, its items named `item`.
    pub fn multi(&mut self, id: &str, list: &str, item: &str, done: Option<&str>, collect: &[(&str, &str)]) {
        let item = self.name(item, NameKind::Item, Type::Text);
        let collect =
            collect.iter().map(|(name, value)| Assignment { name: self.variable(name), value: expr(value) }).collect();
        let at = self.ix(id).index();
        self.def.nodes[at].multi =
            Some(MultiInstance { list: expr(list), item, sequential: false, done: done.map(expr), collect });
        if let NodeKind::SubProcess { scope } = self.def.nodes[at].kind {
            self.owns_data(scope);
        }
    }

    pub fn set(&mut self, id: &str, name: &str, value: &str) {
        let assignment = Assignment { name: self.variable(name), value: expr(value) };
        let at = self.ix(id).index();
        self.def.nodes[at].set.push(assignment);
    }

    /// A form of the start event.
    pub fn form(&mut self, id: &str, fields: &[&str]) {
        self.form_of(id, fields, "s");
    }

    /// A form whose fields are optional numbers; it belongs to this node.
    pub fn form_of(&mut self, id: &str, fields: &[&str], node: &str) {
        let form = FormIx::at(self.def.forms.len());
        let field = |field: &&str| Field {
            id: (*field).to_owned(),
            title: text(field),
            kind: FieldKind::Integer,
            required: false,
            personal: false,
            list: None,
        };
        self.def.forms.push(Form {
            id: id.to_owned(),
            title: text(id),
            fields: fields.iter().map(field).collect(),
            schema: String::new(),
            act: None,
            event_at: None,
        });
        self.name(
            id,
            NameKind::Form(form),
            Type::record(fields.iter().map(|field| (*field, Type::optional(Type::Number)))),
        );
        let at = self.ix(node).index();
        self.def.nodes[at].form = Some(form);
    }

    pub fn variable(&mut self, id: &str) -> NameIx {
        self.name(id, NameKind::Variable, Type::Number)
    }

    pub fn ix(&self, id: &str) -> NodeIx {
        self.def.node_by_id(id).unwrap_or_else(|| panic!("no node `{id}`"))
    }

    fn name(&mut self, id: &str, kind: NameKind, ty: Type) -> NameIx {
        self.def.name_by_id(id).unwrap_or_else(|| {
            self.def.names.push(Name { id: id.to_owned(), kind, ty });
            NameIx::at(self.def.names.len() - 1)
        })
    }

    fn new_scope(&mut self, kind: ScopeKind) -> ScopeIx {
        let data = self.def.scope(self.scope).data;
        let start = NodeIx::at(self.def.nodes.len() + 1);
        self.def.scopes.push(Scope {
            kind,
            parent: Some(self.scope),
            start,
            event_subprocesses: Vec::new(),
            data,
            called: false,
        });
        ScopeIx::at(self.def.scopes.len() - 1)
    }

    fn inside(&mut self, body: ScopeIx, start: &str, kind: NodeKind, fill: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.scope, body);
        self.node(start, kind);
        fill(self);
        self.scope = around;
    }

    /// The body of a multi-instance owns its data, and that of the scopes inside.
    fn owns_data(&mut self, body: ScopeIx) {
        let old = self.def.scope(body).data;
        for at in body.index()..self.def.scopes.len() {
            let inside = at == body.index()
                || self.def.scopes[at].parent.is_some_and(|parent| self.def.scope(parent).data == body);
            if inside && self.def.scopes[at].data == old {
                self.def.scopes[at].data = body;
            }
        }
    }
}

pub fn expr(source: &str) -> Expr {
    parse(source).unwrap_or_else(|errors| panic!("`{source}`: {errors:?}"))
}

pub fn message(name: &str) -> Trigger {
    Trigger::Message(message_ref(name))
}

pub fn message_ref(name: &str) -> MessageRef {
    MessageRef {
        name: name.to_owned(),
        key: Some(expr(&format!("\"{name}\""))),
        into: None,
        forms: Vec::new(),
        required: Vec::new(),
        lane: None,
        act: false,
    }
}

pub fn throw(name: &str) -> MessageThrow {
    MessageThrow { name: name.to_owned(), key: expr("\"k\""), recipient: None, body: Vec::new() }
}

pub fn timer(limit: &str) -> Trigger {
    Trigger::Timer(after(limit))
}

pub fn after(limit: &str) -> Timer {
    Timer { when: TimerWhen::After { limit: limit.parse().expect("a limit"), from: None } }
}

/// `any` catches all.
pub fn error(code: &str) -> Trigger {
    Trigger::Error(ErrorCatch { code: (code != "any").then(|| code.to_owned()) })
}

pub fn throws(code: &str) -> NodeKind {
    NodeKind::EndError(code.to_owned())
}

pub fn text(zh: &str) -> Text {
    Text { zh: zh.to_owned(), en: None }
}

fn node(id: &str, scope: ScopeIx, kind: NodeKind) -> Node {
    Node {
        id: id.to_owned(),
        title: text(id),
        scope,
        kind,
        incoming: Vec::new(),
        outgoing: Vec::new(),
        stage: None,
        lane: None,
        form: None,
        limit: None,
        legal: None,
        milestone: None,
        number: None,
        number_as: None,
        set: Vec::new(),
        boundaries: Vec::new(),
        multi: None,
        duty: Duty::default(),
    }
}

fn empty() -> Definition {
    let lane = |id: &str, queue| Lane { id: id.to_owned(), title: text(id), role: id.to_owned(), queue, team: None };
    Definition {
        format: Definition::FORMAT,
        process: "p".to_owned(),
        version: 1,
        title: text("p"),
        basis: Vec::new(),
        stages: Vec::new(),
        posts: Vec::new(),
        documents: Vec::new(),
        lanes: vec![lane("officer", QueueScope::Unit), lane("leader", QueueScope::Organ)],
        separations: Vec::new(),
        names: Vec::new(),
        milestones: vec!["m0".to_owned()],
        scopes: vec![Scope {
            kind: ScopeKind::Process,
            parent: None,
            start: NodeIx(0),
            event_subprocesses: Vec::new(),
            data: ScopeIx(0),
            called: false,
        }],
        starts: Vec::new(),
        nodes: Vec::new(),
        flows: Vec::new(),
        forms: Vec::new(),
        tables: Vec::new(),
        clocks: Vec::new(),
        pauses: Vec::new(),
        accruals: Vec::new(),
        card_life: None,
        cards: Vec::new(),
        series: vec![("case".to_owned(), "{year}-{seq}".to_owned())],
        acts: Vec::new(),
        policy: Policy { rules: BTreeMap::new(), titles: BTreeMap::new(), certificates: None },
        unit_from: None,
        title_from: None,
        calendar: "cn".to_owned(),
        region: None,
    }
}

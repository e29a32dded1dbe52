//! Two small processes. `report`: a handler registers (form, number on completion, a reminder after an hour, a card after
//! five working days), then a reply is awaited, then two hours pass. `tip`: begins with a message, then a task.
//! `round`: begins every hour, with a task that is reminded of every twenty minutes.
//! `spin`: goes round in a circle without ever waiting. `sender`: sends the message that begins a `tip` in another organ.

use mingjing_expr::{Type, parse};
use mingjing_model::definition::*;

/// The processes of the bundle.
pub fn definitions() -> Vec<Definition> {
    vec![report(), tip(), spin(), sender(), round()]
}

fn report() -> Definition {
    let key = parse("report.code").expect("an expression");
    let reply = MessageRef {
        name: "reply".to_owned(),
        key: Some(key),
        into: None,
        forms: Vec::new(),
        required: Vec::new(),
        lane: None,
        act: false,
    };
    let remind = Trigger::Timer(after("1 hour"));
    let nodes = vec![
        Node { lane: lane_ref(), form: Some(FormIx(0)), ..node("begin", NodeKind::StartNone, &[], &[0]) },
        Node {
            lane: lane_ref(),
            limit: Some("5 workdays".parse().expect("a limit")),
            number: Some(SeriesIx(0)),
            boundaries: vec![NodeIx(5)],
            ..node("handle", NodeKind::UserTask, &[0], &[1])
        },
        node("reply", NodeKind::CatchMessage(reply), &[1], &[2]),
        node("pause", NodeKind::CatchTimer(after("2 hours")), &[2], &[3]),
        node("end", NodeKind::EndNone, &[3], &[]),
        node("remind", NodeKind::Boundary { host: NodeIx(1), trigger: remind, interrupting: false }, &[], &[4]),
        node("reminded", NodeKind::EndNone, &[4], &[]),
    ];
    definition("report", nodes, &[(0, 1), (1, 2), (2, 3), (3, 4), (5, 6)])
}

fn tip() -> Definition {
    let tip = MessageRef {
        name: "tip".to_owned(),
        key: None,
        into: None,
        forms: Vec::new(),
        required: Vec::new(),
        lane: None,
        act: false,
    };
    let nodes = vec![
        node("begin", NodeKind::StartMessage(tip), &[], &[0]),
        Node { lane: lane_ref(), ..node("handle", NodeKind::UserTask, &[0], &[1]) },
        node("end", NodeKind::EndNone, &[1], &[]),
    ];
    definition("tip", nodes, &[(0, 1), (1, 2)])
}

fn spin() -> Definition {
    let nodes = vec![
        Node { lane: lane_ref(), ..node("begin", NodeKind::StartNone, &[], &[0]) },
        node("round", NodeKind::Exclusive, &[0, 2], &[1]),
        node("and_round", NodeKind::Exclusive, &[1], &[2]),
    ];
    let mut spin = definition("spin", nodes, &[(0, 1), (1, 2), (2, 1)]);
    spin.flows.iter_mut().for_each(|flow| flow.default = true);
    spin
}

fn sender() -> Definition {
    let expr = |text: &str| parse(text).expect("an expression");
    let tip = MessageThrow {
        name: "tip".to_owned(),
        key: expr("report.code"),
        recipient: Some(expr("\"two\"")),
        body: vec![(vec!["who".to_owned()], expr("report.name"))],
    };
    let nodes = vec![
        Node { lane: lane_ref(), form: Some(FormIx(0)), ..node("begin", NodeKind::StartNone, &[], &[0]) },
        node("tell", NodeKind::ThrowMessage(tip), &[0], &[1]),
        node("end", NodeKind::EndNone, &[1], &[]),
    ];
    definition("sender", nodes, &[(0, 1), (1, 2)])
}

fn round() -> Definition {
    let cycle = |cron: &str| Cycle { recurrence: cron.parse().expect("an expression"), catch_up_all: false };
    let remind = Trigger::Timer(Timer { when: TimerWhen::Cycle(cycle("0 0/20 * * * *")) });
    let nodes = vec![
        node("begin", NodeKind::StartTimer(cycle("0 0 * * * *")), &[], &[0]),
        Node { lane: lane_ref(), boundaries: vec![NodeIx(3)], ..node("handle", NodeKind::UserTask, &[0], &[1]) },
        node("end", NodeKind::EndNone, &[1], &[]),
        node("remind", NodeKind::Boundary { host: NodeIx(1), trigger: remind, interrupting: false }, &[], &[2]),
        node("reminded", NodeKind::EndNone, &[2], &[]),
    ];
    definition("round", nodes, &[(0, 1), (1, 2), (3, 4)])
}

fn definition(process: &str, nodes: Vec<Node>, flows: &[(u16, u16)]) -> Definition {
    let scope = Scope {
        kind: ScopeKind::Process,
        parent: None,
        start: NodeIx(0),
        event_subprocesses: vec![],
        data: ScopeIx(0),
        called: false,
    };
    let fields = Type::record([("code", Type::Text), ("name", Type::Text)]);
    Definition {
        format: Definition::FORMAT,
        process: process.to_owned(),
        version: 1,
        title: text(process),
        basis: vec![],
        stages: vec![],
        posts: Vec::new(),
        documents: Vec::new(),
        lanes: vec![Lane {
            id: "handler".to_owned(),
            title: text("handler"),
            role: "handler".to_owned(),
            queue: QueueScope::Organ,
            team: None,
        }],
        separations: vec![],
        names: vec![Name { id: "report".to_owned(), kind: NameKind::Form(FormIx(0)), ty: fields }],
        milestones: vec![],
        scopes: vec![scope],
        starts: vec![],
        nodes,
        flows: flows.iter().map(|(from, to)| flow(*from, *to)).collect(),
        forms: vec![form()],
        tables: vec![],
        clocks: vec![],
        pauses: Vec::new(),
        accruals: Vec::new(),
        cards: vec![CardRule {
            id: "overdue".to_owned(),
            title: text("overdue"),
            trigger: CardTrigger::Limit { on: vec![LimitKind::Node], moment: CardMoment::After, min: 0 },
            level: CardLevel::Yellow,
            tell: Telling { to: vec![Recipient::Holder], ..Telling::default() },
        }],
        card_life: None,
        series: vec![("case".to_owned(), "案〔{year}〕{seq}号".to_owned())],
        acts: vec![],
        policy: Policy { rules: [(PolicyRule::Authority, RuleMode::Recorded)].into(), ..Policy::default() },
        unit_from: None,
        title_from: None,
        calendar: "cn".to_owned(),
        region: None,
    }
}

fn form() -> Form {
    let field = |id: &str, required, personal| Field {
        id: id.to_owned(),
        title: text(id),
        kind: FieldKind::Text,
        required,
        personal,
        list: None,
    };
    Form {
        id: "report".to_owned(),
        title: text("report"),
        fields: vec![field("code", true, false), field("name", false, true)],
        schema: "{}".to_owned(),
        act: None,
        event_at: None,
    }
}

fn text(zh: &str) -> Text {
    Text { zh: zh.to_owned(), en: None }
}

fn lane_ref() -> Option<LaneRef> {
    Some(LaneRef::Fixed(LaneIx(0)))
}

fn after(limit: &str) -> Timer {
    Timer { when: TimerWhen::After { limit: limit.parse().expect("a limit"), from: None } }
}

fn node(id: &str, kind: NodeKind, incoming: &[u16], outgoing: &[u16]) -> Node {
    let flows = |flows: &[u16]| flows.iter().map(|flow| FlowIx(*flow)).collect();
    Node {
        id: id.to_owned(),
        title: text(id),
        scope: ScopeIx(0),
        kind,
        incoming: flows(incoming),
        outgoing: flows(outgoing),
        stage: None,
        lane: None,
        form: None,
        limit: None,
        legal: None,
        milestone: None,
        number: None,
        number_as: None,
        set: vec![],
        boundaries: vec![],
        multi: None,
        duty: Duty::default(),
    }
}

fn flow(from: u16, to: u16) -> Flow {
    Flow {
        id: format!("{from}>{to}"),
        from: NodeIx(from),
        to: NodeIx(to),
        when: None,
        default: false,
        milestone: None,
        explain: false,
        title: None,
    }
}

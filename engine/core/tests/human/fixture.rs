//! A small penalty case: a clerk registers, a leader files and names two handlers, they check on the spot, the leader
//! decides. Every rule of the human half has one place in it.

use mingjing_expr::Type;
use mingjing_model::definition::*;
use std::collections::BTreeMap;

pub const FILED: MilestoneIx = MilestoneIx(0);
pub const DECISION_CLOCK: ClockIx = ClockIx(0);
pub const REPORT_CLOCK: ClockIx = ClockIx(1);
pub const HANDLER: LaneIx = LaneIx(1);

pub fn definition() -> Definition {
    Definition {
        format: Definition::FORMAT,
        process: "penalty".to_owned(),
        version: 1,
        title: text("处罚"),
        basis: Vec::new(),
        stages: vec![
            Titled { id: "intake".to_owned(), title: text("受案") },
            Titled { id: "decision".to_owned(), title: text("决定") },
        ],
        posts: Vec::new(),
        documents: Vec::new(),
        lanes: lanes(),
        separations: vec![vec![LaneIx(1), LaneIx(2)], vec![LaneIx(1), LaneIx(3)]],
        names: names(),
        milestones: vec!["filed".to_owned()],
        scopes: scopes(),
        starts: Vec::new(),
        nodes: nodes(),
        flows: flows(),
        forms: forms(),
        tables: Vec::new(),
        clocks: clocks(),
        pauses: Vec::new(),
        accruals: Vec::new(),
        card_life: None,
        cards: cards(),
        series: vec![("case".to_owned(), "案〔{year}〕{seq:03}号".to_owned())],
        acts: vec![Act {
            id: "suspend".to_owned(),
            title: text("申请中止"),
            lane: HANDLER,
            form: Some(FormIx(4)),
            start: NodeIx(6),
        }],
        policy: policy(),
        unit_from: Some(path(0, "unit")),
        title_from: Some(path(0, "party")),
        calendar: "cn".to_owned(),
        region: None,
    }
}

pub fn text(zh: &str) -> Text {
    Text { zh: zh.to_owned(), en: None }
}

pub fn path(name: u16, field: &str) -> Path {
    Path { name: NameIx(name), fields: vec![field.to_owned()] }
}

fn lanes() -> Vec<Lane> {
    let lane = |id: &str, queue, team| Lane { id: id.to_owned(), title: text(id), role: id.to_owned(), queue, team };
    vec![
        lane("clerk", QueueScope::Organ, None),
        lane("handler", QueueScope::Unit, Some(path(1, "handlers"))),
        lane("decider", QueueScope::Organ, None),
        lane("host", QueueScope::Organ, Some(path(1, "host"))),
    ]
}

fn names() -> Vec<Name> {
    let name = |(position, form): (usize, Form)| Name {
        id: form.id,
        kind: NameKind::Form(FormIx::at(position)),
        ty: Type::record::<String>([]),
    };
    forms().into_iter().enumerate().map(name).collect()
}

fn scopes() -> Vec<Scope> {
    let scope = |kind, parent, start, events| Scope {
        called: false,
        kind,
        parent,
        start: NodeIx(start),
        event_subprocesses: events,
        data: ScopeIx(0),
    };
    vec![
        scope(ScopeKind::Process, None, 0, vec![NodeIx(5)]),
        scope(ScopeKind::EventSubProcess(NodeIx(5)), Some(ScopeIx(0)), 6, Vec::new()),
    ]
}

fn nodes() -> Vec<Node> {
    let suspended = Trigger::Message(MessageRef {
        name: "suspend".to_owned(),
        key: None,
        into: None,
        forms: Vec::new(),
        required: Vec::new(),
        lane: None,
        act: true,
    });
    vec![
        Node {
            lane: fixed(0),
            form: Some(FormIx(0)),
            stage: Some(StageIx(0)),
            ..node("register", 0, NodeKind::StartNone, &[], &[0])
        },
        Node {
            lane: fixed(2),
            form: Some(FormIx(1)),
            milestone: Some(FILED),
            number: Some(SeriesIx(0)),
            ..node("file", 0, NodeKind::UserTask, &[0], &[1])
        },
        Node {
            lane: fixed(1),
            form: Some(FormIx(2)),
            limit: Some(limit("5 workdays")),
            ..node("check", 0, NodeKind::UserTask, &[1], &[2])
        },
        Node {
            lane: fixed(2),
            form: Some(FormIx(3)),
            stage: Some(StageIx(1)),
            ..node("decide", 0, NodeKind::UserTask, &[2], &[3])
        },
        node("done", 0, NodeKind::EndNone, &[3], &[]),
        node("suspension", 0, NodeKind::EventSubProcess { scope: ScopeIx(1) }, &[], &[]),
        node("suspension_start", 1, NodeKind::StartTriggered { trigger: suspended, interrupting: false }, &[], &[4]),
        Node { lane: fixed(3), ..node("hear", 1, NodeKind::UserTask, &[4], &[5]) },
        node("suspended", 1, NodeKind::EndNone, &[5], &[]),
    ]
}

fn fixed(lane: u16) -> Option<LaneRef> {
    Some(LaneRef::Fixed(LaneIx(lane)))
}

fn node(id: &str, scope: u16, kind: NodeKind, incoming: &[u16], outgoing: &[u16]) -> Node {
    let flows = |flows: &[u16]| flows.iter().map(|flow| FlowIx(*flow)).collect();
    Node {
        id: id.to_owned(),
        title: text(id),
        scope: ScopeIx(scope),
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
        set: Vec::new(),
        boundaries: Vec::new(),
        multi: None,
        duty: Duty::default(),
    }
}

fn flows() -> Vec<Flow> {
    let flow = |(from, to)| Flow {
        id: format!("{from}>{to}"),
        from: NodeIx(from),
        to: NodeIx(to),
        when: None,
        default: false,
        milestone: None,
        explain: false,
        title: None,
    };
    [(0, 1), (1, 2), (2, 3), (3, 4), (6, 7), (7, 8)].into_iter().map(flow).collect()
}

fn forms() -> Vec<Form> {
    let choices = ["inspection", "report"].map(|value| Choice { value: value.to_owned(), title: text(value) });
    let party = vec![field("name", FieldKind::Text, true), field("kind", FieldKind::Choice(choices.to_vec()), false)];
    let clue = vec![
        field("source", FieldKind::Choice(choices.to_vec()), true),
        Field { personal: true, list: Some(0), ..field("party", FieldKind::Text, false) },
        field("unit", FieldKind::Text, false),
        Field { list: Some(1), ..field("amount", FieldKind::MoneyFen, false) },
        field("weight", FieldKind::Decimal, false),
        field("urgent", FieldKind::Bool, false),
        field("item", FieldKind::Register("items".to_owned()), false),
        field("parties", FieldKind::List(Box::new(FieldKind::Record(party))), false),
        field("note", FieldKind::Text, false),
        Field { list: Some(2), ..field("seen_on", FieldKind::Date, false) },
    ];
    let people = || FieldKind::List(Box::new(FieldKind::Person));
    let filing = vec![
        field("handlers", people(), false),
        field("host", FieldKind::Person, false),
        field("filed_on", FieldKind::Date, false),
    ];
    let check = vec![
        field("officers", people(), true),
        field("video", FieldKind::Text, false),
        field("acted_on", FieldKind::Date, false),
    ];
    // Its first field claims a column that the clue has.
    let suspension = vec![
        Field { list: Some(0), ..field("ground", FieldKind::Text, true) },
        field("found_at", FieldKind::DateTime, false),
        field("reported_at", FieldKind::DateTime, false),
    ];
    let rule = ActRule {
        who: "officers".to_owned(),
        people: 2,
        certified: true,
        lane: Some(HANDLER),
        recording: Some("video".to_owned()),
    };
    vec![
        form("clue", clue, None, None),
        form("filing", filing, None, Some("filed_on")),
        form("inspection", check, Some(rule), Some("acted_on")),
        form("decision", vec![field("dated_on", FieldKind::Date, true)], None, None),
        form("suspension", suspension, None, None),
    ]
}

fn form(id: &str, fields: Vec<Field>, act: Option<ActRule>, event_at: Option<&str>) -> Form {
    Form {
        id: id.to_owned(),
        title: text(id),
        fields,
        schema: "{}".to_owned(),
        act,
        event_at: event_at.map(str::to_owned),
    }
}

fn field(id: &str, kind: FieldKind, required: bool) -> Field {
    Field { id: id.to_owned(), title: text(id), kind, required, personal: false, list: None }
}

fn clocks() -> Vec<Clock> {
    let clock = |id: &str, statutory, promised, from, until| Clock {
        id: id.to_owned(),
        title: text(id),
        statutory,
        promised,
        from,
        until,
        pauses: Vec::new(),
        extensions: Vec::new(),
        basis: None,
        right: None,
        window: None,
    };
    let decided = Moment::Field(path(3, "dated_on"));
    vec![
        clock("decision", Some(limit("90 days")), Some(limit("75 days")), Moment::Milestone(FILED), vec![decided]),
        clock(
            "report",
            Some(limit("24 hours")),
            None,
            Moment::Field(path(4, "found_at")),
            vec![Moment::Field(path(4, "reported_at"))],
        ),
    ]
}

fn cards() -> Vec<CardRule> {
    use {CardLevel as Level, CardMoment as At, LimitKind as On};
    let rule = |id: &str, on: &[On], moment, min, level| CardRule {
        id: id.to_owned(),
        title: text(id),
        trigger: CardTrigger::Limit { on: on.to_vec(), moment, min },
        level,
        tell: Telling::default(),
    };
    vec![
        rule("last_day", &[On::Node, On::Promised, On::Statutory], At::LastWorkdayBefore, 3, Level::Yellow),
        rule("node_over", &[On::Node, On::Promised], At::After, 0, Level::Yellow),
        rule("statutory_over", &[On::Statutory], At::After, 0, Level::Red),
        rule("hours_near", &[On::Statutory], At::Share(75), 0, Level::Prompt),
        rule("hours_last", &[On::Statutory], At::Share(90), 0, Level::Yellow),
    ]
}

fn policy() -> Policy {
    use {PolicyRule as Rule, RuleMode as Mode};
    let recorded = [Rule::Separation, Rule::People, Rule::Certified, Rule::Recording];
    let rules: BTreeMap<_, _> =
        recorded.into_iter().map(|rule| (rule, Mode::Recorded)).chain([(Rule::Authority, Mode::Reject)]).collect();
    Policy { rules, titles: BTreeMap::new(), certificates: Some("officers".to_owned()) }
}

fn limit(text: &str) -> mingjing_clock::Limit {
    text.parse().expect("a limit")
}

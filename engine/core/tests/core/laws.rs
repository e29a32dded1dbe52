//! Laws over random processes and random commands. The driver checks them at every step: replay equals live state, a
//! step twice equals a step once, nothing dangles, and an ended case leaves nothing behind.

use crate::{
    driver::{Case, map, zhang},
    support::{Build, after, error, message, message_ref, process, throw, throws, timer},
};
use mingjing_core::{
    command::{Actor, What},
    state::Instance,
};
use mingjing_model::definition::{Definition, NodeKind, Trigger};
use proptest::prelude::*;

/// A block has one way in and one way out, so every combination of blocks can end.
#[derive(Clone, Debug)]
enum Block {
    Task,
    TaskWith {
        guard: Guard,
        interrupting: bool,
    },
    Timer,
    Message,
    Sequence(Vec<Block>),
    Choice(Vec<Block>),
    Parallel(Vec<Block>),
    Loop(Box<Block>),
    Await,
    Send,
    Call {
        body: Box<Block>,
        guard: Guard,
        interrupting: bool,
    },
    Sub {
        body: Box<Block>,
        guard: Guard,
        interrupting: bool,
    },
    Watched {
        body: Box<Block>,
        watch: Box<Block>,
        guard: Guard,
        interrupting: bool,
    },
    ManyTasks {
        items: u8,
        done: bool,
        sequential: bool,
    },
    ManySubs {
        items: u8,
        done: bool,
        sequential: bool,
        body: Box<Block>,
    },
    /// A branch that throws, beside one that goes on.
    Throw(Box<Block>),
    /// A branch that terminates the scope, beside one that goes on.
    Terminate(Box<Block>),
}

#[derive(Clone, Copy, Debug)]
enum Guard {
    Timer,
    Message,
    Error,
    Act,
}

fn guard() -> impl Strategy<Value = Guard> {
    prop_oneof![Just(Guard::Timer), Just(Guard::Message), Just(Guard::Error), Just(Guard::Act)]
}

fn block() -> impl Strategy<Value = Block> + Clone {
    let leaf = prop_oneof![
        4 => Just(Block::Task),
        2 => (guard(), any::<bool>()).prop_map(|(guard, interrupting)| Block::TaskWith { guard, interrupting }),
        1 => Just(Block::Timer),
        1 => Just(Block::Message),
        1 => Just(Block::Await),
        1 => Just(Block::Send),
        1 => (0..4u8, any::<bool>(), any::<bool>())
            .prop_map(|(items, done, sequential)| Block::ManyTasks { items, done, sequential }),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let some = || prop::collection::vec(inner.clone(), 1..4);
        let one = || inner.clone().prop_map(Box::new);
        prop_oneof![
            some().prop_map(Block::Sequence),
            some().prop_map(Block::Choice),
            some().prop_map(Block::Parallel),
            one().prop_map(Block::Loop),
            (one(), guard(), any::<bool>()).prop_map(|(body, guard, interrupting)| Block::Sub {
                body,
                guard,
                interrupting
            }),
            (one(), one(), guard(), any::<bool>()).prop_map(|(body, watch, guard, interrupting)| Block::Watched {
                body,
                watch,
                guard,
                interrupting
            }),
            (0..4u8, any::<bool>(), any::<bool>(), one())
                .prop_map(|(items, done, sequential, body)| { Block::ManySubs { items, done, sequential, body } }),
            (one(), guard(), any::<bool>()).prop_map(|(body, guard, interrupting)| Block::Call {
                body,
                guard,
                interrupting
            }),
            one().prop_map(Block::Throw),
            one().prop_map(Block::Terminate),
        ]
    })
}

/// Draws blocks, with fresh ids.
struct Pen<'p> {
    build: &'p mut Build,
    count: &'p mut usize,
}

impl Pen<'_> {
    fn id(&mut self, prefix: &str) -> String {
        *self.count += 1;
        format!("{prefix}{}", self.count)
    }

    fn node(&mut self, prefix: &str, kind: NodeKind) -> String {
        let id = self.id(prefix);
        self.build.node(&id, kind);
        id
    }

    fn task(&mut self) -> String {
        let id = self.id("t");
        self.build.task(&id).form = Some(mingjing_model::definition::FormIx(0));
        id
    }

    /// Draws a scope's content between its start and its own end.
    fn fill(build: &mut Build, count: &mut usize, start: &str, block: &Block) {
        let mut pen = Pen { build, count };
        let (first, last) = pen.draw(block);
        let end = pen.node("end", NodeKind::EndNone);
        build.path(&format!("{start} {first}"));
        build.path(&format!("{last} {end}"));
    }

    /// Entry and exit of the block.
    fn draw(&mut self, block: &Block) -> (String, String) {
        match block {
            Block::Task => same(self.task()),
            Block::TaskWith { guard, interrupting } => {
                let task = self.task();
                self.guarded(task, *guard, *interrupting)
            }
            Block::Timer => same(self.node("w", NodeKind::CatchTimer(after("1 day")))),
            Block::Message => same(self.node("m", NodeKind::CatchMessage(message_ref("msg")))),
            Block::Sequence(blocks) => self.sequence(blocks),
            Block::Choice(blocks) => self.choice(blocks),
            Block::Parallel(blocks) => self.parallel(blocks),
            Block::Loop(body) => self.around(body),
            Block::Await => self.race(),
            Block::Send => same(self.node("send", NodeKind::ThrowMessage(throw("news")))),
            Block::Call { body, guard, interrupting } => {
                let call = self.call(body);
                self.guarded(call, *guard, *interrupting)
            }
            Block::Sub { body, guard, interrupting } => {
                let sub = self.sub(|build, count, start| Pen::fill(build, count, start, body));
                self.guarded(sub, *guard, *interrupting)
            }
            Block::Watched { body, watch, guard, interrupting } => same(self.sub(|build, count, start| {
                Pen::fill(build, count, start, body);
                Pen { build, count }.watch(watch, *guard, *interrupting);
            })),
            Block::ManyTasks { items, done, sequential } => {
                let task = self.task();
                self.many(&task, *items, *done, *sequential);
                same(task)
            }
            Block::ManySubs { items, done, sequential, body } => {
                let sub = self.sub(|build, count, start| Pen::fill(build, count, start, body));
                self.many(&sub, *items, *done, *sequential);
                same(sub)
            }
            Block::Throw(body) => self.beside(body, throws("boom")),
            Block::Terminate(body) => self.beside(body, NodeKind::EndTerminate),
        }
    }

    fn sequence(&mut self, blocks: &[Block]) -> (String, String) {
        let drawn: Vec<_> = blocks.iter().map(|block| self.draw(block)).collect();
        for pair in drawn.windows(2) {
            self.build.path(&format!("{} {}", pair[0].1, pair[1].0));
        }
        (drawn[0].0.clone(), drawn[drawn.len() - 1].1.clone())
    }

    fn choice(&mut self, blocks: &[Block]) -> (String, String) {
        let (split, merge) = (self.node("x", NodeKind::Exclusive), self.node("x", NodeKind::Exclusive));
        for (at, block) in blocks.iter().enumerate() {
            let (first, last) = self.draw(block);
            self.build.when(&split, &first, &format!("f.x = {at}"));
            self.build.path(&format!("{last} {merge}"));
        }
        self.build.otherwise(&split, &merge);
        (split, merge)
    }

    fn parallel(&mut self, blocks: &[Block]) -> (String, String) {
        let (split, join) = (self.node("p", NodeKind::Parallel), self.node("p", NodeKind::Parallel));
        for block in blocks {
            let (first, last) = self.draw(block);
            self.build.path(&format!("{split} {first}"));
            self.build.path(&format!("{last} {join}"));
        }
        (split, join)
    }

    /// A loop with a wait state: once more while `f.x = 0`.
    fn around(&mut self, body: &Block) -> (String, String) {
        let (merge, split, task, exit) = (
            self.node("x", NodeKind::Exclusive),
            self.node("x", NodeKind::Exclusive),
            self.task(),
            self.node("x", NodeKind::Exclusive),
        );
        let (first, last) = self.draw(body);
        self.build.path(&format!("{merge} {first}"));
        self.build.path(&format!("{last} {task} {split}"));
        self.build.when(&split, &merge, "f.x = 0");
        self.build.otherwise(&split, &exit);
        (merge, exit)
    }

    fn race(&mut self) -> (String, String) {
        let (gateway, merge) = (self.node("g", NodeKind::EventBased), self.node("x", NodeKind::Exclusive));
        for kind in [
            NodeKind::CatchTimer(after("1 day")),
            NodeKind::CatchMessage(message_ref("msg")),
            NodeKind::CatchMessage(message_ref("other")),
        ] {
            let event = self.node("c", kind);
            self.build.path(&format!("{gateway} {event} {merge}"));
        }
        (gateway, merge)
    }

    fn sub(&mut self, fill: impl FnOnce(&mut Build, &mut usize, &str)) -> String {
        let id = self.id("sub");
        let start = format!("{id}_s");
        let count = &mut *self.count;
        self.build.sub(&id, |build| fill(build, count, &start));
        id
    }

    fn call(&mut self, body: &Block) -> String {
        let (id, out) = (self.id("call"), self.id("out"));
        let start = format!("{id}_s");
        let count = &mut *self.count;
        self.build.call(&id, "f.x", &out, |build| Pen::fill(build, count, &start, body));
        id
    }

    /// A boundary event: the interrupted way meets the normal one; the way beside ends by itself.
    fn guarded(&mut self, host: String, guard: Guard, interrupting: bool) -> (String, String) {
        let trigger = match guard {
            Guard::Timer => timer("2 days"),
            Guard::Message | Guard::Act => message("guard"),
            Guard::Error => error("any"),
        };
        let interrupting = interrupting || matches!(guard, Guard::Error);
        let boundary = self.id("b");
        self.build.boundary(&boundary, &host, trigger, interrupting);
        let after = self.task();
        let last = if interrupting { self.node("x", NodeKind::Exclusive) } else { self.node("end", NodeKind::EndNone) };
        self.build.path(&format!("{boundary} {after} {last}"));
        if !interrupting {
            return same(host);
        }
        self.build.path(&format!("{host} {last}"));
        (host, last)
    }

    /// An event sub-process in the scope at hand.
    fn watch(&mut self, block: &Block, guard: Guard, interrupting: bool) {
        let id = self.id("es");
        let start = format!("{id}_s");
        let count = &mut *self.count;
        let fill = |build: &mut Build| Pen::fill(build, count, &start, block);
        let trigger: Trigger = match guard {
            Guard::Act => return self.build.act(&id, interrupting, fill),
            Guard::Timer => timer("2 days"),
            Guard::Message => message("watch"),
            Guard::Error => error("any"),
        };
        self.build.on(&id, trigger, interrupting, fill);
    }

    fn many(&mut self, host: &str, items: u8, done: bool, sequential: bool) {
        let list = format!("[{}]", (0..items).map(|item| format!("\"{item}\"")).collect::<Vec<_>>().join(", "));
        let (item, collected) = (self.id("item"), self.id("list"));
        let done = done.then(|| format!("count({collected}) >= 2"));
        self.build.multi(host, &list, &item, done.as_deref(), &[(&collected, "f.x")]);
        let ix = self.build.def.node_by_id(host).expect("just drawn");
        let multi = self.build.def.nodes[ix.index()].multi.as_mut();
        multi.expect("just made").sequential = sequential;
    }

    fn beside(&mut self, body: &Block, end: NodeKind) -> (String, String) {
        let split = self.node("p", NodeKind::Parallel);
        let (task, end) = (self.task(), self.node("stop", end));
        let (first, last) = self.draw(body);
        self.build.path(&format!("{split} {first}"));
        self.build.path(&format!("{split} {task} {end}"));
        (split, last)
    }
}

fn same(id: String) -> (String, String) {
    (id.clone(), id)
}

fn definition(block: &Block, watch: Option<&(Block, Guard, bool)>) -> Definition {
    process(|build| {
        build.form("f", &["x"]);
        let mut count = 0;
        Pen::fill(build, &mut count, "s", block);
        if let Some((block, guard, interrupting)) = watch {
            Pen { build, count: &mut count }.watch(block, *guard, *interrupting);
        }
    })
}

/// One thing that somebody does: which kind of thing, which of those possible, and what the form says.
type Act = (u8, usize, i64);

fn act(case: &mut Case, (kind, pick, x): Act) {
    let picked = |keys: Vec<_>| (!keys.is_empty()).then(|| keys[pick % keys.len()]);
    let answered = match kind {
        0..=4 => {
            let tasks = case
                .instance
                .elements
                .iter()
                .filter(|(_, element)| element.task().is_some())
                .map(|(key, _)| *key)
                .collect();
            picked(tasks).map(|task| case.complete_task(task, map([("x", x)])))
        }
        5 => picked(case.instance.timers.keys().copied().collect()).map(|timer| {
            case.now = case.now.max(case.instance.timers[&timer].at);
            case.fire_timer(timer)
        }),
        6 => picked(case.instance.subscriptions.keys().copied().collect())
            .map(|subscription| case.correlate(subscription)),
        9 => {
            let message = case.instance.sent.keys().next().copied();
            message.map(|message| case.send(Actor::System, What::TakeReceipt { message, taken: None }))
        }
        7 => {
            let acts: Vec<String> = case.def.acts.iter().map(|act| act.id.clone()).collect();
            if let Some(act) = acts.get(pick % acts.len().max(1)) {
                // Not every act is possible at every time.
                let _ = case.act(act);
            }
            None
        }
        8 => picked(case.instance.incidents.keys().copied().collect())
            .map(|_| case.deal(None).or_else(|_| resolve(case))),
        _ => {
            if let Some(command) = case.sent.get(pick % case.sent.len().max(1)).cloned() {
                // The runtime answers a repeat from its memory; the machine must take it calmly all the same.
                let _ = case.repeat(command);
            }
            None
        }
    };
    if let Some(answered) = answered {
        answered.expect("what is open can be done");
    }
    case.continue_on();
}

fn resolve(case: &mut Case) -> crate::driver::Answered {
    let incident = case.incident();
    let element = &case.instance.elements[&case.instance.incidents[&incident].element];
    let node = case.def.node(element.node);
    let to =
        node.outgoing.first().filter(|_| element.item.is_none()).map_or(element.node, |flow| case.def.flow(*flow).to);
    case.reason = Some("r".to_owned());
    case.send(zhang(), What::ResolveIncident { incident, to })
}

/// Does what the main road waits for, loops left, until the case ends. Guards that do not interrupt are let alone: they
/// could be triggered for ever.
fn finish(case: &mut Case) {
    for _ in 0..400 {
        if !case.instance.is_running() {
            return;
        }
        finish_one(case).expect("what is open can be done");
        case.continue_on();
    }
    panic!("the case does not end: {}", case.open());
}

fn finish_one(case: &mut Case) -> crate::driver::Answered {
    let Instance { elements, timers, subscriptions, incidents, .. } = &case.instance;
    let is_catch = |node| matches!(case.def.node(node).kind, NodeKind::CatchTimer(_) | NodeKind::CatchMessage(_));
    if let Some((key, _)) = elements.iter().find(|(_, element)| element.task().is_some()) {
        return case.complete_task(*key, map([("x", 1)]));
    }
    if let Some((key, timer)) = timers.iter().find(|(_, timer)| is_catch(timer.node)) {
        case.now = case.now.max(timer.at);
        return case.fire_timer(*key);
    }
    if let Some((key, _)) = subscriptions.iter().find(|(_, subscription)| is_catch(subscription.node)) {
        return case.correlate(*key);
    }
    assert!(!incidents.is_empty(), "nothing is open, but the case lives");
    resolve(case)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_laws_hold_on_random_processes_and_every_case_can_end(
        blocks in prop::collection::vec(block(), 1..5),
        watch in prop::option::of((block(), guard(), any::<bool>())),
        acts in prop::collection::vec((0..12u8, 0..64usize, 0..3i64), 0..30),
    ) {
        let mut case = Case::new(definition(&Block::Sequence(blocks), watch.as_ref()));
        let start = case.start_command(None, map([("x", 1)]));
        case.send(zhang(), start).expect("starts");
        for wanted in acts {
            if case.instance.is_running() {
                act(&mut case, wanted);
            }
        }
        finish(&mut case);
        prop_assert!(case.instance.elements.is_empty() && case.instance.arrived.is_empty());
        prop_assert!(case.instance.timers.is_empty() && case.instance.subscriptions.is_empty() && case.instance.incidents.is_empty());
    }
}

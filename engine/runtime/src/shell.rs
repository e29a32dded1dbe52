//! The tokio shell: one task a lane carries its inputs and outputs, and decides nothing.

use crate::{
    codes,
    lane::{Answer, BundleCache, Decode, Fault, Input, Lane, Output, TICK, Ticket},
    store::{Answered, MailboxKey, Message, Reply, Request, Writer},
    time::Clock,
};
use mingjing_core::{command::Command, ids::Tenant};
use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Duration,
};
use tokio::{
    sync::{broadcast, mpsc, oneshot},
    task::JoinHandle,
};

/// Inputs that may wait for a lane's task: it takes them up at once, so this is only slack for a burst. The queue with a
/// meaning is the lane's own.
const CHANNEL_MAX: usize = 1_024;
/// Hints that a slow follower may lag behind before it has to look for itself.
const HINTS_MAX: usize = 256;

/// A commit that happened: whoever follows the tenant's log may look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The tenant.
    pub tenant: Tenant,
    /// Its last log sequence.
    pub log_seq: u64,
}

/// The engine: lanes over writers. Cheap to share behind an `Arc`.
pub struct Engine {
    lanes: Vec<mpsc::Sender<Errand>>,
    hints: broadcast::Sender<Commit>,
    tasks: tokio::sync::Mutex<Vec<JoinHandle<()>>>,
}

/// What callers hand to a lane's task.
enum Errand {
    Command(Box<Command>, oneshot::Sender<Answer>),
    Publish(MailboxKey, Message, oneshot::Sender<Answer>),
    /// Look for due work now, and say when nothing is left to do.
    Settle(oneshot::Sender<()>),
    Stop,
}

impl Engine {
    /// Starts one lane a writer; a tenant's commands always go to the same lane. Must be called inside a tokio runtime.
    pub fn start(writers: Vec<Box<dyn Writer>>, decode: Decode, clock: Arc<dyn Clock>) -> Self {
        let (hints, _) = broadcast::channel(HINTS_MAX);
        let (mut lanes, mut tasks) = (Vec::new(), Vec::new());
        for writer in writers {
            let (sender, errands) = mpsc::channel(CHANNEL_MAX);
            let lane = Lane::new(BundleCache::new(decode.clone()));
            let carrier = Carrier {
                lane,
                clock: clock.clone(),
                hints: hints.clone(),
                writer: Some(writer),
                working: None,
                waiting: BTreeMap::new(),
                settling: Vec::new(),
                tickets: 0,
                stopping: false,
            };
            tasks.push(tokio::spawn(carrier.run(errands)));
            lanes.push(sender);
        }
        Self { lanes, hints, tasks: tokio::sync::Mutex::new(tasks) }
    }

    /// Sends a command and waits for its answer. After a dropped wait the command may still be carried out; the same id
    /// sent again gets the same answer.
    pub async fn send(&self, command: Command) -> Answer {
        let tenant = command.instance.tenant;
        self.hand(tenant, |reply| Errand::Command(Box::new(command), reply)).await
    }

    /// Publishes a message and waits for what became of it.
    pub async fn publish(&self, mailbox: MailboxKey, message: Message) -> Answer {
        let tenant = mailbox.tenant;
        self.hand(tenant, |reply| Errand::Publish(mailbox, message, reply)).await
    }

    /// Hints about commits, from now on.
    pub fn follow(&self) -> broadcast::Receiver<Commit> {
        self.hints.subscribe()
    }

    /// Carries out everything that is due now, and what follows from it. For tests and for clocks moved by hand.
    pub async fn settle(&self) {
        for lane in &self.lanes {
            let (done, settled) = oneshot::channel();
            if lane.send(Errand::Settle(done)).await.is_ok() {
                let _ = settled.await;
            }
        }
    }

    /// Takes in nothing more, finishes what was taken in, and stops.
    pub async fn shutdown(&self) {
        for lane in &self.lanes {
            let _ = lane.send(Errand::Stop).await;
        }
        for task in self.tasks.lock().await.drain(..) {
            if let Err(error) = task.await {
                tracing::error!(%error, "a lane did not stop as it should");
            }
        }
    }

    async fn hand(&self, tenant: Tenant, errand: impl FnOnce(oneshot::Sender<Answer>) -> Errand) -> Answer {
        let stopping = || Fault::answer(codes::STOPPING, "the engine is stopping");
        let (reply, answer) = oneshot::channel();
        let Some(lane) = self.lanes.get(tenant.0 as usize % self.lanes.len().max(1)) else { return stopping() };
        match lane.try_send(errand(reply)) {
            Ok(()) => answer.await.unwrap_or_else(|_| stopping()),
            Err(mpsc::error::TrySendError::Full(_)) => Answer::Overloaded,
            Err(mpsc::error::TrySendError::Closed(_)) => stopping(),
        }
    }
}

/// A writer at work: it comes back with its reply.
type Working = std::pin::Pin<Box<dyn Future<Output = (Box<dyn Writer>, Reply)> + Send>>;

/// Carries inputs and outputs of one lane.
struct Carrier {
    lane: Lane,
    clock: Arc<dyn Clock>,
    hints: broadcast::Sender<Commit>,
    writer: Option<Box<dyn Writer>>,
    working: Option<Working>,
    waiting: BTreeMap<Ticket, oneshot::Sender<Answer>>,
    settling: Vec<oneshot::Sender<()>>,
    tickets: Ticket,
    stopping: bool,
}

impl Carrier {
    async fn run(mut self, mut errands: mpsc::Receiver<Errand>) {
        let mut ticks = tokio::time::interval(Duration::from_millis(TICK.as_millis().unsigned_abs() as u64));
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        while !(self.stopping && self.working.is_none() && self.lane.is_idle()) {
            tokio::select! {
                biased;
                (writer, reply) = finished(&mut self.working) => {
                    self.working = None;
                    self.writer = Some(writer);
                    self.handle(Input::Store(reply));
                }
                errand = errands.recv(), if !self.stopping => self.take(errand),
                _ = ticks.tick(), if !self.stopping => self.handle(Input::Tick),
            }
            self.settled();
        }
    }

    fn take(&mut self, errand: Option<Errand>) {
        match errand {
            Some(Errand::Command(command, reply)) => {
                let ticket = self.ticket(reply);
                self.handle(Input::Command { ticket, command: *command });
            }
            Some(Errand::Publish(mailbox, message, reply)) => {
                let ticket = self.ticket(reply);
                self.handle(Input::Publish { ticket, mailbox, message });
            }
            Some(Errand::Settle(done)) => {
                self.settling.push(done);
                self.handle(Input::Tick);
            }
            Some(Errand::Stop) | None => self.stopping = true,
        }
    }

    fn ticket(&mut self, reply: oneshot::Sender<Answer>) -> Ticket {
        self.tickets += 1;
        self.waiting.insert(self.tickets, reply);
        self.tickets
    }

    fn handle(&mut self, input: Input) {
        let now = self.clock.now();
        let lane = &mut self.lane;
        // A lane keeps its batch in place while it steps, so it can be picked up after a panic.
        let outputs = catch_unwind(AssertUnwindSafe(|| lane.handle(now, input)));
        let outputs = outputs.unwrap_or_else(|_| {
            tracing::error!("a step panicked; its command gets a fault, the rest of the batch is tried again");
            self.lane.recover()
        });
        outputs.into_iter().for_each(|output| self.carry(output));
    }

    fn carry(&mut self, output: Output) {
        match output {
            Output::Store(request) => self.request(request),
            Output::Reply { ticket, answer } => {
                if let Answer::Fault(fault) = &answer {
                    tracing::error!(code = fault.code, detail = fault.detail, "a command failed");
                }
                if let Some(reply) = self.waiting.remove(&ticket) {
                    // Nobody listens any more when the caller has gone; the command is done all the same.
                    let _ = reply.send(answer);
                }
            }
            // The ticker comes at least as often.
            Output::WakeAt(_) => {}
            Output::Committed { tenant, log_seq } => {
                let _ = self.hints.send(Commit { tenant, log_seq });
            }
        }
    }

    fn request(&mut self, request: Request) {
        let Some(mut writer) = self.writer.take() else {
            return tracing::error!("a lane sent a request before the reply to the last one");
        };
        self.working = Some(Box::pin(async move {
            let executed: Answered<'_, Reply> = writer.execute(request);
            let reply = executed.await.unwrap_or_else(Reply::Failed);
            (writer, reply)
        }));
    }

    fn settled(&mut self) {
        if self.working.is_none() && self.lane.is_idle() {
            for done in self.settling.drain(..) {
                let _ = done.send(());
            }
        }
    }
}

/// The reply of the writer at work; never, while none is.
async fn finished(working: &mut Option<Working>) -> (Box<dyn Writer>, Reply) {
    match working {
        Some(working) => working.await,
        None => std::future::pending().await,
    }
}

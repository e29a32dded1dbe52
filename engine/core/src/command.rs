//! Commands: what may be asked of an instance. One variant here, one file under `commands/`.

use crate::event::{CardAnswer, CardVerdict};
use crate::ids::{CommandId, Hash, InstanceId, Key, PersonId};
use jiff::civil::Date;
use mingjing_expr::Value;
use mingjing_model::definition::NodeIx;
use serde::{Deserialize, Serialize};

/// A command. Its id makes a repeat harmless: the second arrival gets the first one's answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Command {
    /// The caller's id for it.
    pub id: CommandId,
    /// Who asks.
    pub actor: Actor,
    /// The instance it is for.
    #[serde(with = "crate::record::instance_id")]
    pub instance: InstanceId,
    /// What is asked.
    pub what: What,
    /// Reasons, where the act demands them.
    pub reason: Option<String>,
    /// Chance from the edge, for the salts of personal values; below the edge nothing is random.
    #[serde(skip)]
    pub salt: [u8; 16],
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A person.
    Person(PersonId),
    /// The engine: timers, due cards, deliveries, big steps.
    System,
}

/// What is asked of the instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Start an instance. By a person: the start node's lane must be theirs.
    Start(Start),
    /// Take a task from its queue.
    ClaimTask(TaskRef),
    /// Put a claimed task back.
    ReleaseTask(TaskRef),
    /// Finish a claimed task with what was filled in.
    CompleteTask {
        /// Which task, at which revision.
        task: TaskRef,
        /// The form's values: a map, possibly empty.
        submission: Value,
        /// The documents made at the node.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        documents: Vec<EnteredDocument>,
    },
    /// Ask for an act of the case.
    RequestAct {
        /// The act's id.
        act: String,
        /// The form's values.
        submission: Value,
    },
    /// A timer is due.
    FireTimer {
        /// The timer.
        timer: Key,
        /// Which occurrence of it.
        occurrence: u32,
    },
    /// Card moments may have come.
    RaiseCards,
    /// A message has been matched with a subscription of this instance.
    CorrelateMessage {
        /// The subscription.
        subscription: Key,
        /// The publisher's message id.
        message: String,
        /// What it carries: a map.
        body: Value,
        /// The instance that sent it, if one did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Origin>,
    },
    /// A person enters a message that came on paper.
    EnterMessage {
        /// The subscription.
        subscription: Key,
        /// What it says: a map.
        submission: Value,
    },
    /// A message that this instance sent has arrived, or came back.
    TakeReceipt {
        /// The message.
        message: Key,
        /// Who took it; none = the receiver could not take it.
        taken: Option<Taken>,
    },
    /// Go on with a big step.
    Continue,
    /// The calendar has changed: count anew what runs.
    Recount,
    /// The organ answers a card; the edge has checked that the person may.
    AnswerCard {
        /// The card.
        card: Key,
        /// How; rectifying and objecting need reasons.
        answer: CardAnswer,
    },
    /// A supervisor decides on a card; the edge has checked that the person may.
    JudgeCard {
        /// The card.
        card: Key,
        /// The verdict; all but closing need reasons.
        verdict: CardVerdict,
    },
    /// An operator tries the stuck element again.
    RetryIncident {
        /// The incident.
        incident: Key,
    },
    /// An operator moves the stuck element on by hand.
    ResolveIncident {
        /// The incident.
        incident: Key,
        /// The node that the token goes to next: a target of one of the element's outgoing flows.
        to: NodeIx,
    },
}

impl What {
    /// The words for what is done about a card: three by the organ, three by a supervisor.
    pub const CARD_DEEDS: [&'static str; 6] = ["acknowledge", "rectify", "object", "uphold", "close", "cancel"];

    /// What is done about a card, by its word; none for another word.
    pub fn about_card(card: Key, deed: &str) -> Option<Self> {
        Some(match deed {
            "acknowledge" => Self::AnswerCard { card, answer: CardAnswer::Acknowledged },
            "rectify" => Self::AnswerCard { card, answer: CardAnswer::Rectified },
            "object" => Self::AnswerCard { card, answer: CardAnswer::Objected },
            "uphold" => Self::JudgeCard { card, verdict: CardVerdict::Upheld },
            "close" => Self::JudgeCard { card, verdict: CardVerdict::Closed },
            "cancel" => Self::JudgeCard { card, verdict: CardVerdict::Cancelled },
            _ => return None,
        })
    }
}

/// Start of an instance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// Hash of the bundle that the instance is pinned to.
    pub bundle: Hash,
    /// The process in that bundle.
    pub process: String,
    /// The organ whose case it is.
    pub organ: String,
    /// The unit that handles it, as far as known.
    pub unit: Option<String>,
    /// The start form's values, or the message's body: a map.
    pub submission: Value,
    /// The message that started it, if one did.
    pub message: Option<String>,
    /// The instance that sent the message, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Origin>,
    /// The timer start event whose time has come, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timer: Option<String>,
    /// The documents made at the start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<EnteredDocument>,
}

/// Who took a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Taken {
    /// The instance.
    #[serde(with = "crate::record::instance_id")]
    pub receiver: InstanceId,
    /// Whether the message started it.
    pub started: bool,
}

/// The instance that a message comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The instance.
    #[serde(with = "crate::record::instance_id")]
    pub instance: InstanceId,
    /// Its organ.
    pub organ: String,
}

/// A document as a person enters it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredDocument {
    /// Its id.
    pub document: String,
    /// Its number, where it has one.
    pub number: Option<String>,
    /// The date that it bears.
    pub dated_on: Date,
}

/// A task at a revision: a stale form is refused (412).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskRef {
    /// The task's element.
    pub key: Key,
    /// The revision that the caller saw.
    pub revision: u32,
}

//! What a node asks of people beside its form: who answers for it, who watches it, what must be made at it.

use super::{DocumentIx, PostIx, Text};
use mingjing_expr::Expr;
use serde::{Deserialize, Serialize};

/// The duties at a node; of user tasks and of start events that a person begins.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Duty {
    /// The post that answers for the node (责任岗位).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<PostIx>,
    /// Set on supervision nodes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervise: Option<Supervision>,
    /// The integrity risk point (风险点) with its control.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<Risk>,
    /// Documents that are made at the node.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<NodeDocument>,
}

/// Why a node is watched, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supervision {
    /// What is watched there.
    pub why: Text,
    /// The roles that watch it; empty = everybody who supervises.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub who: Vec<String>,
}

/// An integrity risk point with the document that controls it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// What may go wrong.
    pub point: Text,
    /// The document that must be there.
    pub document: DocumentIx,
    /// What happens without it.
    pub mode: RiskMode,
}

/// What a risk point does without its control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskMode {
    /// The node cannot be completed.
    Block,
    /// It is completed, and the open risk stands on record.
    Warn,
}

/// A document that is made at a node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NodeDocument {
    /// The document.
    pub document: DocumentIx,
    /// Due only where this holds after the submission; none = always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
}

impl Duty {
    /// Whether the node asks for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The document as this node makes it, if it does.
    pub fn document(&self, document: DocumentIx) -> Option<&NodeDocument> {
        self.documents.iter().find(|made| made.document == document)
    }
}

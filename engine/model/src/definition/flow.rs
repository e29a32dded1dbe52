//! Sequence flows.

use super::{MilestoneIx, NodeIx, Text};
use mingjing_expr::Expr;
use serde::{Deserialize, Serialize};

/// A sequence flow (BPMN 2.0 §8.3.13).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flow {
    /// `from>to`, with `#n` behind it when there are several between the same nodes; coverage and diagrams name it so.
    pub id: String,
    /// Source.
    pub from: NodeIx,
    /// Target.
    pub to: NodeIx,
    /// Condition of a flow out of an exclusive gateway; none on the default flow and elsewhere.
    pub when: Option<Expr>,
    /// True for the `else` flow of an exclusive gateway.
    pub default: bool,
    /// A fact recorded when the flow is taken.
    pub milestone: Option<MilestoneIx>,
    /// Whoever's act takes this flow must give reasons.
    pub explain: bool,
    /// Text on the flow, if filed.
    pub title: Option<Text>,
}

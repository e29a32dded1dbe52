//! Numbers of the parts of a definition; frozen when the bundle is filed.

use serde::{Deserialize, Serialize};

macro_rules! number {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u16);

        impl $name {
            /// The number of the part at this position. Definitions hold fewer than 65,536 parts of a kind (checked when filed).
            pub fn at(position: usize) -> Self {
                Self(u16::try_from(position).unwrap_or(u16::MAX))
            }

            /// Position in the definition's list.
            pub fn index(self) -> usize {
                usize::from(self.0)
            }
        }
    )+};
}

number! {
    /// Number of a flow node.
    NodeIx,
    /// Number of a sequence flow.
    FlowIx,
    /// Number of a scope (process, sub-process, event sub-process).
    ScopeIx,
    /// Number of a lane.
    LaneIx,
    /// Number of a form.
    FormIx,
    /// Number of a decision table.
    TableIx,
    /// Number of a legal clock.
    ClockIx,
    /// Number of a pause.
    PauseIx,
    /// Number of a milestone.
    MilestoneIx,
    /// Number of a root name of the data.
    NameIx,
    /// Number of a stage.
    StageIx,
    /// Number of a number series.
    SeriesIx,
    /// Number of a card rule.
    RuleIx,
    /// Number of an act of the case.
    ActIx,
    /// Number of a responsible post.
    PostIx,
    /// Number of a kind of document.
    DocumentIx,
    /// Number of what grows by the day.
    AccrualIx,
}

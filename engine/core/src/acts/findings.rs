//! What is wrong with an act, gathered: all of it is reported at once, as one refusal under the rule of the first.

use super::refusal;
use crate::{
    outcome::{FieldError, Obstacle, Rejection, RejectionKind},
    work::{Run, Work},
};
use mingjing_model::definition::{PolicyRule, RuleMode};

/// One thing that the law or policy finds missing or wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The rule.
    pub rule: PolicyRule,
    /// Stable code.
    pub code: &'static str,
    /// JSON pointer of the field that shows it; empty = the act as a whole.
    pub pointer: String,
    /// The facts: person, lane, day …
    pub facts: Vec<(&'static str, String)>,
}

/// Stops the act if anything was found. A dry run notes it all and goes on.
pub(crate) fn stop_on(work: &mut Work, findings: &[Finding]) -> Run {
    let Some(first) = findings.first() else {
        return Ok(());
    };
    if note(work, findings) {
        return Ok(());
    }
    let kind = match first.rule {
        PolicyRule::Authority | PolicyRule::Separation => RejectionKind::Forbidden,
        PolicyRule::People
        | PolicyRule::Certified
        | PolicyRule::Recording
        | PolicyRule::Explain
        | PolicyRule::Documents => RejectionKind::Invalid,
    };
    let mut rejection =
        first.facts.iter().fold(Rejection::new(first.code, kind), |rejection, (name, fact)| rejection.with(name, fact));
    rejection.errors =
        findings.iter().filter(|finding| !finding.pointer.is_empty()).map(Finding::field_error).collect();
    let facts = findings.iter().flat_map(Finding::owned_facts).collect();
    Err(refusal::refuse(work, first.rule, rejection, facts))
}

/// Notes the findings in a dry run; false where the step counts.
pub(crate) fn note<'a>(work: &mut Work, findings: impl IntoIterator<Item = &'a Finding>) -> bool {
    let def = work.def;
    let obstacle = |finding: &Finding| Obstacle {
        fault: finding.field_error(),
        rule: Some(finding.rule),
        recorded: refusal::mode(def, finding.rule) == RuleMode::Recorded,
    };
    work.obstruct(findings.into_iter().map(obstacle))
}

impl Finding {
    fn field_error(&self) -> FieldError {
        let params = self.facts.iter().map(|(name, fact)| ((*name).to_owned(), fact.clone())).collect();
        FieldError { pointer: self.pointer.clone(), code: self.code.to_owned(), params }
    }

    fn owned_facts(&self) -> impl Iterator<Item = (String, String)> + '_ {
        std::iter::once(("code".to_owned(), self.code.to_owned()))
            .chain(self.facts.iter().map(|(name, fact)| ((*name).to_owned(), fact.clone())))
    }
}

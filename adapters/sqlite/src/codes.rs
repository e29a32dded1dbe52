//! How our enums and scalars are stored: one function there, one back.

use crate::error::corrupt;
use jiff::{Timestamp, civil::Date};
use mingjing_core::{rows::CaseState, state::CardStage};
use mingjing_model::definition::{CardLevel, Channel, LimitKind, PolicyRule};
use mingjing_runtime::store::Error;

/// Microseconds since 1970, UTC.
pub(crate) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// The moment of some microseconds.
pub(crate) fn moment(micros: i64) -> Result<Timestamp, Error> {
    Timestamp::from_microsecond(micros).map_err(|_| corrupt("moment"))
}

/// The day of a text `YYYY-MM-DD`.
pub(crate) fn day(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|_| corrupt("day"))
}

/// Sequences, keys and numbers keep their bits: SQLite's integers are signed.
pub(crate) fn signed(number: u64) -> i64 {
    number.cast_signed()
}

/// Card levels rise, so that lists can ask for "this or higher".
pub(crate) fn level(level: CardLevel) -> i64 {
    match level {
        CardLevel::Prompt => 1,
        CardLevel::Yellow => 2,
        CardLevel::Red => 3,
    }
}

/// The card level of a code.
pub(crate) fn level_of(code: i64) -> Result<CardLevel, Error> {
    match code {
        1 => Ok(CardLevel::Prompt),
        2 => Ok(CardLevel::Yellow),
        3 => Ok(CardLevel::Red),
        _ => Err(corrupt("card level")),
    }
}

/// A way on which people are told.
pub(crate) fn channel(channel: Channel) -> i64 {
    match channel {
        Channel::App => 0,
        Channel::Mail => 1,
        Channel::Sms => 2,
    }
}

/// The way of a code.
pub(crate) fn channel_of(code: i64) -> Result<Channel, Error> {
    match code {
        0 => Ok(Channel::App),
        1 => Ok(Channel::Mail),
        2 => Ok(Channel::Sms),
        _ => Err(corrupt("channel")),
    }
}

/// The name of a limit kind.
pub(crate) fn limit(kind: LimitKind) -> &'static str {
    match kind {
        LimitKind::Node => "node",
        LimitKind::Promised => "promised",
        LimitKind::Statutory => "statutory",
        LimitKind::Answer => "answer",
        LimitKind::Right => "right",
        LimitKind::Window => "window",
    }
}

/// The limit kind of a name.
pub(crate) fn limit_of(name: &str) -> Result<LimitKind, Error> {
    match name {
        "node" => Ok(LimitKind::Node),
        "promised" => Ok(LimitKind::Promised),
        "statutory" => Ok(LimitKind::Statutory),
        "answer" => Ok(LimitKind::Answer),
        "right" => Ok(LimitKind::Right),
        "window" => Ok(LimitKind::Window),
        _ => Err(corrupt("limit kind")),
    }
}

/// The name of a policy rule.
pub(crate) fn rule(rule: PolicyRule) -> &'static str {
    match rule {
        PolicyRule::Separation => "separation",
        PolicyRule::People => "people",
        PolicyRule::Certified => "certified",
        PolicyRule::Recording => "recording",
        PolicyRule::Explain => "explain",
        PolicyRule::Authority => "authority",
        PolicyRule::Documents => "documents",
    }
}

/// The policy rule of a name.
pub(crate) fn rule_of(name: &str) -> Result<PolicyRule, Error> {
    match name {
        "separation" => Ok(PolicyRule::Separation),
        "people" => Ok(PolicyRule::People),
        "certified" => Ok(PolicyRule::Certified),
        "recording" => Ok(PolicyRule::Recording),
        "explain" => Ok(PolicyRule::Explain),
        "authority" => Ok(PolicyRule::Authority),
        "documents" => Ok(PolicyRule::Documents),
        _ => Err(corrupt("policy rule")),
    }
}

/// The stage in the life of a card of a name.
pub(crate) fn stage_of(name: &str) -> Result<CardStage, Error> {
    CardStage::ALL.into_iter().find(|stage| stage.name() == name).ok_or_else(|| corrupt("stage of a card"))
}

/// The name of a case state.
pub(crate) fn state(state: CaseState) -> &'static str {
    match state {
        CaseState::Running => "running",
        CaseState::Ended => "ended",
        CaseState::Terminated => "terminated",
    }
}

/// The case state of a name.
pub(crate) fn state_of(name: &str) -> Result<CaseState, Error> {
    match name {
        "running" => Ok(CaseState::Running),
        "ended" => Ok(CaseState::Ended),
        "terminated" => Ok(CaseState::Terminated),
        _ => Err(corrupt("case state")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for value in [CardLevel::Prompt, CardLevel::Yellow, CardLevel::Red] {
            assert_eq!(level_of(level(value)).unwrap(), value);
        }
        for value in [
            LimitKind::Node,
            LimitKind::Promised,
            LimitKind::Statutory,
            LimitKind::Answer,
            LimitKind::Right,
            LimitKind::Window,
        ] {
            assert_eq!(limit_of(limit(value)).unwrap(), value);
        }
        for value in [
            PolicyRule::Separation,
            PolicyRule::People,
            PolicyRule::Certified,
            PolicyRule::Recording,
            PolicyRule::Explain,
            PolicyRule::Authority,
            PolicyRule::Documents,
        ] {
            assert_eq!(rule_of(rule(value)).unwrap(), value);
        }
        for value in CardStage::ALL {
            assert_eq!(stage_of(value.name()).unwrap(), value);
        }
        for value in [CaseState::Running, CaseState::Ended, CaseState::Terminated] {
            assert_eq!(state_of(state(value)).unwrap(), value);
        }
    }

    #[test]
    fn card_levels_keep_their_order() {
        assert!(
            level(CardLevel::Prompt) < level(CardLevel::Yellow) && level(CardLevel::Yellow) < level(CardLevel::Red)
        );
    }
}

//! Commands: one file each, all of the form `run(&mut Work, …) -> Run`. Tokens that a command sets moving are
//! carried on by the machine afterwards (see [`step`](crate::step::step)).

pub(crate) mod answer_card;
pub(crate) mod claim_task;
pub(crate) mod complete_task;
pub(crate) mod continue_step;
pub(crate) mod correlate_message;
pub(crate) mod enter_message;
pub(crate) mod fire_timer;
pub(crate) mod judge_card;
pub(crate) mod raise_cards;
pub(crate) mod recount;
pub(crate) mod release_task;
pub(crate) mod request_act;
pub(crate) mod resolve_incident;
pub(crate) mod retry_incident;
pub(crate) mod start;
pub(crate) mod take_receipt;

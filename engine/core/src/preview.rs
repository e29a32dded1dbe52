//! A command tried without consequences: what would stop it, or what it would do.

use crate::{
    command::Command,
    needs::Inputs,
    outcome::{FieldError, Obstacle, Preview, Rejection, RejectionKind},
    state::Instance,
    step,
    work::{Halt, Work},
};
use jiff::Timestamp;
use mingjing_model::definition::Definition;

/// What would come of `command` at `now`. The same code as [`step`](step::step), but what policy stops is noted and the
/// work goes on, so that one answer names everything; what is wrong with the form is reported beside it.
pub fn preview(def: &Definition, instance: &Instance, command: &Command, now: Timestamp, inputs: &Inputs) -> Preview {
    let mut work = Work::dry(def, instance, command, now, inputs);
    let ran = step::run(&mut work);
    match ran {
        Err(Halt::Needs) => Preview::Needs(work.needs()),
        Err(Halt::Reject(rejection)) if rejection.kind == RejectionKind::Invalid => {
            stopped(faults(*rejection), work.take_obstacles())
        }
        Err(Halt::Reject(rejection)) => Preview::Rejected(*rejection),
        Err(Halt::Refuse(refusal)) => Preview::Rejected(refusal.rejection),
        Err(Halt::Trouble(trouble)) => {
            let rejection = Rejection::new(trouble.code, RejectionKind::Conflict);
            Preview::Rejected(rejection.with("detail", trouble.detail))
        }
        Ok(()) => match work.take_obstacles() {
            noted if noted.is_empty() => Preview::Clear(Box::new(step::done(work))),
            noted => Preview::Stopped(noted),
        },
    }
}

fn stopped(faults: Vec<FieldError>, noted: Vec<Obstacle>) -> Preview {
    let of_form = faults.into_iter().map(|fault| Obstacle { fault, rule: None, recorded: false });
    Preview::Stopped(of_form.chain(noted).collect())
}

/// The fields at fault; the act as a whole where none is named.
fn faults(rejection: Rejection) -> Vec<FieldError> {
    if rejection.errors.is_empty() {
        return vec![FieldError { pointer: String::new(), code: rejection.code, params: rejection.params }];
    }
    rejection.errors
}

//! What the player is answered: every refusal says in both languages what is missing, and a command that comes again gets
//! its first answer.

use mingjing_core::outcome::{FieldError, Rejection, RejectionKind};
use mingjing_runtime::lane::Answer;
use mingjing_web::http::{codes, lang::Lang};
use std::collections::{BTreeMap, BTreeSet};

/// The answers of a run.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// What is wrong with them.
    pub wrong: BTreeSet<String>,
    /// How often each code was met.
    pub met: BTreeMap<String, u64>,
}

impl Words {
    /// An answer to a command or message.
    pub fn look(&mut self, answer: &Answer) {
        match answer {
            Answer::Rejected(rejection) | Answer::Refused { rejection, .. } => self.rejection(rejection),
            Answer::Fault(fault) => drop(self.wrong.insert(format!("a fault: {} {}", fault.code, fault.detail))),
            Answer::Overloaded => drop(self.wrong.insert("an empty lane is overloaded".to_owned())),
            Answer::Done { .. }
            | Answer::Repeated { .. }
            | Answer::Delivered { .. }
            | Answer::Kept
            | Answer::Known
            | Answer::NoReceiver => {}
        }
    }

    /// The answer to a command that came before, with the same content or another.
    pub fn repeated(&mut self, first: &Answer, again: &Answer, same: bool) {
        let right = match (first, again, same) {
            (Answer::Done { seq }, Answer::Repeated { seq: then }, true) => seq == then,
            (Answer::Refused { seq, rejection }, Answer::Refused { seq: then, rejection: told }, true) => {
                seq == then && rejection.code == told.code
            }
            // What was rejected left no trace: it may be taken now.
            (Answer::Rejected(_), _, _) => true,
            (Answer::Done { .. } | Answer::Refused { .. }, Answer::Rejected(told), false) => {
                told.kind == RejectionKind::Conflict
            }
            _ => false,
        };
        if !right {
            self.wrong.insert(format!("a command came again ({same}): first {first:?}, then {again:?}"));
        }
        // A refusal that is asked for again comes without its facts: the edge recalls them from its record.
        if !matches!(again, Answer::Refused { .. }) {
            self.look(again);
        }
    }

    /// What the door found wrong.
    pub fn at_the_door(&mut self, errors: &[FieldError]) {
        if errors.is_empty() {
            self.wrong.insert("the door refuses a submission and names no field".to_owned());
        }
        errors.iter().for_each(|error| self.field(error));
    }

    fn rejection(&mut self, rejection: &Rejection) {
        self.said(&rejection.code, &rejection.params);
        rejection.errors.iter().for_each(|error| self.field(error));
    }

    fn field(&mut self, error: &FieldError) {
        if !error.pointer.is_empty() && !error.pointer.starts_with('/') {
            self.wrong.insert(format!("{}: `{}` is no pointer", error.code, error.pointer));
        }
        self.said(&error.code, &error.params);
    }

    fn said(&mut self, code: &str, params: &BTreeMap<String, String>) {
        *self.met.entry(code.to_owned()).or_default() += 1;
        let Some((zh, en)) = codes::words(code) else {
            self.wrong.insert(format!("{code} has no words"));
            return;
        };
        for (template, lang) in [(zh, Lang::Zh), (en, Lang::En)] {
            for name in named(template) {
                let english = params.get(&format!("{name}_en")).filter(|_| lang == Lang::En);
                if english.or_else(|| params.get(name)).is_none_or(|value| value.trim().is_empty()) {
                    let detail = codes::detail(code, params, lang);
                    self.wrong.insert(format!("{code} does not say its {name}: {detail}"));
                }
            }
        }
    }
}

/// The parameters that a template names.
fn named(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

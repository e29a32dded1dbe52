//! Error end event (BPMN §10.5.6): throws its code to the nearest handler outward. An error that nobody handles leaves
//! the token stuck here (MJ4904).

use crate::{
    event::Event,
    ids::Key,
    machine::{self, errors, incidents},
    work::{Run, Trouble, Work},
};
use mingjing_model::definition::{FlowIx, NodeIx};

pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx], code: &str) -> Run {
    match errors::find(work, scope, code) {
        Some(handler) => {
            machine::pass(work, scope, node, took)?;
            errors::deliver(work, scope, code, handler)
        }
        None => {
            work.emit(Event::ErrorThrown { scope, code: code.to_owned(), caught: None });
            let trouble = Trouble { code: "MJ4904", detail: format!("错误 {code} 无人处理") };
            incidents::stuck(work, scope, node, took.to_vec(), false, trouble);
            Ok(())
        }
    }
}

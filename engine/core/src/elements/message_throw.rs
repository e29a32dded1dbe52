//! Intermediate message throw event (BPMN §10.5.4): the message is on its way with the step's record, the token goes on.

use crate::{
    acts::stored::stored,
    data,
    event::Event,
    ids::Key,
    machine,
    work::{Halt, Run, Trouble, Work},
};
use mingjing_expr::{Expr, Value};
use mingjing_model::definition::{FlowIx, MessageThrow, NodeIx};
use std::{collections::BTreeMap, sync::Arc};

pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx], throw: &MessageThrow) -> Run {
    send(work, scope, node, throw)?;
    machine::pass(work, scope, node, took)
}

/// Sends the message. Key, recipient and body are read in the scope.
///
/// # Errors
/// MJ4910 when the organ that it should go to is not in this store.
pub(super) fn send(work: &mut Work<'_>, scope: Key, node: NodeIx, throw: &MessageThrow) -> Run {
    let members = throw.body.iter().map(|(_, value)| value);
    data::prefetch(work, scope, members.chain([&throw.key]).chain(&throw.recipient))?;
    let correlation = text(work, scope, &throw.key)?;
    let recipient = match &throw.recipient {
        Some(recipient) => text(work, scope, recipient)?,
        None => work.instance.organ.clone(),
    };
    let mut body = BTreeMap::new();
    let mut personal = Vec::new();
    for (path, value) in &throw.body {
        if let Some(member) = path.first().filter(|_| data::reads_personal(work.def, value)) {
            personal.push(member.as_str());
        }
        let value = data::evaluate(work, scope, value)?;
        put(&mut body, path, value);
    }
    let Some(to) = work.tenant_of(&recipient)? else {
        return trouble("MJ4910", recipient);
    };
    let body = stored(work, Value::Map(body), &personal);
    let (key, name) = (work.next_key(), throw.name.clone());
    work.emit(Event::MessageThrown { key, node, to, recipient, name, correlation, body });
    Ok(())
}

/// Puts a value at a path of records.
fn put(body: &mut BTreeMap<Arc<str>, Value>, path: &[String], value: Value) {
    let Some((first, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        body.insert(Arc::from(first.as_str()), value);
        return;
    }
    let inner = body.entry(Arc::from(first.as_str())).or_insert_with(|| Value::Map(BTreeMap::new()));
    if let Value::Map(inner) = inner {
        put(inner, rest, value);
    }
}

fn text(work: &mut Work<'_>, scope: Key, expr: &Expr) -> Run<String> {
    let value = data::evaluate(work, scope, expr)?;
    match value.as_text() {
        Some(text) => Ok(text.to_owned()),
        None => trouble("MJ4901", format!("不是文本，而是 {}", value.type_name())),
    }
}

fn trouble<T>(code: &'static str, detail: String) -> Run<T> {
    Err(Halt::Trouble(Trouble { code, detail }))
}

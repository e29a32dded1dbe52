//! What a message brings: the submission of its form, or a member for each of its forms.

use super::{form, submission, task};
use crate::{
    ids::{Key, PersonId},
    outcome::{Rejection, RejectionKind},
    work::{Run, Work},
};
use mingjing_expr::Value;
use mingjing_model::definition::{MessageRef, NameIx};

/// Stores the body of an awaited message at an element; `by` is who entered it, none for one that came by itself.
///
/// # Errors
/// Those of [`submission::submit`]; MJ4204 for a member that no form takes, MJ4201 for one that must come and is missing.
pub(crate) fn take(work: &mut Work, at: Key, awaited: &MessageRef, body: &Value, by: Option<&PersonId>) -> Run {
    if let Some(into) = awaited.into {
        return submission::submit(work, at, into, body.clone(), by.cloned());
    }
    if awaited.forms.is_empty() {
        return Ok(());
    }
    let Some(members) = body.as_map() else { return task::reject(unfit("", "MJ4202", &[("expected", "map")])) };
    let form_of = |id: &str| awaited.forms.iter().copied().find(|name| work.def.name(*name).id == id);
    let mut submissions: Vec<(NameIx, &Value)> = Vec::new();
    for (id, value) in members.iter().filter(|(_, value)| !value.is_null()) {
        match form_of(id) {
            Some(name) => submissions.push((name, value)),
            None => return task::reject(unfit(id, "MJ4204", &[("field", id)])),
        }
    }
    if let Some(missing) = awaited.required.iter().find(|name| submissions.iter().all(|(came, _)| came != *name)) {
        let id = &work.def.name(*missing).id;
        return task::reject(unfit(id, "MJ4201", &[("field", id)]));
    }
    for (name, value) in submissions {
        submission::submit(work, at, name, value.clone(), by.cloned())?;
    }
    Ok(())
}

fn unfit(member: &str, code: &str, params: &[(&str, &str)]) -> Rejection {
    let pointer = if member.is_empty() { String::new() } else { form::below("", member) };
    let error = form::error(&pointer, code, params);
    Rejection {
        code: error.code.clone(),
        kind: RejectionKind::Invalid,
        params: error.params.clone(),
        errors: vec![error],
    }
}

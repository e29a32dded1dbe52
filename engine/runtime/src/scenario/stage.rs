//! One case of a scenario, on a theatre: takes steps as their people would.

use super::{
    documents::Stationery,
    file::{Step, Verb},
    theatre::Theatre,
    values::{self, Moved},
};
use crate::{
    forms::read_submission,
    lane::Answer,
    store::{
        Error, MailboxKey, Message,
        read::{Cases, Directory, Facts},
    },
};
use mingjing_core::{
    command::{Actor, Command, Start, TaskRef, What},
    ids::{CommandId, Hash, InstanceId, PersonId, Tenant},
    outcome::{FieldError, Rejection},
    rows::TaskRow,
};
use mingjing_expr::Value;
use mingjing_model::definition::{Definition, FormIx};
use std::{collections::BTreeMap, sync::Arc};

/// What a step came to: done, or refused with these codes.
pub type Came = Result<(), Vec<String>>;

/// A case being played.
pub struct Stage {
    /// The process.
    pub definition: Arc<Definition>,
    /// Hash of the bundle.
    pub bundle: Hash,
    /// The organ's tenant.
    pub tenant: Tenant,
    /// The organ.
    pub organ: String,
    /// The case, once it has started.
    pub case: Option<InstanceId>,
    /// How its values are changed.
    pub moved: Moved,
    /// What its documents are made with.
    pub stationery: Stationery,
}

impl Stage {
    /// Takes a step; time steps are the caller's.
    ///
    /// # Errors
    /// Those of the store.
    pub fn take<T: Theatre>(&mut self, theatre: &mut T, step: &Step) -> Result<Came, Error> {
        match &step.verb {
            Verb::Nothing | Verb::Advance(_) => Ok(Ok(())),
            Verb::Start => self.start(theatre, step),
            Verb::Complete(node) => self.complete(theatre, step, node),
            Verb::Claim(node) => self.on_task(theatre, step, node, What::ClaimTask),
            Verb::Release(node) => self.on_task(theatre, step, node, What::ReleaseTask),
            Verb::Act(act) => self.act(theatre, step, act),
            Verb::Message { name, key } => Ok(self.message(theatre, step, name, key)),
            Verb::Retry(node) => self.retry(theatre, step, node),
        }
    }

    fn start<T: Theatre>(&mut self, theatre: &mut T, step: &Step) -> Result<Came, Error> {
        let node = self.definition.start();
        let form = self.definition.node(node).form;
        let submission = match self.submission(step, form) {
            Ok(submission) => submission,
            Err(errors) => return Ok(Err(codes(&errors))),
        };
        let id = theatre.command_id();
        let instance = InstanceId { tenant: self.tenant, uuid: id.0 };
        let unit = match &step.person {
            Some(person) => self.unit_of(theatre, person)?,
            None => None,
        };
        let documents = self.papers(theatre, &step.documents, node, None, &submission)?;
        let process = self.definition.process.clone();
        let (bundle, organ) = (self.bundle, self.organ.clone());
        let start = Start { bundle, process, organ, unit, submission, message: None, documents };
        let came = send(theatre, id, step, instance, What::Start(start));
        if came.is_ok() {
            self.case = Some(instance);
        }
        Ok(came)
    }

    fn complete<T: Theatre>(&mut self, theatre: &mut T, step: &Step, node: &str) -> Result<Came, Error> {
        let Some(row) = self.task(theatre, node, step.item)? else { return Ok(no_task(node)) };
        let ix = self.definition.node_by_id(node);
        let form = ix.and_then(|ix| self.definition.node(ix).form);
        let submission = match self.submission(step, form) {
            Ok(submission) => submission,
            Err(errors) => return Ok(Err(codes(&errors))),
        };
        let documents = match ix {
            Some(ix) => self.papers(theatre, &step.documents, ix, Some((row.instance, row.key)), &submission)?,
            None => Vec::new(),
        };
        let mut task = TaskRef { key: row.key, revision: row.revision };
        if row.assignee.is_none() {
            let id = theatre.command_id();
            if let Err(refused) = send(theatre, id, step, row.instance, What::ClaimTask(task)) {
                return Ok(Err(refused));
            }
            task.revision = self.task(theatre, node, step.item)?.map_or(task.revision, |row| row.revision);
        }
        let id = theatre.command_id();
        Ok(send(theatre, id, step, row.instance, What::CompleteTask { task, submission, documents }))
    }

    fn on_task<T: Theatre>(
        &mut self,
        theatre: &mut T,
        step: &Step,
        node: &str,
        what: fn(TaskRef) -> What,
    ) -> Result<Came, Error> {
        let Some(row) = self.task(theatre, node, step.item)? else { return Ok(no_task(node)) };
        let id = theatre.command_id();
        Ok(send(theatre, id, step, row.instance, what(TaskRef { key: row.key, revision: row.revision })))
    }

    fn act<T: Theatre>(&mut self, theatre: &mut T, step: &Step, act: &str) -> Result<Came, Error> {
        let Some(case) = self.case else { return Ok(Err(vec!["no case yet".to_owned()])) };
        let form = self.definition.act_by_id(act).and_then(|ix| self.definition.acts[ix.index()].form);
        let submission = match self.submission(step, form) {
            Ok(submission) => submission,
            Err(errors) => return Ok(Err(codes(&errors))),
        };
        let id = theatre.command_id();
        Ok(send(theatre, id, step, case, What::RequestAct { act: act.to_owned(), submission }))
    }

    fn message<T: Theatre>(&mut self, theatre: &mut T, step: &Step, name: &str, key: &str) -> Came {
        let id = theatre.command_id();
        let body = step.values.as_ref().map_or_else(|| Value::Map(BTreeMap::new()), values::untyped);
        let body = serde_json::to_vec(&body).unwrap_or_default();
        let message =
            Message { id: id.0.to_string(), body, at: theatre.now(), expires_at: None, salt: id.0.into_bytes() };
        let mailbox = MailboxKey { tenant: self.tenant, name: name.to_owned(), key: key.to_owned() };
        let answer = theatre.publish(mailbox, message);
        if let Some(Answer::Delivered { instance, .. }) = &answer {
            self.case.get_or_insert(*instance);
        }
        came(answer)
    }

    fn retry<T: Theatre>(&mut self, theatre: &mut T, step: &Step, node: &str) -> Result<Came, Error> {
        let facts = self.facts(theatre)?;
        let incident = facts.iter().flat_map(|facts| &facts.incidents).find(|incident| incident.node == node);
        let Some(incident) = incident else { return Ok(Err(vec![format!("no incident at `{node}`")])) };
        let id = theatre.command_id();
        Ok(send(theatre, id, step, incident.instance, What::RetryIncident { incident: incident.key }))
    }

    fn submission(&self, step: &Step, form: Option<FormIx>) -> Result<Value, Vec<FieldError>> {
        let Some(form) = form else {
            return Ok(step.values.as_ref().map_or_else(|| Value::Map(BTreeMap::new()), values::untyped));
        };
        let form = self.definition.form(form);
        read_submission(form, &values::json(&form.fields, step.values.as_ref(), &self.moved))
    }

    fn unit_of<T: Theatre>(&self, theatre: &T, person: &str) -> Result<Option<String>, Error> {
        let found = theatre.wait(theatre.store().person_get(&PersonId::new(person)))?;
        Ok(found.and_then(|person| person.roles.iter().find_map(|(right, _, _)| right.unit.clone())))
    }

    /// The case's rows; none before it starts.
    ///
    /// # Errors
    /// Those of the store.
    pub fn facts<T: Theatre>(&self, theatre: &T) -> Result<Option<Facts>, Error> {
        match self.case {
            Some(case) => theatre.wait(theatre.store().case_get(case)),
            None => Ok(None),
        }
    }

    fn task<T: Theatre>(&self, theatre: &T, node: &str, item: Option<u32>) -> Result<Option<TaskRow>, Error> {
        let tasks = self.facts(theatre)?.into_iter().flat_map(|facts| facts.tasks);
        Ok(tasks.into_iter().find(|row| row.node == node && (item.is_none() || row.item == item)))
    }
}

fn no_task(node: &str) -> Came {
    Err(vec![format!("no open task `{node}`")])
}

fn send<T: Theatre>(theatre: &mut T, id: CommandId, step: &Step, instance: InstanceId, what: What) -> Came {
    let actor = step.person.as_ref().map_or(Actor::System, |person| Actor::Person(PersonId::new(person.as_str())));
    came(theatre.send(Command { id, actor, instance, what, reason: step.reason.clone(), salt: id.0.into_bytes() }))
}

fn came(answer: Option<Answer>) -> Came {
    match answer {
        Some(
            Answer::Done { .. } | Answer::Repeated { .. } | Answer::Delivered { .. } | Answer::Kept | Answer::Known,
        ) => Ok(()),
        Some(Answer::Rejected(rejection) | Answer::Refused { rejection, .. }) => Err(of_rejection(&rejection)),
        Some(Answer::NoReceiver) => Err(vec!["no receiver".to_owned()]),
        Some(Answer::Overloaded) => Err(vec!["overloaded".to_owned()]),
        Some(Answer::Fault(fault)) => Err(vec![fault.code.to_owned(), fault.detail]),
        None => Err(vec!["no answer".to_owned()]),
    }
}

fn of_rejection(rejection: &Rejection) -> Vec<String> {
    std::iter::once(rejection.code.clone()).chain(codes(&rejection.errors)).collect()
}

fn codes(errors: &[FieldError]) -> Vec<String> {
    let fields = errors.iter().map(|error| format!("{} {}", error.pointer, error.code));
    errors.iter().map(|error| error.code.clone()).chain(fields).collect()
}

//! One case of a scenario, on a theatre: takes steps as their people would.

use super::{
    documents::Stationery,
    file::{Step, Verb},
    theatre::Theatre,
    values::{self, Moved},
};
use crate::{
    control,
    forms::{read_plain, read_submission},
    lane::Answer,
    store::{
        Error, MailboxKey, Message,
        read::{Cases, Directory, Facts, Histories},
    },
};
use mingjing_core::{
    command::{Actor, Command, Start, TaskRef, What},
    ids::{CommandId, Hash, InstanceId, Key, PersonId, Tenant},
    outcome::{FieldError, Rejection},
    rows::{CardRow, TaskRow},
    state::{Instance, SubscriptionState},
};
use mingjing_expr::Value;
use mingjing_model::{
    definition::{Definition, Field, FormIx, MessageRef, NameIx, NameKind, NodeIx},
    yaml::Node,
};
use std::{collections::BTreeMap, sync::Arc};

/// What a step came to: done, or refused with these codes.
pub type Came = Result<(), Vec<String>>;

/// What an organ has filed.
#[derive(Clone)]
pub struct Filed {
    /// The organ.
    pub organ: String,
    /// Hash of its bundle.
    pub bundle: Hash,
    /// Its tenant.
    pub tenant: Tenant,
    /// Its processes.
    pub definitions: Vec<Arc<Definition>>,
}

impl Filed {
    /// The process of this name.
    pub fn definition(&self, process: &str) -> Option<&Arc<Definition>> {
        self.definitions.iter().find(|definition| definition.process == process)
    }
}

/// A case being played.
#[derive(Clone)]
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
    /// What the organs have filed, this one's among them.
    pub filed: Arc<Vec<Filed>>,
    /// What its documents are made with.
    pub stationery: Stationery,
}

impl Stage {
    /// Takes a step; time steps are the caller's.
    ///
    /// # Errors
    /// Those of the store.
    pub fn take<T: Theatre>(&mut self, theatre: &mut T, step: &Step) -> Result<Came, Error> {
        let Some(within) = &step.within else { return self.take_here(theatre, step) };
        theatre.settle();
        match self.place(theatre, step)? {
            Some(mut place) => place.take_here(theatre, step),
            None => Ok(Err(vec![format!("no case of `{within}` is linked with this one")])),
        }
    }

    /// Where a step is taken: this case, or the newest of another process that is linked with it; none = there is none.
    ///
    /// # Errors
    /// Those of the store.
    pub fn place<T: Theatre>(&self, theatre: &T, step: &Step) -> Result<Option<Self>, Error> {
        let Some(within) = &step.within else { return Ok(Some(self.clone())) };
        let (organ, process) = within.split_once('/').unwrap_or((&self.organ, within));
        let Some(filed) = self.filed.iter().find(|filed| filed.organ == organ) else { return Ok(None) };
        let Some(definition) = filed.definition(process) else { return Ok(None) };
        let found = self.linked(theatre)?.into_iter().filter(|instance| {
            Some(instance.id) != self.case && instance.organ == organ && instance.process == process
        });
        let newest = found.max_by_key(|instance| (instance.started_at, instance.id));
        Ok(newest.map(|instance| Self {
            definition: definition.clone(),
            bundle: filed.bundle,
            tenant: filed.tenant,
            organ: organ.to_owned(),
            case: Some(instance.id),
            moved: self.moved.clone(),
            filed: self.filed.clone(),
            stationery: self.stationery.clone(),
        }))
    }

    /// The case and all that are linked with it, at any distance.
    ///
    /// # Errors
    /// Those of the store.
    pub fn linked<T: Theatre>(&self, theatre: &T) -> Result<Vec<Instance>, Error> {
        let mut known: BTreeMap<InstanceId, Instance> = BTreeMap::new();
        let mut open: Vec<InstanceId> = self.case.into_iter().collect();
        while let Some(id) = open.pop() {
            if known.contains_key(&id) {
                continue;
            }
            let Some(instance) = self.control(theatre, id)? else { continue };
            open.extend(instance.links.iter().map(|link| link.instance));
            known.insert(id, instance);
        }
        Ok(known.into_values().collect())
    }

    fn control<T: Theatre>(&self, theatre: &T, id: InstanceId) -> Result<Option<Instance>, Error> {
        let stored = theatre.wait(theatre.store().instance_get(id))?;
        Ok(stored.and_then(|(_, bytes)| control::decode(&bytes).ok()))
    }

    fn take_here<T: Theatre>(&mut self, theatre: &mut T, step: &Step) -> Result<Came, Error> {
        match &step.verb {
            Verb::Nothing => Ok(Ok(())),
            Verb::Advance(_) => self.meet(theatre),
            Verb::Start => self.start(theatre, step),
            Verb::Complete(node) => self.complete(theatre, step, node),
            Verb::Claim(node) => self.on_task(theatre, step, node, What::ClaimTask),
            Verb::Release(node) => self.on_task(theatre, step, node, What::ReleaseTask),
            Verb::Act(act) => self.act(theatre, step, act),
            Verb::Message { name, key } => self.message(theatre, step, name, key.as_deref()),
            Verb::Enter(node) => self.enter(theatre, step, node),
            Verb::Card { card, deed } => self.card(theatre, step, card, deed),
            Verb::Retry(node) => self.retry(theatre, step, node),
        }
    }

    /// Of a process that begins by time: the case that has begun, if this scenario has none.
    fn meet<T: Theatre>(&mut self, theatre: &T) -> Result<Came, Error> {
        if self.case.is_none() && self.definition.timer_starts().next().is_some() {
            let all = theatre.wait(theatre.store().instance_page(self.tenant, None, u32::MAX))?;
            let controls = all.into_iter().filter_map(|(_, _, bytes)| control::decode(&bytes).ok());
            let begun = controls.filter(|instance| instance.process == self.definition.process);
            self.case = begun.min_by_key(|instance| (instance.started_at, instance.id)).map(|instance| instance.id);
        }
        Ok(Ok(()))
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
        let start = Start {
            bundle: self.bundle,
            process,
            organ: self.organ.clone(),
            unit,
            submission,
            message: None,
            from: None,
            timer: None,
            documents,
        };
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

    fn card<T: Theatre>(&mut self, theatre: &mut T, step: &Step, card: &str, deed: &str) -> Result<Came, Error> {
        let Some(case) = self.case else { return Ok(Err(vec!["no case yet".to_owned()])) };
        let facts = theatre.wait(theatre.store().case_get(case))?;
        let cards = facts.map(|facts| facts.cards).unwrap_or_default();
        let named = |row: &&CardRow| !row.superseded && format!("{}@{}", row.rule, row.about) == card;
        let Some(key) = cards.iter().rfind(named).map(|row| row.key) else {
            return Ok(Err(vec![format!("no card {card}")]));
        };
        let Some(what) = What::about_card(key, deed) else { return Ok(Err(vec![format!("cannot {deed} a card")])) };
        let id = theatre.command_id();
        Ok(send(theatre, id, step, case, what))
    }

    fn message<T: Theatre>(
        &mut self,
        theatre: &mut T,
        step: &Step,
        name: &str,
        key: Option<&str>,
    ) -> Result<Came, Error> {
        let awaited = |node: NodeIx| self.definition.node(node).kind.awaited().filter(|awaited| awaited.name == name);
        let instance = match self.case {
            Some(case) => self.control(theatre, case)?,
            None => None,
        };
        let open =
            instance.as_ref().and_then(|instance| self.subscription(instance, step, |node| awaited(node).is_some()));
        let key = match (key, &open) {
            (Some(key), _) => self.moved.text(key).to_owned(),
            (None, Some((_, open))) => open.correlation.clone(),
            (None, None) => return Ok(Err(vec![format!("the case does not await `{name}`")])),
        };
        let everywhere = (0..self.definition.nodes.len()).map(NodeIx::at).find_map(awaited);
        let body = self.body(step, open.and_then(|(_, open)| awaited(open.node)).or(everywhere));
        let id = theatre.command_id();
        let body = serde_json::to_vec(&body).unwrap_or_default();
        let message = Message {
            id: id.0.to_string(),
            body,
            at: theatre.now(),
            expires_at: None,
            salt: id.0.into_bytes(),
            from: None,
        };
        let mailbox = MailboxKey { tenant: self.tenant, name: name.to_owned(), key };
        let answer = theatre.publish(mailbox, message);
        if let Some(Answer::Delivered { instance, .. }) = &answer {
            self.case.get_or_insert(*instance);
        }
        Ok(came(answer))
    }

    fn enter<T: Theatre>(&mut self, theatre: &mut T, step: &Step, node: &str) -> Result<Came, Error> {
        let nobody = || Ok(Err(vec![format!("nothing is awaited at `{node}`")]));
        let Some(case) = self.case else { return nobody() };
        let Some(instance) = self.control(theatre, case)? else { return nobody() };
        let open = self.subscription(&instance, step, |ix| self.definition.node(ix).id == node);
        let Some((subscription, open)) = open else { return nobody() };
        let submission = self.body(step, self.definition.node(open.node).kind.awaited());
        let id = theatre.command_id();
        Ok(send(theatre, id, step, case, What::EnterMessage { subscription, submission }))
    }

    /// The case's first open subscription at such a node, of the step's item where it names one.
    fn subscription<'i>(
        &self,
        instance: &'i Instance,
        step: &Step,
        at: impl Fn(NodeIx) -> bool,
    ) -> Option<(Key, &'i SubscriptionState)> {
        let of_item = |open: &SubscriptionState| {
            let mut around = std::iter::successors(Some(open.owner), |key| {
                instance.elements.get(key).map(|element| element.parent).filter(|parent| parent != key)
            });
            step.item.is_none_or(|item| {
                around.any(|key| {
                    let element = instance.elements.get(&key);
                    element.and_then(|element| element.item).is_some_and(|(at, _)| at == item)
                })
            })
        };
        let mut open = instance.subscriptions.iter();
        open.find(|(_, open)| at(open.node) && of_item(open)).map(|(key, open)| (*key, open))
    }

    /// What a message carries, as somebody outside would send it.
    fn body(&self, step: &Step, awaited: Option<&MessageRef>) -> Value {
        let Some(node) = &step.values else { return Value::Map(BTreeMap::new()) };
        let form = |name: NameIx| match self.definition.name(name).kind {
            NameKind::Form(form) => Some(self.definition.form(form)),
            NameKind::Variable | NameKind::Item | NameKind::Accrued => None,
        };
        let plain = |fields: &[Field], node: &Node| {
            read_plain(&values::json(fields, Some(node), &self.moved)).unwrap_or_else(|_| values::untyped(node))
        };
        match awaited {
            Some(MessageRef { into: Some(name), .. }) => {
                form(*name).map_or_else(|| values::untyped(node), |form| plain(&form.fields, node))
            }
            Some(MessageRef { forms, .. }) if !forms.is_empty() => {
                let members = node.as_map().unwrap_or_default().iter().map(|(key, node)| {
                    let form = forms.iter().filter_map(|name| form(*name)).find(|form| form.id == key.text);
                    let value = form.map_or_else(|| values::untyped(node), |form| plain(&form.fields, node));
                    (Arc::from(key.text.as_str()), value)
                });
                Value::Map(members.collect())
            }
            _ => values::untyped(node),
        }
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

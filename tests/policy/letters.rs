//! Messages: they come by themselves, or somebody of the lane enters them from paper.

use crate::{
    aim::NOWHERE,
    memory::Memory,
    player::{Case, Filled, Game},
};
use mingjing_core::{
    command::What,
    rows::{Row, SubscriptionRow},
};
use mingjing_expr::Value;
use mingjing_model::definition::{Definition, FormIx, MessageRef, NameIx, NameKind, NodeIx};
use mingjing_runtime::{
    lane::Answer,
    scenario::{theatre::Theatre, world::World},
    store::{MailboxKey, Message},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

impl Game<'_> {
    /// A message for somebody who waits for it.
    pub fn message(&mut self) {
        let row = |row: &Row| if let Row::Subscription(row) = row { Some(row.clone()) } else { None };
        let open: Vec<SubscriptionRow> = self.world.store.state().rows.values().filter_map(row).collect();
        let Some(row) = self.nearest(&open, Self::far_from) else { return };
        let Some(at) = self.cases.iter().position(|case| case.instance == row.instance) else { return };
        let definition = self.cases[at].definition.clone();
        let awaited = definition.nodes.iter().filter_map(|node| node.kind.awaited());
        let Some(message) = awaited.filter(|one| !one.act).find(|one| one.name == row.name).cloned() else { return };
        if self.house.is_internal(&message) {
            return;
        }
        // Once in a while somebody enters what comes only by itself.
        let by_hand = if message.lane.is_some() { self.chance.percent(60) } else { self.chance.once_in(10) };
        if by_hand { self.enter(at, &message, &row) } else { self.publish(&definition, &message, row.correlation) }
    }

    /// How far what a subscription leads to is from the aim.
    fn far_from(&self, row: &SubscriptionRow) -> u32 {
        let Some(case) = self.cases.iter().find(|case| case.instance == row.instance) else { return NOWHERE };
        let nodes = case.definition.nodes.iter().enumerate();
        let waits = nodes.filter(|(_, node)| node.kind.awaited().is_some_and(|one| !one.act && one.name == row.name));
        waits.map(|(at, _)| self.aim.distance(&case.definition, NodeIx::at(at))).min().unwrap_or(NOWHERE)
    }

    fn enter(&mut self, at: usize, message: &MessageRef, row: &SubscriptionRow) {
        let definition = self.cases[at].definition.clone();
        let memory = self.memory(at);
        let person = match message.lane.filter(|_| self.chance.percent(90)) {
            Some(lane) => self.of_lane(&definition, lane, &memory),
            None => self.anybody(),
        };
        let from = self.far_from(row);
        let made = self.best(&definition, from, |game, before: Option<&Vec<Filled>>| {
            let before = before.and_then(|all| all.first());
            let (body, filled) = game.body(&definition, message, &memory, before)?;
            let what = What::EnterMessage { subscription: row.key, submission: body };
            Some((game.of(row.instance, &person, what), filled))
        });
        let Some((command, filled)) = made else { return };
        if matches!(self.send(command), Answer::Done { .. }) {
            filled.iter().for_each(|one| one.keep(&mut self.cases[at].memory));
        }
    }

    /// Publishes a message to a mailbox.
    pub fn publish(&mut self, definition: &Arc<Definition>, message: &MessageRef, key: String) {
        let Some((body, filled)) = self.body(definition, message, &Memory::default(), None) else { return };
        let id = self.world.command_id();
        let body = serde_json::to_vec(&body).unwrap();
        let at = self.world.now;
        let letter = Message { id: id.0.to_string(), body, at, expires_at: None, salt: id.0.into_bytes(), from: None };
        let mailbox = MailboxKey { tenant: self.tenant, name: message.name.clone(), key };
        let answer = self.world.publish(mailbox, letter).unwrap();
        self.note(|| format!("message {}: {answer:?}", message.name));
        self.words.look(&answer);
        if let Answer::Delivered { instance, .. } = answer
            && self.cases.iter().all(|case| case.instance != instance)
        {
            let mut memory = Memory::default();
            filled.iter().for_each(|one| one.keep(&mut memory));
            self.cases.push(Case { instance, definition: definition.clone(), memory });
        }
    }

    /// The body of a message: its form, or a member for each of its forms. None is left out: a process reads what it needs of
    /// them, and what is not there raises an incident, as it should.
    fn body(
        &mut self,
        definition: &Definition,
        message: &MessageRef,
        known: &Memory,
        before: Option<&Filled>,
    ) -> Option<(Value, Vec<Filled>)> {
        if let Some(form) = message.into.and_then(|name| form(definition, name)) {
            let filled = self.submission(definition, known, Some(form), None, before)?;
            return Some((filled.typed.clone(), vec![filled]));
        }
        let (mut body, mut all, mut memory) = (BTreeMap::new(), Vec::new(), known.clone());
        for name in &message.forms {
            let filled = self.submission(definition, &memory, form(definition, *name), None, None)?;
            filled.keep(&mut memory);
            body.insert(definition.name(*name).id.as_str().into(), filled.typed.clone());
            all.push(filled);
        }
        Some((Value::Map(body), all))
    }
}

fn form(definition: &Definition, name: NameIx) -> Option<FormIx> {
    match definition.name(name).kind {
        NameKind::Form(form) => Some(form),
        NameKind::Variable | NameKind::Item | NameKind::Accrued => None,
    }
}

/// The keys under which somebody waits for a message.
pub fn keys(world: &World) -> Vec<String> {
    let key = |row: &Row| if let Row::Subscription(row) = row { Some(row.correlation.clone()) } else { None };
    let keys: BTreeSet<String> = world.store.state().rows.values().filter_map(key).collect();
    keys.into_iter().filter(|key| !key.is_empty()).collect()
}

/// The fields by which a process addresses its messages.
pub fn addresses(definition: &Definition) -> BTreeSet<(String, String)> {
    use mingjing_model::definition::NodeKind;
    let key = |kind: &NodeKind| match kind {
        NodeKind::ThrowMessage(throw) | NodeKind::EndMessage(throw) => throw.key.path(),
        _ => None,
    };
    let paths = definition.nodes.iter().filter_map(|node| key(&node.kind));
    paths.filter(|path| path.len() == 2).map(|path| (path[0].to_string(), path[1].to_string())).collect()
}

//! Messages, timers, errors: what events wait for.

use mingjing_expr::{Type, TypeEnv};

use super::Lower;
use crate::definition::{ErrorCatch, MessageRef, MessageThrow, NameIx, Text, Timer, TimerWhen, Trigger};
use crate::messages::code;
use crate::process::names::unknown;
use crate::process::syntax::{self, CatchEvent, Id};

impl Lower<'_> {
    /// A message that is awaited.
    pub(super) fn message(&mut self, message: &syntax::Message<'_>, env: &TypeEnv) -> MessageRef {
        let key = message.key.as_ref();
        let mut forms = Vec::new();
        let mut required = Vec::new();
        for (form, must) in &message.forms {
            let Some(name) = self.form_name(*form) else { continue };
            forms.push(name);
            if *must {
                required.push(name);
            }
        }
        MessageRef {
            name: message.name.text.to_owned(),
            key: key.and_then(|key| self.value(key, &Type::Text, env)),
            into: message.into.and_then(|form| self.form_name(form)),
            forms,
            required,
            lane: message.lane.and_then(|lane| self.names.lanes.find(lane, code::UNKNOWN_LANE, self.report)),
            act: false,
        }
    }

    /// A message that is sent; none when its key has a fault.
    pub(super) fn throw(&mut self, throw: &syntax::Throw<'_>, env: &TypeEnv) -> Option<MessageThrow> {
        let mut body = Vec::new();
        for (path, formula) in &throw.body {
            if let Some((value, _)) = self.typed(formula, env) {
                body.push((path.iter().map(|id| id.text.to_owned()).collect(), value));
            }
        }
        let recipient = throw.recipient.as_ref().and_then(|formula| self.value(formula, &Type::Text, env));
        let key = throw.key.as_ref().and_then(|formula| self.value(formula, &Type::Text, env))?;
        Some(MessageThrow { name: throw.name.text.to_owned(), key, recipient, body })
    }

    /// The root name of a form.
    pub(super) fn form_name(&mut self, form: Id<'_>) -> Option<NameIx> {
        self.form(form)?;
        self.names.root(form.text).map(|(number, _)| number)
    }

    /// The number of a form.
    pub(super) fn form(&mut self, form: Id<'_>) -> Option<crate::definition::FormIx> {
        let found = self.names.forms.get(form.text);
        if found.is_none() {
            unknown(form, code::UNKNOWN_FORM, self.parts.forms.keys().map(String::as_str), self.report);
        }
        found
    }

    /// A timer; none when its expression has a fault.
    pub(super) fn timer(&mut self, timer: &syntax::Timer<'_>, env: &TypeEnv) -> Option<Timer> {
        let when = match timer {
            syntax::Timer::After { term, from } => TimerWhen::After {
                limit: term.limit,
                from: from.and_then(|path| self.path_to(path, &[Type::Date, Type::Instant])),
            },
            syntax::Timer::Cycle(cycle) => TimerWhen::Cycle(cycle.clone()),
            syntax::Timer::At(formula) => TimerWhen::At(self.value_of(formula, [&Type::Date, &Type::Instant], env)?),
        };
        Some(Timer { when })
    }

    /// What triggers a boundary event or an event sub-process.
    pub(super) fn trigger(&mut self, trigger: &syntax::Trigger<'_>, env: &TypeEnv) -> Option<Trigger> {
        Some(match trigger {
            syntax::Trigger::Act(id) => Trigger::Message(self.act_message(*id)?),
            syntax::Trigger::Message(message) => Trigger::Message(self.message(message, env)),
            syntax::Trigger::Timer(timer) => Trigger::Timer(self.timer(timer, env)?),
            syntax::Trigger::Error(code, _) => {
                Trigger::Error(ErrorCatch { code: code.map(|code| code.text.to_owned()) })
            }
        })
    }

    /// An act is a message that only the act's command brings, with the act's form.
    fn act_message(&mut self, id: Id<'_>) -> Option<MessageRef> {
        let number = self.names.acts.find(id, code::UNKNOWN_ACT, self.report)?;
        let form = self.process.acts.get(number.index()).and_then(|act| act.form);
        let into = form.and_then(|form| self.names.root(form.text)).map(|(number, _)| number);
        Some(MessageRef {
            name: id.text.to_owned(),
            key: None,
            into,
            forms: Vec::new(),
            required: Vec::new(),
            lane: None,
            act: true,
        })
    }
}

/// What people see on an event without a title of its own.
pub(super) fn trigger_title(trigger: Option<&syntax::Trigger<'_>>) -> Text {
    match trigger {
        Some(syntax::Trigger::Act(id)) => named(id.text),
        Some(syntax::Trigger::Message(message)) => named(message.name.text),
        Some(syntax::Trigger::Timer(timer)) => timer_title(timer),
        Some(syntax::Trigger::Error(Some(code), _)) => {
            Text { zh: format!("错误 {}", code.text), en: Some(format!("error {}", code.text)) }
        }
        Some(syntax::Trigger::Error(None, _)) => {
            Text { zh: "任何错误".to_owned(), en: Some("any error".to_owned()) }
        }
        None => named(""),
    }
}

/// What people see on a catch event without a title of its own.
pub(super) fn catch_title(event: Option<&CatchEvent<'_>>) -> Text {
    match event {
        Some(CatchEvent::Message(message)) => named(message.name.text),
        Some(CatchEvent::Timer(timer)) => timer_title(timer),
        None => named(""),
    }
}

fn timer_title(timer: &syntax::Timer<'_>) -> Text {
    match timer {
        syntax::Timer::After { term, .. } => Text {
            zh: term.limit.render(mingjing_clock::Lang::Zh),
            en: Some(term.limit.render(mingjing_clock::Lang::En)),
        },
        syntax::Timer::Cycle(_) => Text { zh: "定期".to_owned(), en: Some("recurring".to_owned()) },
        syntax::Timer::At(_) => Text { zh: "到期".to_owned(), en: Some("due".to_owned()) },
    }
}

fn named(name: &str) -> Text {
    Text { zh: name.to_owned(), en: None }
}

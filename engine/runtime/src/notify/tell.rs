//! One notice of the outbox: when, to whom, in which words.

use super::{Notifier, deliver::address, recipients::Roll, words};
use crate::{
    codes,
    store::{
        CardMatter, Error, Matter, NoticeId,
        read::{NewDelivery, NewLine, OutboxLine, Told},
    },
};
use handlebars::RenderError;
use jiff::{Timestamp, civil::Date};
use mingjing_clock::{Calendar, hours};
use mingjing_core::ids::PersonId;
use mingjing_model::{
    bundle::Bundle,
    definition::{CardLevel, CardRule, Channel, Definition, Text},
    files::{NoticeFile, OrganFile},
};
use std::sync::Arc;

/// A card with all that its notice needs.
struct Case<'a> {
    notice: NoticeId,
    matter: &'a CardMatter,
    /// As the case pins it.
    definition: &'a Definition,
    rule: &'a CardRule,
    texts: &'a NoticeFile,
    /// As it is today.
    organ: &'a OrganFile,
    calendar: Option<Calendar>,
}

impl Notifier {
    /// Tells a notice, or says until when it waits, or that somebody has to see to it. Whether it was told.
    pub(super) async fn tell_one(&self, line: &OutboxLine, now: Timestamp) -> Result<bool, Error> {
        let no_text = async || self.store.outbox_stop(&line.notice, codes::NO_TEXT).await.map(|()| false);
        let Ok(Matter::Card(matter)) = serde_json::from_slice(&line.matter) else { return no_text().await };
        let Some(pinned) = self.bundle(matter.bundle).await? else { return no_text().await };
        let current = self.current(&line.organ).await?.unwrap_or_else(|| pinned.clone());
        let Some(case) = self.case(line, &matter, &pinned, &current).await? else { return no_text().await };
        if let Some(until) = case.waits_until(now) {
            return self.store.outbox_wait(&line.notice, until).await.map(|()| false);
        }
        let roll = Roll::new(self.store.as_ref(), case.today(now));
        let people = roll.of(&case.rule.tell.to, &line.organ, &matter).await?;
        if people.is_empty() {
            tracing::warn!(code = codes::NOBODY, notice.id = %line.notice, "there is nobody to tell");
            return self.store.outbox_stop(&line.notice, codes::NOBODY).await.map(|()| false);
        }
        let Ok(told) = self.told(&case, &people, now).await? else { return no_text().await };
        self.store.outbox_tell(&line.notice, &told).await?;
        people.into_iter().for_each(|person| self.changed(person));
        Ok(true)
    }

    /// None when the bundle does not have what the notice needs.
    async fn case<'a>(
        &self,
        line: &OutboxLine,
        matter: &'a CardMatter,
        pinned: &'a Arc<Bundle>,
        current: &'a Arc<Bundle>,
    ) -> Result<Option<Case<'a>>, Error> {
        let definition = pinned.definitions.iter().find(|definition| definition.process == matter.process);
        let Some(definition) = definition else { return Ok(None) };
        let Some(rule) = definition.cards.iter().find(|rule| rule.id == matter.rule) else { return Ok(None) };
        let texts = pinned.notices.iter().find(|notice| notice.notice == rule.tell.notice());
        let Some(texts) = texts else { return Ok(None) };
        let calendar = self.calendar(&definition.calendar, definition.region.as_deref()).await?;
        let organ = &current.organ;
        Ok(Some(Case { notice: line.notice, matter, definition, rule, texts, organ, calendar }))
    }

    async fn told(
        &self,
        case: &Case<'_>,
        people: &[PersonId],
        now: Timestamp,
    ) -> Result<Result<Told, RenderError>, Error> {
        let mut told = Told { at: Some(now), ..Told::default() };
        let line = |english: bool| {
            let speech = words::Speech { english };
            words::message(case.texts, Channel::App, speech, &self.facts(case, speech)).map(|text| text.body)
        };
        let (zh, en) = match (line(false), line(true)) {
            (Ok(zh), Ok(en)) => (zh, en),
            (Err(error), _) | (_, Err(error)) => return Ok(Err(error)),
        };
        let en = case.texts.app.en.is_some().then_some(en);
        let digest_at = case.digest_at(now);
        for person in people {
            let (zh, en) = (zh.clone(), en.clone());
            told.lines.push(NewLine { person: person.clone(), level: case.matter.level, zh, en });
            let contact = self.store.contact_get(person).await?;
            let wanted = |channel: &&Channel| self.ways.contains_key(channel) && address(&contact, **channel).is_some();
            for channel in case.rule.tell.channels.iter().filter(wanted) {
                let speech = words::Speech { english: contact.english };
                let text = match digest_at {
                    Some(_) => None,
                    None => match words::message(case.texts, *channel, speech, &self.facts(case, speech)) {
                        Ok(text) => Some(text),
                        Err(error) => return Ok(Err(error)),
                    },
                };
                let due_at = digest_at.unwrap_or(now);
                told.deliveries.push(NewDelivery { person: person.clone(), channel: *channel, text, due_at });
            }
        }
        Ok(Ok(told))
    }

    fn facts(&self, case: &Case<'_>, speech: words::Speech) -> words::Facts {
        let matter = case.matter;
        let unit = case.organ.units.iter().find(|unit| Some(&unit.id) == matter.unit.as_ref());
        words::Facts {
            organ: speech.say(&case.organ.title),
            level: speech.level(matter.level),
            rule: speech.say(&case.rule.title),
            count: "1".to_owned(),
            moment: speech.moment(matter.event_at, &words::zone(&case.organ.timezone)),
            unit: unit.map(|unit| speech.say(&unit.title)).unwrap_or_default(),
            process: speech.say(&case.definition.title),
            case_number: matter.number.clone().unwrap_or_default(),
            about: case.about().map(|title| speech.say(title)).unwrap_or_else(|| matter.about.clone()),
            link: self.address.as_ref().map(|at| format!("{at}/cases/{}", case.notice.instance)).unwrap_or_default(),
            list: String::new(),
        }
    }
}

impl Case<'_> {
    /// What people call the node or clock.
    fn about(&self) -> Option<&Text> {
        let id = &self.matter.about;
        let node = self.definition.node_by_id(id).map(|node| &self.definition.node(node).title);
        node.or_else(|| self.definition.clocks.iter().find(|clock| clock.id == *id).map(|clock| &clock.title))
    }

    /// Until when the hours of the organ let it wait; none = it is told now. Without a calendar nothing waits.
    fn waits_until(&self, now: Timestamp) -> Option<Timestamp> {
        if self.rule.tell.at_once {
            return None;
        }
        let open = self.organ.working_hours.unwrap_or_default();
        let opens = hours::first_within(now, open.from, open.to, self.calendar.as_ref()?).ok()?;
        (opens > now).then_some(opens)
    }

    /// The digest with which it goes out; none = by itself. Red never waits.
    fn digest_at(&self, now: Timestamp) -> Option<Timestamp> {
        if self.rule.tell.at_once || self.matter.level == CardLevel::Red {
            return None;
        }
        hours::first_at(now, self.organ.digest?, self.calendar.as_ref()?).ok()
    }

    fn today(&self, now: Timestamp) -> Date {
        words::zone(&self.organ.timezone).to_datetime(now).date()
    }
}

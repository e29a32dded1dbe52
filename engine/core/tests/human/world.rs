//! The world around a case: who holds which role, which rows the registers have, the calendar, the numbers given out.

use jiff::civil::Date;
use mingjing_clock::{Calendar, Holiday, Year};
use mingjing_core::{
    event::Event,
    ids::{Hash, PersonId},
    needs::{Answer, Pointer, Query, RegisterRow, Right},
    outcome::ValueRow,
};
use mingjing_expr::Value;
use std::{collections::BTreeMap, sync::Arc};

pub struct World {
    rights: BTreeMap<PersonId, Vec<Right>>,
    rows: Vec<(String, String, Date, Date)>,
    calendar: Arc<Calendar>,
    numbers: BTreeMap<(String, i16), u64>,
    pub history: Vec<(Vec<Event>, Vec<ValueRow>)>,
}

impl World {
    /// Two food officers, one of another unit, two leaders, a clerk; the certificates of `wang` ended in February.
    pub fn new() -> Self {
        let mut world = Self {
            rights: BTreeMap::new(),
            rows: Vec::new(),
            calendar: Arc::new(calendar("2026.1", None)),
            numbers: BTreeMap::new(),
            history: Vec::new(),
        };
        for (person, role, unit) in [
            ("clerk", "clerk", None),
            ("zhang", "handler", Some("food")),
            ("li", "handler", Some("food")),
            ("wang", "handler", None),
            ("qian", "handler", Some("drugs")),
            ("head", "decider", None),
            ("deputy", "decider", None),
            ("deputy", "handler", Some("food")),
            ("deputy", "host", None),
            ("host", "host", None),
            ("ops", "operator", None),
        ] {
            world.grant(person, role, unit);
        }
        let day = |text: &str| text.parse::<Date>().expect("a day");
        for person in ["zhang", "li", "deputy", "qian"] {
            world.file("officers", person, day("2020-01-01"), day("2030-01-01"));
        }
        world.file("officers", "wang", day("2020-01-01"), day("2026-02-28"));
        world.file("items", "A001", day("2020-01-01"), day("2030-01-01"));
        world
    }

    pub fn grant(&mut self, person: &str, role: &str, unit: Option<&str>) {
        let right = Right {
            role: role.to_owned(),
            organ: "scjg".to_owned(),
            unit: unit.map(str::to_owned),
            stands_in_for: None,
        };
        self.rights.entry(PersonId::new(person)).or_default().push(right);
    }

    /// From now on `person` stands in for `absent`, with these of their roles.
    pub fn stand_in(&mut self, person: &str, absent: &str, roles: &[&str]) {
        let absent = PersonId::new(absent);
        let own = self.rights.get(&absent).cloned().unwrap_or_default().into_iter();
        let lent = own.filter(|right| roles.contains(&right.role.as_str()));
        let lent = lent.map(|right| Right { stands_in_for: Some(absent.clone()), ..right });
        self.rights.entry(PersonId::new(person)).or_default().extend(lent);
    }

    pub fn revoke(&mut self, person: &str) {
        self.rights.remove(&PersonId::new(person));
    }

    pub fn answer(&mut self, query: &Query) -> Answer {
        match query {
            Query::Calendar { .. } => Answer::Calendar(self.calendar.clone()),
            Query::Organ { .. } => Answer::Organ(None),
            Query::Rights { person, .. } => Answer::Rights(self.rights.get(person).cloned().unwrap_or_default()),
            Query::Register { register, key, on } => {
                let register = register.strip_prefix("scjg/").expect("a register of the organ");
                let found = self
                    .rows
                    .iter()
                    .any(|(other, row, from, to)| other == register && row == key && from <= on && on <= to);
                Answer::Register(found.then(|| RegisterRow {
                    key: key.clone(),
                    version: 1,
                    hash: Hash([7; 32]),
                    fields: Value::Null,
                }))
            }
            Query::Number { series, year, nth, .. } => {
                Answer::Number(self.numbers.get(&(series.clone(), *year)).copied().unwrap_or(41) + 1 + u64::from(*nth))
            }
            Query::Value(at) => Answer::Value(self.value(*at)),
            Query::Seen { .. } => Answer::Seen(None),
        }
    }

    /// Remembers what a step wrote.
    pub fn commit(&mut self, events: &[Event], values: Vec<ValueRow>) {
        for event in events {
            if let Event::NumberAllotted { year, number, .. } = event {
                self.numbers.insert(("case".to_owned(), *year), *number);
            }
        }
        self.history.push((events.to_vec(), values));
    }

    fn value(&self, at: Pointer) -> Value {
        let (events, rows) = &self.history[at.seq as usize - 1];
        let stored = events[usize::from(at.event)].stored().expect("a value is there");
        let row = |sealed: &Option<mingjing_core::event::Sealed>| {
            sealed.map(|sealed| rows[usize::from(sealed.n)].bytes.as_slice())
        };
        stored.open(row(&stored.personal), row(&stored.large))
    }

    /// Another version of the calendar, with one more day off.
    pub fn close(&mut self, version: &str, day: &str) {
        self.calendar = Arc::new(calendar(version, Some(day)));
    }

    fn file(&mut self, register: &str, key: &str, from: Date, to: Date) {
        self.rows.push((register.to_owned(), key.to_owned(), from, to));
    }
}

/// 2026 is announced, with one holiday from 1 to 5 May, and a closed day in one county; 2027 is not.
fn calendar(version: &str, closed: Option<&str>) -> Calendar {
    use jiff::civil::Weekday::{Saturday, Sunday};
    let day = |text: &str| text.parse::<Date>().expect("a day");
    let holiday = Holiday { from: day("2026-05-01"), to: day("2026-05-05"), name: "劳动节".to_owned() };
    let typhoon = Holiday { from: day("2026-03-03"), to: day("2026-03-03"), name: "台风".to_owned() };
    let of = |holidays| Year { notice: "test".to_owned(), issued: None, holidays, makeup: Vec::new() };
    let more = closed.map(|closed| Holiday { from: day(closed), to: day(closed), name: "临时放假".to_owned() });
    let (year, closed) = (of([holiday].into_iter().chain(more).collect()), of(vec![typhoon]));
    Calendar::new("cn", version, "Asia/Shanghai", &[Saturday, Sunday], BTreeMap::from([(2026, year)]))
        .and_then(|calendar| {
            calendar.with_regions(BTreeMap::from([("330225".to_owned(), BTreeMap::from([(2026, closed)]))]))
        })
        .expect("a calendar")
}

//! Fills in forms: what their schemas ask for, mostly right, sometimes wrong in one respect. It knows no form by name: what a
//! case said before is copied where fields are called alike, and the first choice of a list is the usual one.

use crate::{house::House, letters, memory::Memory, roster::Roster, support::chance::Chance};
use jiff::{ToSpan, civil::Date};
use mingjing_model::definition::{Definition, Form};
use serde_json::{Map, Value, json};

/// Leanings of a run, in cases of a hundred: runs differ, so that some get far and others go astray.
#[derive(Clone, Debug)]
pub struct Habits {
    /// The first choice of a list is taken.
    pub usual: u64,
    /// A question is answered yes.
    pub yes: u64,
    /// An act is entered later than it happened.
    pub late: u64,
    /// What the case said before is said again.
    pub constant: u64,
    /// What was said before is said with one change.
    pub tweaked: u64,
    /// Something is wrong in one respect.
    pub wrong: u64,
    /// An act of the case is asked for, in cases of a thousand.
    pub restless: u64,
    /// A field that may be left out is filled in.
    pub thorough: u64,
    /// Items of a list that is begun anew, at most.
    pub items: u64,
    /// A document that is due is entered.
    pub papers: u64,
    /// A document that is due on a condition is entered, whether it is due or not.
    pub conditional_papers: u64,
    /// What leads nearer to the aim is done.
    pub aimed: u64,
}

impl Habits {
    /// The leanings of a run.
    pub fn draw(chance: &mut Chance) -> Self {
        let mut of = |from: &[u64]| chance.pick(from).copied().unwrap_or_default();
        Self {
            usual: of(&[55, 75, 85, 95]),
            yes: of(&[60, 97, 99, 100]),
            late: of(&[0, 0, 5, 40]),
            constant: of(&[80, 95]),
            tweaked: of(&[0, 8, 25]),
            wrong: of(&[0, 5, 15]),
            restless: of(&[0, 4, 12, 40]),
            thorough: of(&[10, 50]),
            items: of(&[1, 2, 3]),
            papers: of(&[90, 99]),
            conditional_papers: of(&[60, 90, 99]),
            aimed: of(&[0, 70, 90, 98]),
        }
    }

    /// Whoever tries again answers anything, and nothing wrong on purpose.
    pub fn open(&self) -> Self {
        Self { usual: 30, yes: 50, constant: 70, thorough: 50, conditional_papers: 99, wrong: 0, ..self.clone() }
    }
}

/// Fills in one form.
pub struct Pen<'a> {
    pub chance: &'a mut Chance,
    pub habits: &'a Habits,
    pub memory: &'a Memory,
    pub roster: &'a Roster,
    pub house: &'a House,
    pub definition: &'a Definition,
    pub unit: Option<&'a str>,
    pub today: Date,
    /// Keys under which somebody waits for a message.
    pub keys: Vec<String>,
    /// Makes texts differ.
    pub count: u64,
    /// The form's id.
    pub form: String,
    /// The field that lists who took part, with how many are needed.
    pub who: Option<(String, u64)>,
    /// The field that names the recording.
    pub recording: Option<String>,
    /// The field that says when it happened.
    pub event_at: Option<String>,
}

impl Pen<'_> {
    /// A submission of the form.
    pub fn fill(mut self, form: &Form) -> Value {
        self.begin(form);
        let schema = self.house.schema(form);
        let mut value = Value::Object(self.object(schema, &Map::new(), Map::new()));
        if self.chance.percent(self.habits.wrong) {
            self.spoil(&mut value);
        }
        value
    }

    /// The same once more with one or two other answers: of the fields at fault, else of those that decide something.
    pub fn fill_again(mut self, form: &Form, before: &Value, faults: &[String]) -> Value {
        self.begin(form);
        let mut record = before.as_object().cloned().unwrap_or_default();
        let fields = if faults.is_empty() { self.house.decisive(&form.id) } else { faults.to_vec() };
        let count = 1 + self.chance.position(2);
        for field in self.chance.some(&fields, count) {
            record.remove(&field);
        }
        Value::Object(self.object(self.house.schema(form), &Map::new(), record))
    }

    fn begin(&mut self, form: &Form) {
        self.form.clone_from(&form.id);
        self.who = form.act.as_ref().map(|act| (act.who.clone(), u64::from(act.people)));
        self.recording = form.act.as_ref().and_then(|act| act.recording.clone());
        self.event_at.clone_from(&form.event_at);
    }

    /// A record of a schema. What is there stays; lists come last, because their items follow what stands beside them.
    fn object(
        &mut self,
        schema: &Value,
        around: &Map<String, Value>,
        mut record: Map<String, Value>,
    ) -> Map<String, Value> {
        let Some(properties) = schema["properties"].as_object() else { return record };
        let is_list = |id: &str| properties[id]["type"] == "array";
        let mut ids: Vec<&String> = properties.keys().collect();
        ids.sort_by_key(|id| is_list(id));
        let required = texts(&schema["required"]);
        for id in &ids {
            let recorded = self.recording.as_ref() == Some(id) && !self.chance.once_in(12);
            let wanted = recorded || required.contains(&id.as_str()) || self.chance.percent(self.habits.thorough);
            if wanted && !record.contains_key(*id) {
                let beside = if is_list(id) { record.clone() } else { around.clone() };
                let value = self.value(id, &properties[*id], &beside);
                record.insert((*id).clone(), value);
            }
        }
        for rule in schema["allOf"].as_array().into_iter().flatten() {
            let ids = if applies(&rule["if"], &record) { texts(&rule["then"]["required"]) } else { Vec::new() };
            for id in ids {
                if !record.contains_key(id) {
                    let beside = record.clone();
                    let value = self.value(id, &properties[id], &beside);
                    record.insert(id.to_owned(), value);
                }
            }
        }
        record
    }

    fn value(&mut self, id: &str, schema: &Value, around: &Map<String, Value>) -> Value {
        match schema["type"].as_str().unwrap_or_default() {
            "boolean" => Value::Bool(self.chance.percent(self.habits.yes)),
            "integer" => self.number(schema),
            "array" => self.list(id, schema, around),
            "object" => Value::Object(self.object(schema, around, Map::new())),
            _ => self.text(id, schema, around),
        }
    }

    /// Round numbers of every size, and those right beside them: limits are round.
    fn number(&mut self, schema: &Value) -> Value {
        let digits = self.chance.below(9) as u32;
        let near = self.chance.pick(&[0, 0, 0, -1, 1]).copied().unwrap_or_default();
        let number = self.chance.pick(&[0, 1, 2, 5]).copied().unwrap_or_default() * 10_i64.pow(digits) + near;
        let least = schema["minimum"].as_i64().unwrap_or(i64::MIN);
        let most = schema["maximum"].as_i64().unwrap_or(i64::MAX);
        json!(number.clamp(least, most))
    }

    fn text(&mut self, id: &str, schema: &Value, around: &Map<String, Value>) -> Value {
        if let Some(choices) = schema["enum"].as_array() {
            // A choice that the record around has made already is mostly the same here.
            let made = around.get(id).filter(|made| choices.contains(made));
            if let Some(made) = made.filter(|_| self.chance.percent(self.habits.constant)) {
                return made.clone();
            }
            // What was chosen before is chosen less and less: else a case would go round and round.
            let first = choices.first().cloned().unwrap_or_default();
            let before = self.memory.said(&self.form, id, first.as_str().unwrap_or_default());
            let usual = self.chance.percent(self.habits.usual * 2 / (2 + before));
            return if usual { first } else { self.chance.pick(choices).cloned().unwrap_or_default() };
        }
        match &schema["x-type"] {
            Value::String(kind) if kind == "date" => json!(self.date(id, schema).to_string()),
            Value::String(kind) if kind == "datetime" => json!(format!("{}T01:00:00Z", self.today)),
            Value::String(kind) if kind == "decimal" => json!(self.chance.below(1_000_000).to_string()),
            Value::String(kind) if kind == "person" => {
                json!(self.people(schema["x-lane"].as_str(), 1, 0).pop().unwrap_or_default())
            }
            Value::Object(kind) => self.row(id, kind["register"].as_str().unwrap_or_default()),
            _ => self.key(id).unwrap_or_else(|| self.words(schema)),
        }
    }

    /// A key under which somebody waits, where the field addresses a message.
    fn key(&mut self, id: &str) -> Option<Value> {
        let addresses = letters::addresses(self.definition).contains(&(self.form.clone(), id.to_owned()));
        let keys = &self.keys;
        let key = if addresses && self.chance.percent(85) { self.chance.pick(keys) } else { None };
        key.map(|key| json!(key))
    }

    fn words(&mut self, schema: &Value) -> Value {
        self.count += 1;
        let most = schema["maxLength"].as_u64().unwrap_or(200) as usize;
        let mut words = format!("文{}", self.count);
        if self.chance.once_in(60) {
            words = "很长的内容".repeat(most.min(2_000) / 5 + 1);
        }
        json!(words.chars().take(most).collect::<String>())
    }

    /// A row of a register, mostly the one that the case named before.
    fn row(&mut self, id: &str, register: &str) -> Value {
        let keys: Vec<&str> = self.house.rows(register).iter().map(|row| row.key.as_str()).collect();
        let named = self.memory.last(id).filter(|named| keys.contains(named));
        if let Some(named) = named.filter(|_| !self.chance.once_in(30)) {
            return json!(named);
        }
        json!(self.chance.pick(&keys).copied().unwrap_or("none"))
    }

    /// Today, or some days ago where an act is entered late; other dates lie around today.
    fn date(&mut self, id: &str, schema: &Value) -> Date {
        let is_past = self.event_at.as_deref() == Some(id) || !schema["x-not-after"].is_null();
        let late = self.chance.percent(self.habits.late);
        let days = match (is_past, late) {
            (true, false) => 0,
            (true, true) => -(self.chance.below(21) as i64),
            (false, _) => self.chance.below(40) as i64 - 5,
        };
        self.today.checked_add(days.days()).unwrap_or(self.today)
    }

    fn list(&mut self, id: &str, schema: &Value, around: &Map<String, Value>) -> Value {
        let items = &schema["items"];
        let least = schema["minItems"].as_u64().unwrap_or(0);
        let most = schema["maxItems"].as_u64().unwrap_or(u64::MAX);
        if items["x-type"] == "person" {
            let needed = self.who.as_ref().filter(|(who, _)| who == id).map(|(_, needed)| *needed);
            let needed = least.max(needed.unwrap_or(0)).max(1);
            let more = self.chance.below(2).min(most.saturating_sub(needed));
            return json!(self.people(items["x-lane"].as_str(), needed as usize, more as usize));
        }
        if let Some(choices) = items["enum"].as_array() {
            let count = (least.max(1) + self.chance.below(3)).min(most);
            return Value::Array(self.chance.some(choices, count as usize));
        }
        if items["type"] == "object" {
            return Value::Array(self.records(items, least, most, around));
        }
        let count = (least + self.chance.below(self.habits.items + 1)).min(most);
        Value::Array((0..count).map(|_| self.value(id, items, around)).collect())
    }

    /// The records that the case knows already, as far as they fit; else new ones.
    fn records(&mut self, schema: &Value, least: u64, most: u64, around: &Map<String, Value>) -> Vec<Value> {
        let ids: Vec<&String> = schema["properties"].as_object().map(|all| all.keys().collect()).unwrap_or_default();
        let known = self.memory.alike(&ids).filter(|_| self.chance.percent(self.habits.constant));
        let mut begun: Vec<Map<String, Value>> = match known {
            Some(known) => known,
            None => vec![Map::new(); (least + self.chance.below(self.habits.items + 1)).clamp(1, most.max(1)) as usize],
        };
        if self.chance.percent(self.habits.tweaked) {
            self.tweak(&mut begun);
        }
        let mut records = Vec::new();
        for record in begun {
            let mut record = self.object(schema, around, record);
            if self.chance.percent(90) {
                agree(&mut record);
            }
            if schema["properties"]["tier"].is_object() && !self.chance.once_in(30) {
                tier(&mut record);
            }
            records.push(Value::Object(record));
        }
        records
    }

    /// Those who can take part, mostly: certified members of the team that the case has named or certified holders of the
    /// role; where there are too few of them, the next best.
    fn people(&mut self, lane: Option<&str>, needed: usize, more: usize) -> Vec<String> {
        let role = lane.and_then(|lane| self.definition.lane_by_id(lane)).map(|lane| &self.definition.lane(lane).role);
        let team = lane.and_then(|lane| self.memory.team(lane)).map(<[String]>::to_vec).unwrap_or_default();
        let holders = role.map(|role| self.roster.holders(role, self.unit, self.today)).unwrap_or_default();
        let certified = |people: &[String]| -> Vec<String> {
            people.iter().filter(|person| self.roster.certified(person, self.today)).cloned().collect()
        };
        let everybody = self.roster.members.iter().map(|member| member.id.clone()).collect();
        let pools = [certified(&team), certified(&holders), team, holders, everybody];
        let fitting: Vec<&Vec<String>> = pools.iter().filter(|pool| pool.len() >= needed).collect();
        let pool = if self.chance.percent(94) { fitting.first() } else { self.chance.pick(&fitting) };
        pool.map(|pool| self.chance.some(pool, needed + more)).unwrap_or_default()
    }
}

/// The sums of a penalty, each with its kind.
const SUMS: &[(&str, &str)] = &[("fine", "fine"), ("gains", "confiscate_gains"), ("goods", "confiscate_goods")];

/// A tier that needs no ground where there is a penalty, and none where there is not.
fn tier(record: &mut Map<String, Value>) {
    let punished = record.get("kinds").and_then(Value::as_array).is_some_and(|kinds| !kinds.is_empty());
    record.insert("tier".to_owned(), json!(if punished { "normal" } else { "exempt" }));
}

/// Makes a record of a penalty agree with itself: a sum stands with its kind, and no penalty has neither.
fn agree(record: &mut Map<String, Value>) {
    let none = record.get("outcome").and_then(Value::as_str) == Some("no_penalty");
    for (sum, kind) in SUMS {
        if none && record.contains_key(*sum) {
            record.insert((*sum).to_owned(), json!(0));
        }
        let owed = record.get(*sum).and_then(Value::as_i64).unwrap_or_default() > 0;
        if let Some(kinds) = record.get_mut("kinds").and_then(Value::as_array_mut)
            && owed
            && !kinds.iter().any(|one| one.as_str() == Some(*kind))
        {
            kinds.push(json!(kind));
        }
    }
    if let Some(kinds) = record.get_mut("kinds").and_then(Value::as_array_mut).filter(|_| none) {
        kinds.clear();
    }
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Whether the `if` of a rule holds: each of its fields is there and one of the values.
fn applies(test: &Value, record: &Map<String, Value>) -> bool {
    let asked = test["properties"].as_object().into_iter().flatten();
    let mut met = asked.map(|(id, is)| {
        record.get(id).is_some_and(|value| is["enum"].as_array().is_some_and(|all| all.contains(value)))
    });
    met.all(|met| met)
}

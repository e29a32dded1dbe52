//! The people of a run: those of the filed register, some of them with a role too many, and invented ones who hold
//! several. It answers for the player and for the oracle who held which role and certificate on which day, in its own way.

use crate::{house::House, support::chance::Chance};
use jiff::{ToSpan, civil::Date};
use mingjing_core::{ids::PersonId, needs::Right};
use mingjing_expr::Value;
use mingjing_runtime::store::read::{NewPerson, Person, RegisterEntry};
use std::collections::BTreeSet;

/// The register that names the people of a department's demonstration.
const PEOPLE: &str = "people";
/// People of the register who hold a role too many, of a hundred.
const BURDENED: u64 = 25;
/// Invented people for each role, who hold it first.
const INVENTED: usize = 3;
/// Invented people who hold one role more, and those who hold two more, of a hundred.
const SECOND: u64 = 40;
const THIRD: u64 = 15;
/// Invented people with a certificate, of a hundred; and how many of these certificates end or begin during the run.
const CERTIFIED: u64 = 90;
const PASSING: u64 = 8;
/// Days within which a passing certificate or role begins or ends.
const SOON: u64 = 120;

/// From a day to a day, both included; none = open.
pub type Validity = (Option<Date>, Option<Date>);

/// A person with what they hold.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: String,
    /// Role and unit, none = the whole organ.
    pub roles: Vec<(String, Option<String>, Validity)>,
    /// Their certificates.
    pub certificates: Vec<Validity>,
    /// Whether the filed register does not know them.
    pub invented: bool,
}

/// Everybody.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    pub members: Vec<Member>,
}

impl Roster {
    /// The people of a run that begins on a day.
    pub fn draw(house: &House, chance: &mut Chance, day: Date) -> Self {
        let roles: BTreeSet<&str> =
            house.definitions.iter().flat_map(|one| &one.lanes).map(|lane| lane.role.as_str()).collect();
        let mut draw = Draw { house, day, roles: roles.into_iter().collect(), chance };
        let mut members = draw.filed();
        members.extend((0..INVENTED * draw.roles.len()).map(|nth| draw.invented(nth)));
        Self { members }
    }

    /// A person.
    pub fn member(&self, person: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.id == person)
    }

    /// Whether the person held the role on the day, for the whole organ or where the unit leaves it to them.
    pub fn held(&self, person: &str, role: &str, unit: Option<&str>, day: Date) -> bool {
        let reaches = |own: &Option<String>| own.is_none() || unit.is_none() || own.as_deref() == unit;
        let roles = self.member(person).into_iter().flat_map(|member| &member.roles);
        roles.filter(|(own, at, _)| own == role && reaches(at)).any(|(_, _, validity)| holds(*validity, day))
    }

    /// Whether the person had a certificate on the day.
    pub fn certified(&self, person: &str, day: Date) -> bool {
        let known = self.member(person).into_iter().flat_map(|member| &member.certificates);
        known.copied().any(|validity| holds(validity, day))
    }

    /// Who holds the role on the day.
    pub fn holders(&self, role: &str, unit: Option<&str>, day: Date) -> Vec<String> {
        let holders = self.members.iter().filter(|member| self.held(&member.id, role, unit, day));
        holders.map(|member| member.id.clone()).collect()
    }
}

impl Member {
    /// As the directory takes them.
    pub fn directory(&self, organ: &str) -> NewPerson {
        let right = |(role, unit, validity): &(String, Option<String>, Validity)| {
            (
                Right { role: role.clone(), organ: organ.to_owned(), unit: unit.clone(), stands_in_for: None },
                validity.0,
                validity.1,
            )
        };
        let roles = self.roles.iter().map(right).collect();
        let id = PersonId::new(self.id.as_str());
        let person = Person { id, name: self.id.clone(), name_en: None, active: true, roles };
        NewPerson { person, login: None, password_hash: None }
    }

    /// Their certificates, as a register takes them.
    pub fn entries(&self) -> Vec<RegisterEntry> {
        let entry = |(valid_from, valid_to): &Validity| RegisterEntry {
            key: self.id.clone(),
            valid_from: *valid_from,
            valid_to: *valid_to,
            fields: serde_json::to_vec(&Value::map([("person", Value::text(&self.id))])).unwrap(),
        };
        self.certificates.iter().map(entry).collect()
    }
}

fn holds((from, to): Validity, day: Date) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

struct Draw<'a> {
    house: &'a House,
    day: Date,
    roles: Vec<&'a str>,
    chance: &'a mut Chance,
}

impl Draw<'_> {
    fn filed(&mut self) -> Vec<Member> {
        let mut members = Vec::new();
        for row in self.house.rows(PEOPLE) {
            let written = row.fields.get("roles").and_then(|roles| roles.as_list()).unwrap_or_default();
            let role = |text: &str| match text.split_once('@') {
                Some((role, unit)) => (role.to_owned(), Some(unit.to_owned()), (None, None)),
                None => (text.to_owned(), None, (None, None)),
            };
            let mut roles: Vec<_> = written.iter().filter_map(|text| text.as_text()).map(role).collect();
            if self.chance.percent(BURDENED) {
                roles.push(self.role());
            }
            let certificates = self.house.certificates(&row.key);
            members.push(Member { id: row.key.clone(), roles, certificates, invented: false });
        }
        members
    }

    fn invented(&mut self, nth: usize) -> Member {
        let first = self.roles[nth % self.roles.len()].to_owned();
        let mut roles = vec![(first, None, self.validity())];
        for share in [SECOND, THIRD] {
            if self.chance.percent(share) {
                roles.push(self.role());
            }
        }
        let certificates = if self.chance.percent(CERTIFIED) { vec![self.validity()] } else { Vec::new() };
        Member { id: format!("invented_{nth}"), roles, certificates, invented: true }
    }

    fn role(&mut self) -> (String, Option<String>, Validity) {
        let role = self.chance.pick(&self.roles).copied().unwrap_or_default().to_owned();
        let units: Vec<&str> = self.house.bundle.organ.units.iter().map(|unit| unit.id.as_str()).collect();
        let unit = if self.chance.percent(25) { self.chance.pick(&units).map(|unit| (*unit).to_owned()) } else { None };
        (role, unit, self.validity())
    }

    fn validity(&mut self) -> Validity {
        if !self.chance.percent(PASSING) {
            return (None, None);
        }
        let at = self.day.checked_add((self.chance.below(SOON) as i64).days()).unwrap_or(self.day);
        if self.chance.percent(70) { (None, Some(at)) } else { (Some(at), None) }
    }
}

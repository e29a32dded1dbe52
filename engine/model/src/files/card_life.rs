//! `life:` of `cards.yaml`: how a card is answered, what it costs, where an objection goes.

use super::read::Reading;
use crate::definition::{CardLife, ObjectionRoute};
use crate::yaml::{self, Fields, Node};
use mingjing_clock::Limit;

/// Points that a card may cost at most.
const POINTS_MAX: u32 = 100;

/// Reads the life of cards over the standard's. A department may give itself less time and more points, not the other
/// way; the routes are the standard's.
pub(super) fn load(node: &Node, standard: Option<&CardLife>, read: &mut Reading) -> Option<CardLife> {
    let fields = read.fields(node, &["answer", "points", "objection", "inquiry"])?;
    let answer = read.required(&fields, "answer").and_then(|node| limit(node, read));
    let points = read.required(&fields, "points").and_then(|node| points(node, read));
    let objection = fields.get("objection").and_then(|node| route(node, read));
    let inquiry = fields.get("inquiry").and_then(|node| read.id(node));
    let (yellow_points, red_points) = points?;
    let life = CardLife { answer: answer?, yellow_points, red_points, objection, inquiry };
    match standard {
        Some(standard) => Some(tightened(standard, life, &fields, read)),
        None => Some(life),
    }
}

fn limit(node: &Node, read: &mut Reading) -> Option<Limit> {
    let text = node.text(read.report)?;
    text.parse().map_err(|error| read.report.limit(&error, node.span)).ok()
}

fn points(node: &Node, read: &mut Reading) -> Option<(u32, u32)> {
    let fields = read.fields(node, &["yellow", "red"])?;
    let yellow = read.required(&fields, "yellow").and_then(|node| yaml::whole(node, 0..=POINTS_MAX, read.report));
    let red = read.required(&fields, "red").and_then(|node| yaml::whole(node, 0..=POINTS_MAX, read.report));
    Some((yellow?, red?))
}

fn route(node: &Node, read: &mut Reading) -> Option<ObjectionRoute> {
    let fields = read.fields(node, &["message", "verdict"])?;
    let message = read.required(&fields, "message").and_then(|node| read.id(node));
    let verdict = read.required(&fields, "verdict").and_then(|node| read.id(node));
    Some(ObjectionRoute { message: message?, verdict: verdict? })
}

/// What the department says, where it is no milder; the routes of the standard where it names none.
fn tightened(standard: &CardLife, life: CardLife, fields: &Fields, read: &mut Reading) -> CardLife {
    let span = |key: &str| fields.get(key).map_or(fields.head(), Node::head);
    let (ours, theirs) = (life.answer, standard.answer);
    if ours.unit != theirs.unit || ours.n > theirs.n {
        read.loosened(span("answer"), "answer", theirs, ours);
    }
    if life.yellow_points < standard.yellow_points || life.red_points < standard.red_points {
        let told = |life: &CardLife| format!("yellow {}, red {}", life.yellow_points, life.red_points);
        read.loosened(span("points"), "points", told(standard), told(&life));
    }
    CardLife {
        objection: life.objection.or_else(|| standard.objection.clone()),
        inquiry: life.inquiry.or_else(|| standard.inquiry.clone()),
        ..life
    }
}

//! `accruals:`: what grows by the day on a sum that is owed.

use mingjing_clock::Share;

use super::header::{moment, moments};
use super::small::{entries, formula};
use crate::definition::Text;
use crate::diagnostic::Diagnostics;
use crate::messages::code;
use crate::process::syntax::{Accrual, Id, Moment};
use crate::yaml::{self, Fields, Kind, Node};

const KEYS: [&str; 10] = ["title", "rate", "per", "base", "cap", "from", "until", "void", "frozen", "basis"];

pub(super) fn accruals<'a>(fields: &Fields<'a>, report: &mut Diagnostics) -> Vec<Accrual<'a>> {
    let entries = entries(fields, "accruals", report);
    entries.into_iter().filter_map(|(id, node)| accrual(id, node, report)).collect()
}

fn accrual<'a>(id: Id<'a>, node: &'a Node, report: &mut Diagnostics) -> Option<Accrual<'a>> {
    let fields = Fields::read(node, &KEYS, report)?;
    let title = fields.required_at("title", id.span, report).and_then(|node| yaml::title(node, report));
    let rate = fields.required_at("rate", id.span, report).and_then(|node| share(node, report));
    // Nothing in the law grows by another measure; the key is there so that a reader need not guess.
    if let Some(per) = fields.required_at("per", id.span, report) {
        yaml::one_of(per, &["day"], report);
    }
    let cap = fields.get("cap").map_or(Some(Share::WHOLE), |node| share(node, report));
    Some(Accrual {
        id,
        title: title.unwrap_or_else(|| Text { zh: id.text.to_owned(), en: None }),
        growth: rate.zip(cap).map(|(rate, cap)| mingjing_clock::Accrual { rate, cap }),
        base: fields.required_at("base", id.span, report).and_then(|node| formula(node, report)),
        from: fields.required_at("from", id.span, report).and_then(|node| moment(node, report)),
        until: moments(&fields, "until", id, report),
        void: if fields.get("void").is_some() { moments(&fields, "void", id, report) } else { Vec::new() },
        frozen: frozen(&fields, id, report),
        basis: fields.get("basis").and_then(|node| yaml::text(node, report)),
    })
}

/// `[{from: MOMENT, to: MOMENT}, …]`.
fn frozen<'a>(
    fields: &Fields<'a>,
    id: Id<'a>,
    report: &mut Diagnostics,
) -> Vec<(Id<'a>, Option<Moment<'a>>, Vec<Moment<'a>>)> {
    let Some(node) = fields.get("frozen") else { return Vec::new() };
    let Kind::Seq(items) = &node.kind else {
        node.seq(report);
        return Vec::new();
    };
    let mut found = Vec::new();
    for item in items {
        let Some(fields) = Fields::read(item, &["from", "to"], report) else { continue };
        let from = fields.required("from", report).and_then(|node| moment(node, report));
        found.push((Id { text: id.text, span: item.head() }, from, moments(&fields, "to", id, report)));
    }
    found
}

fn share(node: &Node, report: &mut Diagnostics) -> Option<Share> {
    let text = node.text(report)?;
    let share = Share::parse(text);
    if share.is_none() {
        report.error(code::BAD_SHARE, node.span).with("found", text);
    }
    share
}

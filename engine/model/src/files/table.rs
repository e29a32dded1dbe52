//! `tables/NAME.table.yaml`: a decision table.

use super::read::Reading;
use crate::diagnostic::Label;
use crate::messages::code;
use crate::source::Span;
use crate::yaml::{Fields, Node};
use mingjing_expr::{Expr, ExprError, HitPolicy, Input, Output, Rule, Table, Test, Type, parse};

/// The hit policies with their spelling.
const HITS: [(&str, HitPolicy); 2] = [("unique", HitPolicy::Unique), ("first", HitPolicy::First)];

/// The words for column types; `choice: [a, b]` is the other spelling.
const TYPES: [(&str, Type); 5] = [
    ("text", Type::Text),
    ("number", Type::Number),
    ("bool", Type::Bool),
    ("date", Type::Date),
    ("datetime", Type::Instant),
];

/// Reads a decision table and checks types, overlaps and gaps. The answer carries the table's name.
pub(super) fn load(root: &Node, read: &mut Reading) -> Option<(String, Table)> {
    let top = read.fields(root, &["table", "title", "hit", "inputs", "outputs", "rules"])?;
    let name = read.required(&top, "table").and_then(|node| read.id(node));
    read.title_of(&top);
    let hit = read.required(&top, "hit").and_then(|node| read.word(node, &HITS));
    let inputs = read.required(&top, "inputs").and_then(|node| columns(node, read));
    let outputs = read.required(&top, "outputs").and_then(|node| columns(node, read));
    let rules = read.required(&top, "rules")?;
    let rules = read.items(rules);
    let cells: Option<Vec<Rule>> = rules.iter().map(|node| rule(node, read)).collect::<Vec<_>>().into_iter().collect();
    let table = Table {
        inputs: inputs?.into_iter().map(|(name, ty)| Input { name: name.into(), ty }).collect(),
        outputs: outputs?.into_iter().map(|(name, ty)| Output { name: name.into(), ty }).collect(),
        hit: hit?,
        rules: cells?,
    };
    match table.check() {
        Ok(()) => gaps(&table, &top, read),
        Err(errors) => {
            for (row, column, error) in errors {
                check_error(&error, rules, row, column, &table, read);
            }
            return None;
        }
    }
    Some((name?, table))
}

fn columns(node: &Node, read: &mut Reading) -> Option<Vec<(String, Type)>> {
    let entries = read.entries(node);
    let columns: Vec<_> =
        entries.into_iter().map(|(name, span, node)| Some((name, column(node, span, read)?))).collect();
    columns.into_iter().collect()
}

fn column(node: &Node, at: Span, read: &mut Reading) -> Option<Type> {
    let fields = read.fields(node, &["type", "choice", "optional"])?;
    let ty = match fields.get("choice") {
        Some(choice) => Some(members(choice, read)),
        None => fields.required_at("type", at, read.report).and_then(|node| column_type(node, read)),
    };
    let optional = read.flag(&fields, "optional");
    ty.map(|ty| if optional { Type::optional(ty) } else { ty })
}

fn column_type(node: &Node, read: &mut Reading) -> Option<Type> {
    if node.as_map().is_some() {
        let fields = read.fields(node, &["choice"])?;
        return read.required(&fields, "choice").map(|node| members(node, read));
    }
    let found = node.text(read.report)?;
    let ty = TYPES.iter().find(|(word, _)| *word == found).map(|(_, ty)| ty.clone());
    if ty.is_none() {
        let names = TYPES.iter().map(|(word, _)| *word).chain(["choice: [a, b]"]);
        read.unknown(code::UNKNOWN_COLUMN_TYPE, (found, node.span), "type", names);
    }
    ty
}

fn members(node: &Node, read: &mut Reading) -> Type {
    Type::one_of(read.texts(node).into_iter().map(|(text, _)| text))
}

fn rule(node: &Node, read: &mut Reading) -> Option<Rule> {
    let fields = read.fields(node, &["when", "then"])?;
    let when = read.required(&fields, "when").and_then(|node| cells(node, Test::parse, read));
    let then: Option<Vec<Expr>> = read.required(&fields, "then").and_then(|node| cells(node, parse, read));
    Some(Rule { when: when?, then: then? })
}

fn cells<T>(node: &Node, parse: impl Fn(&str) -> Result<T, Vec<ExprError>>, read: &mut Reading) -> Option<Vec<T>> {
    let texts = read.texts(node);
    let complete = texts.len() == node.as_seq().map_or(0, <[Node]>::len);
    let mut parsed = Vec::new();
    for (text, cell) in &texts {
        match parse(text) {
            Ok(cell) => parsed.push(cell),
            Err(errors) => {
                for error in errors {
                    read.report.expr(&error, cell.inner_span(error.span.start, error.span.end));
                }
            }
        }
    }
    (complete && parsed.len() == texts.len()).then_some(parsed)
}

fn check_error(error: &ExprError, rules: &[Node], row: usize, column: usize, table: &Table, read: &mut Reading) {
    let Some(rule) = rules.get(row) else { return };
    let cell = match column.checked_sub(table.inputs.len()) {
        None => rule.get("when").and_then(|cells| cells.as_seq()?.get(column)),
        Some(column) => rule.get("then").and_then(|cells| cells.as_seq()?.get(column)),
    };
    // Faults of a whole rule (its width, an overlap with another) have no place within a cell.
    let span = match cell {
        Some(cell) if !error.span.is_empty() => cell.inner_span(error.span.start, error.span.end),
        _ => rule.head(),
    };
    let first = error.params.get("first").and_then(|number| number.parse::<usize>().ok());
    let first = first.and_then(|number| rules.get(number.checked_sub(1)?));
    let diagnostic = read.report.expr(error, span);
    if let Some(first) = first {
        diagnostic.related(first.head(), Label::FirstHere);
    }
}

fn gaps(table: &Table, top: &Fields, read: &mut Reading) {
    let span = top.key("rules").map_or(top.span, |key| key.span);
    for gap in table.gaps() {
        let inputs: Vec<String> = gap.inputs.iter().map(|(name, test)| format!("{name}: {test}")).collect();
        read.report.warning(code::TABLE_GAP, span).with("inputs", inputs.join(", "));
    }
}

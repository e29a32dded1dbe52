//! What can be said about a decision table without inputs: shape, types, overlaps and gaps.
//!
//! The idea behind overlaps and gaps: the constants in a column's cells cut its domain into finitely many
//! *cells* (the constants themselves and the stretches between them, or the members of an enumeration) inside
//! of which no test changes its answer. One sample value a cell therefore decides for all its values, and the
//! sample is tried by the very code that runs the table. Tests that are not constant are never guessed: a rule
//! that has one may match or not, which rules out neither a certain overlap elsewhere nor invents a gap.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cells::{Cell, cells};
use crate::check::{TypeEnv, check as check_expr, check_test};
use crate::errors::ExprError;
use crate::messages::code;
use crate::table::{HitPolicy, Rule, Table};

/// Gaps reported for one table; the first few show the author what is missing.
pub const GAPS_MAX: usize = 20;

/// Cell combinations looked at in the search for gaps. The search is exponential in the columns; beyond this
/// many it stops with what it has found, so that filing stays quick.
pub const GAP_SEARCH_STEPS_MAX: usize = 100_000;

/// A combination of inputs that no rule covers. A table with gaps is legal: inputs in a gap are `MJ2303`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Input name and the uncovered part of its domain as a test (`< 5`, `"a"`, `(1..5)`, `null`); inputs for
    /// which any value will do are `-`.
    pub inputs: Vec<(Arc<str>, String)>,
}

/// See [`Table::check`].
///
/// # Errors
/// (row, column, error), all that were found.
pub fn check(table: &Table) -> Result<(), Vec<(usize, usize, ExprError)>> {
    let mut errors = duplicate_columns(table);
    let env = table.inputs.iter().fold(TypeEnv::new(), |env, input| env.with(input.name.clone(), input.ty.clone()));
    for (row, rule) in table.rules.iter().enumerate() {
        let found = rule_errors(table, rule, &env);
        errors.extend(found.into_iter().map(|(column, error)| (row, column, error)));
    }
    if errors.is_empty() && table.hit == HitPolicy::Unique {
        errors = overlaps(table);
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// See [`Table::gaps`]. Empty for a table that does not pass the check of its shape.
#[must_use]
pub fn gaps(table: &Table) -> Vec<Gap> {
    if table.rules.iter().any(|rule| rule.when.len() != table.inputs.len()) {
        return Vec::new();
    }
    let columns = columns(table);
    let mut search = Search { table, columns: &columns, steps: 0, chosen: Vec::new(), gaps: Vec::new() };
    search.descend(&(0..table.rules.len()).collect());
    search.gaps
}

fn duplicate_columns(table: &Table) -> Vec<(usize, usize, ExprError)> {
    let mut seen = BTreeSet::new();
    let inputs = table.inputs.iter().map(|input| (&input.name, "input"));
    let outputs = table.outputs.iter().map(|output| (&output.name, "output"));
    let columns = inputs.chain(outputs).enumerate();
    let repeated = columns.filter(|(_, column)| !seen.insert(*column));
    repeated
        .map(|(column, (name, _))| (0, column, ExprError::new(code::DUPLICATE_COLUMN, 0..0).with("name", name)))
        .collect()
}

fn rule_errors(table: &Table, rule: &Rule, env: &TypeEnv) -> Vec<(usize, ExprError)> {
    let (expected, found) = (table.inputs.len() + table.outputs.len(), rule.when.len() + rule.then.len());
    if rule.when.len() != table.inputs.len() || rule.then.len() != table.outputs.len() {
        let error = ExprError::new(code::CELL_COUNT, 0..0).with("expected", expected).with("found", found);
        return vec![(0, error)];
    }
    let mut errors = Vec::new();
    for (column, (input, test)) in table.inputs.iter().zip(&rule.when).enumerate() {
        let found = check_test(test, &input.name, &input.ty, env);
        errors.extend(found.into_iter().map(|error| (column, error)));
    }
    for (index, (output, expr)) in table.outputs.iter().zip(&rule.then).enumerate() {
        let column = table.inputs.len() + index;
        match check_expr(expr, env) {
            Ok(ty) if ty.fits_into(&output.ty) => {}
            Ok(ty) => {
                let error = ExprError::new(code::OUTPUT_TYPE, expr.span.clone()).with("name", &output.name);
                errors.push((column, error.with("expected", &output.ty).with("found", ty)));
            }
            Err(found) => errors.extend(found.into_iter().map(|error| (column, error))),
        }
    }
    errors
}

/// Pairs of rules that certainly match together for some inputs.
fn overlaps(table: &Table) -> Vec<(usize, usize, ExprError)> {
    let columns = columns(table);
    let mut errors = Vec::new();
    for second in 0..table.rules.len() {
        for first in 0..second {
            let Some(example) = common(table, &columns, first, second) else {
                continue;
            };
            let error = ExprError::new(code::OVERLAP, 0..0).with("first", first + 1).with("second", second + 1);
            errors.push((second, 0, error.with("example", example)));
        }
    }
    errors
}

/// Inputs for which both rules certainly match, as text.
fn common(table: &Table, columns: &[Vec<Cell>], first: usize, second: usize) -> Option<String> {
    let mut example = Vec::new();
    for (input, cells) in table.inputs.iter().zip(columns) {
        let shared = cells.iter().find(|cell| cell.surely(first) && cell.surely(second))?;
        if shared.label != "-" {
            example.push(format!("{}: {}", input.name, shared.label));
        }
    }
    Some(if example.is_empty() { "-".to_owned() } else { example.join(", ") })
}

fn columns(table: &Table) -> Vec<Vec<Cell>> {
    let column = |(index, input): (usize, &crate::table::Input)| {
        let tests = table.rules.iter().filter_map(|rule| rule.when.get(index)).collect::<Vec<_>>();
        cells(&input.ty, &tests)
    };
    table.inputs.iter().enumerate().map(column).collect()
}

/// Depth-first over the columns, keeping the rules that may still match; none left is a gap.
struct Search<'a> {
    table: &'a Table,
    columns: &'a [Vec<Cell>],
    steps: usize,
    chosen: Vec<String>,
    gaps: Vec<Gap>,
}

impl Search<'_> {
    fn descend(&mut self, alive: &BTreeSet<usize>) {
        if alive.is_empty() {
            return self.report();
        }
        let Some(cells) = self.columns.get(self.chosen.len()) else {
            return;
        };
        for (alive, label) in alternatives(cells, alive) {
            self.steps += 1;
            if self.steps > GAP_SEARCH_STEPS_MAX || self.gaps.len() >= GAPS_MAX {
                return;
            }
            self.chosen.push(label);
            self.descend(&alive);
            self.chosen.pop();
        }
    }

    fn report(&mut self) {
        let labels = self.chosen.iter().map(String::as_str).chain(std::iter::repeat("-"));
        let inputs = self.table.inputs.iter().zip(labels);
        self.gaps.push(Gap { inputs: inputs.map(|(input, label)| (input.name.clone(), label.to_owned())).collect() });
    }
}

/// The cells of a column, those that leave the same rules alive taken together.
fn alternatives(cells: &[Cell], alive: &BTreeSet<usize>) -> Vec<(BTreeSet<usize>, String)> {
    let mut labels: BTreeMap<BTreeSet<usize>, Vec<&str>> = BTreeMap::new();
    let mut order = Vec::new();
    for cell in cells {
        let left: BTreeSet<usize> = alive.iter().copied().filter(|rule| cell.perhaps(*rule)).collect();
        let together = labels.entry(left.clone()).or_default();
        if together.is_empty() {
            order.push(left);
        }
        together.push(&cell.label);
    }
    let label = |labels: &[&str]| {
        if labels.len() == cells.len() { "-".to_owned() } else { labels.join(", ") }
    };
    order.into_iter().map(|alive| (alive.clone(), label(&labels[&alive]))).collect()
}

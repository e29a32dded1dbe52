//! Decision tables: what goes in, what comes out, and lanes that a table names.

use mingjing_expr::{Expr, Table, Type, TypeEnv};

use super::Lower;
use crate::definition::{LaneRef, NodeKind, TableIx};
use crate::diagnostic::{Diagnostics, Hint};
use crate::messages::code;
use crate::process::names::unknown;
use crate::process::syntax::{Formula, Id, Lanes};

impl<'a> Lower<'a> {
    /// The table of this name.
    fn table(&mut self, id: Id<'_>) -> Option<(TableIx, &'a Table)> {
        let parts = self.parts;
        match (self.names.tables.get(id.text), parts.tables.get(id.text)) {
            (Some(number), Some(table)) => Some((number, table)),
            (None, _) | (_, None) => {
                unknown(id, code::UNKNOWN_TABLE, parts.tables.keys().map(String::as_str), self.report);
                None
            }
        }
    }

    /// The inputs of a table, by name.
    fn inputs(
        &mut self,
        id: Id<'_>,
        table: &Table,
        with: &[(Id<'_>, Formula<'_>)],
        env: &TypeEnv,
    ) -> Vec<(String, Expr)> {
        let mut inputs = Vec::new();
        for (name, formula) in with {
            let Some(input) = table.inputs.iter().find(|input| &*input.name == name.text) else {
                unknown_column(id, *name, table.inputs.iter().map(|input| &*input.name), self.report);
                continue;
            };
            if let Some(expr) = self.value(formula, &input.ty, env) {
                inputs.push((name.text.to_owned(), expr));
            }
        }
        for input in table.inputs.iter().filter(|input| !input.ty.is_optional()) {
            if !with.iter().any(|(name, _)| name.text == &*input.name) {
                self.report.error(code::MISSING_COLUMN, id.span).with("table", id.text).with("column", &input.name);
            }
        }
        inputs
    }

    /// A rule task with its table, inputs and outputs.
    pub(super) fn rule(
        &mut self,
        id: Id<'_>,
        with: &[(Id<'_>, Formula<'_>)],
        out: &[(Id<'_>, Id<'_>)],
        env: &TypeEnv,
    ) -> Option<NodeKind> {
        let (number, table) = self.table(id)?;
        let with = self.inputs(id, table, with, env);
        let mut outputs = Vec::new();
        for (output, variable) in out {
            let column = table.outputs.iter().find(|column| &*column.name == output.text);
            if column.is_none() {
                unknown_column(id, *output, table.outputs.iter().map(|output| &*output.name), self.report);
            }
            let Some((name, ty)) = self.names.variable(*variable, self.report) else {
                continue;
            };
            let Some(column) = column else { continue };
            if !column.ty.fits_into(&ty) {
                self.report.error(code::WRONG_TYPE, variable.span).with("expected", &ty).with("found", &column.ty);
            }
            outputs.push((output.text.to_owned(), name));
        }
        Some(NodeKind::RuleTask { table: number, with, out: outputs })
    }

    /// Who acts.
    pub(super) fn lane(&mut self, lane: &Lanes<'_>, env: &TypeEnv) -> Option<LaneRef> {
        match lane {
            Lanes::Fixed(id) => self.names.lanes.find(*id, code::UNKNOWN_LANE, self.report).map(LaneRef::Fixed),
            Lanes::Table { table: id, with } => {
                let (number, table) = self.table(*id)?;
                self.check_lane_table(*id, table);
                let with = self.inputs(*id, table, with, env);
                Some(LaneRef::Table { table: number, with })
            }
        }
    }

    /// A table that names lanes has one output, a text; where its values are listed, each is a lane.
    fn check_lane_table(&mut self, id: Id<'_>, table: &Table) {
        let lanes: &[std::sync::Arc<str>] = match &table.outputs[..] {
            [output] => match &output.ty {
                Type::Text => &[],
                Type::OneOf(lanes) => lanes,
                Type::Bool
                | Type::Number
                | Type::Date
                | Type::Instant
                | Type::Duration
                | Type::List(_)
                | Type::Record(_)
                | Type::Optional(_)
                | Type::Null => return self.no_lane_table(id),
            },
            [] | [_, _, ..] => return self.no_lane_table(id),
        };
        for lane in lanes {
            self.names.lanes.find(Id { text: lane, span: id.span }, code::UNKNOWN_LANE, self.report);
        }
    }

    fn no_lane_table(&mut self, id: Id<'_>) {
        self.report.error(code::LANE_TABLE, id.span).with("table", id.text);
    }
}

fn unknown_column<'n>(
    table: Id<'_>,
    column: Id<'_>,
    known: impl IntoIterator<Item = &'n str> + Clone,
    report: &mut Diagnostics,
) {
    report
        .error(code::UNKNOWN_COLUMN, column.span)
        .with("table", table.text)
        .with("column", column.text)
        .hint(Hint::closest_or_all(column.text, known));
}

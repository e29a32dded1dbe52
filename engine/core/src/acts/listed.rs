//! The cells of the case list that a submission sets.

use crate::event::Cell;
use mingjing_expr::Value;
use mingjing_model::definition::{Definition, Form};

/// Position and cell of every field that is a column and was given. A column is of one form: what opens another case by an
/// act has the columns of that case, not of this one.
pub(crate) fn cells(def: &Definition, form: &Form, values: &Value) -> Vec<(u8, Cell)> {
    let own = |position| def.column(position).is_some_and(|(of, _)| def.form(of).id == form.id);
    let columns = form.fields.iter().filter_map(|field| Some((field.list.filter(|position| own(*position))?, field)));
    columns.filter_map(|(position, field)| Some((position, cell(values.get(&field.id)?)?))).collect()
}

/// Lists and records do not fit a cell.
fn cell(value: &Value) -> Option<Cell> {
    match value {
        Value::Text(text) => Some(Cell::Text(text.as_ref().to_owned())),
        Value::Bool(truth) => Some(Cell::Text(truth.to_string())),
        Value::Number(number) => Some(
            i64::try_from(*number)
                .ok()
                .filter(|_| number.scale() == 0)
                .map_or_else(|| Cell::Text(number.to_string()), Cell::Integer),
        ),
        Value::Date(day) => Some(Cell::Date(*day)),
        Value::Instant(moment) => Some(Cell::Text(moment.to_string())),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

//! The cells of the case list that a submission sets.

use crate::event::Cell;
use mingjing_expr::Value;
use mingjing_model::definition::Form;

/// Position and cell of every field that is a column and was given.
pub(crate) fn cells(form: &Form, values: &Value) -> Vec<(u8, Cell)> {
    form.fields.iter().filter_map(|field| Some((field.list?, cell(values.get(&field.id)?)?))).collect()
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

//! Statement texts, one module a table or a small family of them. All are constant.
//!
//! Statements over many rows take two parameters, as a [`Pack`](crate::pack::Pack) gives them: `$1`, the rows as JSON
//! (fields by position, as each text lists them), and `$2`, their bytes. Several such statements make a [`script`]:
//! one text, one round trip to the connection's thread (20 to 40 µs each).
//!
//! Wide rows are read through `(SELECT value FROM json_each($1) LIMIT -1)`: the limit keeps SQLite from merging the two
//! selects, so that it makes the text of a row once and not once a field (a tenth of a step's time).

pub(crate) mod bundle;
pub(crate) mod calendar;
pub(crate) mod card;
pub(crate) mod case_row;
pub(crate) mod clock;
pub(crate) mod directory;
pub(crate) mod due;
pub(crate) mod history;
pub(crate) mod incident;
pub(crate) mod instance;
pub(crate) mod message;
pub(crate) mod notice;
pub(crate) mod number;
#[cfg(test)]
mod plans;
pub(crate) mod refusal;
pub(crate) mod register;
pub(crate) mod schedule;
pub(crate) mod session;
pub(crate) mod staff;
pub(crate) mod subscription;
pub(crate) mod task;
pub(crate) mod timer;
pub(crate) mod value;

use std::sync::Arc;

/// Joins statements over packs; those at position `n` get the parameters `2n + 1` and `2n + 2`.
pub(crate) fn script<'a>(statements: impl IntoIterator<Item = (usize, &'a str)>) -> Arc<str> {
    let mut text = String::new();
    for (position, statement) in statements {
        renumber(statement, 2 * position, &mut text);
        text.push_str(";\n");
    }
    text.into()
}

fn renumber(statement: &str, by: usize, into: &mut String) {
    for (piece, text) in statement.split('$').enumerate() {
        let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        match text[..digits].parse::<usize>() {
            Ok(number) if piece > 0 => into.push_str(&format!("${}{}", number + by, &text[digits..])),
            _ => into.push_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_numbers_parameters_by_position() {
        assert_eq!(&*script([(0, "A $1, $2"), (10, "B $2 $1")]), "A $1, $2;\nB $22 $21;\n");
    }
}

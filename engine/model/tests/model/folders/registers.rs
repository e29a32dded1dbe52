//! Registers: rows become typed values.

use super::support::Folders;
use jiff::civil::date;
use mingjing_expr::Value;

#[test]
fn rows_are_typed_by_their_fields_and_keep_their_validity() {
    let bundle = Folders::good().bundle();
    let register = &bundle.registers[0];
    assert_eq!((register.register.as_str(), register.key.as_str(), register.rows.len()), ("officers", "person", 3));
    let row = &register.rows[1];
    assert_eq!((row.key.as_str(), row.valid_from, row.valid_to), ("zhang", Some(date(2025, 1, 1)), None));
    let until = Value::from(date(2027, 12, 31));
    assert_eq!(row.fields, Value::map([("number", Value::text("330201")), ("until", until)]));
}

#[test]
fn every_kind_of_cell_becomes_its_value() {
    let register = "register: tiers\ntitle: 裁量\nkey: code\nfields:
  code: {title: 码, type: text}
  fine: {title: 罚款, type: money, min: 0}
  share: {title: 比例, type: decimal}
  light: {title: 从轻, type: bool}
  grade: {title: 档, type: choice, choices: {low: 低, high: 高}}
  since: {title: 起, type: datetime}
  marks: {title: 标记, type: list, of: text}
  parts: {title: 部分, type: list, of: {n: {title: 数, type: integer}}}
rows:
  - {code: A-1, fine: 20000, share: 0.50, light: true, grade: low, since: '2026-03-02T01:00:00Z', marks: [a, b], parts: [{n: 1}]}
";
    let bundle = Folders::good().file("registers/tiers.register.yaml", register).bundle();
    let register = bundle.registers.iter().find(|register| register.register == "tiers").unwrap();
    insta::assert_snapshot!("cells", serde_json::to_string_pretty(&register.rows).unwrap());
}

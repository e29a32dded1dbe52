//! Bundles: equal folders give equal bytes, and bytes come back as they went.

use super::support::Folders;
use mingjing_model::bundle::{Bundle, BundleError};
use proptest::prelude::*;

#[test]
fn equal_folders_give_equal_bytes_wherever_they_lie() {
    let mut elsewhere = Folders::good();
    elsewhere.standard.path = "/srv/filed/_standard/".to_owned();
    elsewhere.department.path = "/srv/filed/scjg".to_owned();
    assert_eq!(Folders::good().bundle().encode(), elsewhere.bundle().encode());
    assert_eq!(Folders::good().bundle().hash(), elsewhere.bundle().hash());
}

#[test]
fn another_text_gives_another_hash_even_if_it_means_the_same() {
    let commented = Folders::good().edit("roles.yaml", "roles:", "# a remark\nroles:").bundle();
    assert_ne!(commented.hash(), Folders::good().bundle().hash());
    assert_eq!(commented.definitions, Folders::good().bundle().definitions);
}

#[test]
fn a_bundle_names_every_file_that_it_was_made_of() {
    let bundle = Folders::good().bundle();
    let paths: Vec<&str> = bundle.files.iter().map(|(path, _)| path.as_str()).collect();
    assert!(paths.contains(&"_standard/forms/clue.form.yaml") && paths.contains(&"scjg/organ.yaml"), "{paths:?}");
    assert!(paths.is_sorted());
    assert!(bundle.files.iter().all(|(_, hash)| hash.len() == 64));
}

#[test]
fn bytes_of_another_format_and_damaged_bytes_are_refused() {
    let bytes = Folders::good().bundle().encode();
    assert!(matches!(Bundle::decode(&[]), Err(BundleError::Empty)));
    assert!(matches!(Bundle::decode(b"{}"), Err(BundleError::Format { found: b'{' })));
    assert!(matches!(Bundle::decode(&bytes[..bytes.len() - 1]), Err(BundleError::Damaged(_))));
    assert!(matches!(Bundle::decode(&[&bytes[..], b"1"].concat()), Err(BundleError::Damaged(_))));
}

#[test]
fn the_deepest_expression_comes_back() {
    let depth = mingjing_expr::parser::DEPTH_MAX - 4;
    let deep = format!("{}fine{}", "(1 + ".repeat(depth), ")".repeat(depth));
    let rules = format!(">= 10000\", \"-\"], then: ['if {deep} > 0 then \"decider\" else \"handler\"']}}\n#");
    let folders = Folders::good().edit("tables/authority.table.yaml", ">= 10000", &rules).edit(
        "filing.process.yaml",
        "lane: decider,",
        "lane: {table: authority, with: {fine: '1', kind: '\"exit\"'}},",
    );
    let bundle = folders.bundle();
    assert_eq!(Bundle::decode(&bundle.encode()).unwrap(), bundle);
}

proptest! {
    #[test]
    fn what_is_encoded_is_decoded(
        title in "[\\p{Han}\"\\\\ a-z]{1,20}",
        number in "[0-9]{1,12}",
        from in 1900i16..2200,
        rank in any::<i64>(),
    ) {
        let row = format!(
            "rows:\n  - {{person: wang, number: '{number}', valid_from: {from}-02-28, rank: {rank}}}\n"
        );
        let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
        let bundle = Folders::good()
            .edit("registers/officers.register.yaml", "rows:\n", &row)
            .edit("organ.yaml", "市场监管局", &format!("\"{quoted}\""))
            .bundle();
        prop_assert_eq!(&bundle.organ.title.zh, &title);
        let bytes = bundle.encode();
        let back = Bundle::decode(&bytes).unwrap();
        prop_assert_eq!(&back, &bundle);
        prop_assert_eq!(back.encode(), bytes);
    }
}

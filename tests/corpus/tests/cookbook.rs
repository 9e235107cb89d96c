//! The cookbook is what its command writes.

use std::process::Command;

#[test]
fn the_cookbook_is_up_to_date() {
    let checked = Command::new(env!("CARGO_BIN_EXE_cookbook"))
        .arg("--check")
        .output();
    let checked = checked.expect("the command runs");
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{said}");
}

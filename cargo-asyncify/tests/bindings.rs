//! The bindings of this workspace are what `cargo asyncify generate` writes today.

mod common;

use std::fs;
use std::path::Path;

use common::run;

#[test]
fn generated_bindings_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let packages = ["bindings", "tests"].map(|it| fs::read_dir(root.join(it)).unwrap());
    let folders = packages.into_iter().flatten().map(|it| it.unwrap().path());
    let generated = folders.filter(|it| it.join("asyncify.toml").is_file());
    let mut checked = 0;
    for folder in generated {
        let ran = run(&folder, &["generate", "--check"]);
        assert_eq!((ran.code, &ran.stderr[..]), (0, ""), "{}", folder.display());
        checked += 1;
    }
    assert!(checked > 0);
}

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Sources;
use super::metadata::{self, Dependencies};
use crate::Failure;
use crate::cli::Subject;
use crate::model::Package;

fn find(subject: Subject) -> Result<Package, Failure> {
    Sources::find(&subject).map(|(_, package)| package)
}

fn named(name: &str) -> Result<Package, Failure> {
    find(Subject {
        name: Some(name.to_owned()),
        ..Subject::default()
    })
}

fn in_folder(path: impl Into<PathBuf>, features: &[&str]) -> Result<Package, Failure> {
    find(Subject {
        path: Some(path.into()),
        features: features.iter().map(ToString::to_string).collect(),
        ..Subject::default()
    })
}

#[track_caller]
fn refused(result: Result<Package, Failure>) -> String {
    let failure = result.expect_err("it is refused");
    assert_eq!((failure.code(), failure.lines().len()), (3, 1));
    failure.to_string()
}

#[test]
fn a_package_is_found_by_name_by_folder_or_as_the_own_one() {
    let own = find(Subject::default()).unwrap();
    assert_eq!(
        (&own.name[..], &own.lib[..]),
        ("cargo-asyncify", "cargo_asyncify")
    );
    let cpal = named("cpal").unwrap();
    assert_eq!(cpal.name, "cpal");
    assert!(cpal.root.ends_with("src/lib.rs") && cpal.root.is_file());
    // Names in paths are written otherwise.
    assert_eq!(named("cargo_metadata").unwrap().name, "cargo_metadata");
    assert_eq!(named("asyncify_runtime").unwrap().name, "asyncify-runtime");
    let fixture = in_folder("tests/fixtures/modules", &[]).unwrap();
    assert_eq!((&fixture.version[..], fixture.edition), ("1.2.3", 2018));
    assert!(fixture.build_script.unwrap().ends_with("build.rs"));
}

/// A manifest that calls its dependencies otherwise.
#[test]
fn a_dependency_has_the_name_that_the_code_has_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = std::path::absolute("tests/fixtures/modules").unwrap();
    let manifest = format!(
        "[package]\nname = \"own\"\n[workspace]\n[dependencies]\n\
         another = {{ path = {fixture:?}, package = \"fixture-modules\" }}\n"
    );
    std::fs::create_dir(folder.path().join("src")).unwrap();
    std::fs::write(folder.path().join("src/lib.rs"), "").unwrap();
    std::fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    let own = metadata::of(folder.path(), Dependencies::OfHost).unwrap();
    for name in ["another", "fixture-modules"] {
        let id = super::choose::find(&own, name)
            .unwrap()
            .expect("it is found");
        assert_eq!(super::called(&own, &id), Some("another"), "{name}");
    }
}

#[test]
fn of_several_versions_the_direct_dependency_is_meant() {
    assert!(named("syn").unwrap().version.starts_with("3."));
    let metadata = metadata::of(Path::new("."), Dependencies::OfHost).unwrap();
    let versions: BTreeSet<_> = metadata
        .packages
        .iter()
        .filter(|package| package.name.as_str() == "syn")
        .map(|package| package.version.to_string())
        .collect();
    assert!(versions.len() > 1, "{versions:?}");
    for version in &versions {
        assert_eq!(named(&format!("syn@{version}")).unwrap().version, *version);
    }
    assert!(refused(named("syn@0.0.0")).starts_with("`syn@0.0.0` is no dependency here"));
}

#[test]
fn of_several_indirect_versions_one_must_be_named() {
    let metadata = metadata::of(Path::new("."), Dependencies::OfHost).unwrap();
    let own = &metadata[&metadata.root_package().unwrap().id];
    let mut names: Vec<_> = metadata
        .packages
        .iter()
        .map(|package| &package.name)
        .collect();
    names.sort();
    let is_direct = |name: &str| own.dependencies.iter().any(|direct| direct.name == name);
    let several = names
        .windows(2)
        .map(|pair| (pair[0].as_str(), pair[1].as_str()))
        .find(|(one, other)| one == other && !is_direct(one))
        .map(|(name, _)| name)
        .expect("some dependency has two versions");
    let message = refused(named(several));
    let start = format!("`{several}` is there in several versions, name one of them: `{several}@");
    assert!(message.starts_with(&start), "{message}");
}

#[test]
fn features_turn_on_others() {
    let features = |asked: &[&str]| {
        let package = in_folder("tests/fixtures/modules", asked).unwrap();
        Vec::from_iter(package.features).join(" ")
    };
    assert_eq!(features(&[]), "default usual");
    assert_eq!(features(&["extra"]), "default extra more usual");
    let all = Subject {
        path: Some("tests/fixtures/modules".into()),
        all_features: true,
        ..Subject::default()
    };
    assert_eq!(find(all).unwrap().features.len(), 4);
    let unknown = in_folder("tests/fixtures/modules", &["usul"]);
    let message = "`fixture-modules` has no feature `usul`: there is `usual`";
    assert_eq!(refused(unknown), message);
}

#[test]
fn a_file_is_named_after_itself_or_after_its_folder() {
    let lib = |name: &str| named(name).unwrap().lib;
    assert_eq!(lib("tests/fixtures/conditions.rs"), "conditions");
    assert_eq!(lib("src/lib.rs"), "cargo_asyncify");
    assert_eq!(lib("src/crates/mod.rs"), "crates");
}

#[test]
fn what_can_not_be_read_is_told_in_a_line() {
    let message = refused(named("notfy"));
    assert!(
        message.starts_with("`notfy` is no dependency here (there is `notify`, "),
        "{message}"
    );
    let end = "): `cargo add notfy` makes it one, `--version VERSION` reads it without";
    assert!(message.ends_with(end), "{message}");
    assert_eq!(
        refused(named("xtask")),
        "`xtask` has no library: there are no functions for others to call"
    );
    assert_eq!(
        refused(named("asyncify-macros")),
        "`asyncify-macros` has macros only: there are no functions for others to call"
    );
    assert_eq!(
        refused(in_folder("tests/none", &[])),
        "tests/none is no folder"
    );
    let empty = tempfile::tempdir().unwrap();
    let message = refused(in_folder(empty.path(), &[]));
    assert!(
        message.starts_with("cargo: could not find `Cargo.toml` in `"),
        "{message}"
    );
    std::fs::write(empty.path().join("Cargo.toml"), "[package]\nname = 1\n").unwrap();
    let message = refused(in_folder(empty.path(), &[]));
    assert!(message.starts_with("cargo: "), "{message}");
}

#[test]
fn a_file_is_named_whatever_it_and_its_folder_are_called() {
    let names = |file: &str| {
        let package = named(file).unwrap();
        (package.name, package.lib)
    };
    let both = |name: &str, lib: &str| (name.to_owned(), lib.to_owned());
    assert_eq!(names("a/b-c/src/lib.rs"), both("b-c", "b_c"));
    assert_eq!(names("a/b-c-1.2.3-rc.1+4/src/lib.rs"), both("b-c", "b_c"));
    assert_eq!(
        names("a/my folder (1)/lib.rs"),
        both("my folder (1)", "my_folder__1_")
    );
    assert_eq!(names("type.rs"), both("type", "type"));
    for odd in ["7z", "_", "self", "super", "Self", "crate"] {
        assert_eq!(names(&format!("{odd}.rs")), both(odd, "crate"));
    }
}

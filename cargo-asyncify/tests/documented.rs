//! The decisions that the help and the README show are ones that can be made.

mod common;

use std::fs;
use std::path::Path;

use common::run;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// The lines of the help under `Decisions:`, as they would stand in a file.
fn decisions_in_the_help() -> String {
    let help = run(HERE, &["generate", "--help"]).stdout;
    let (_, decisions) = help.split_once("\nDecisions:\n").expect("the section");
    let lines = decisions
        .lines()
        .take_while(|line| line.is_empty() || line.starts_with("  "));
    lines
        .map(|line| format!("{}\n", line.trim_start()))
        .collect()
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, text).expect("a file");
}

#[test]
fn those_in_the_help_shape_a_module() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        &folder.path().join("Cargo.toml"),
        "[package]\nname = \"app\"\nedition = \"2024\"\n[workspace]\n\
         [dependencies]\nplayer = { path = \"player\" }\n",
    );
    write(&folder.path().join("src/lib.rs"), "");
    write(
        &folder.path().join("player/Cargo.toml"),
        "[package]\nname = \"player\"\nedition = \"2024\"\n",
    );
    write(
        &folder.path().join("player/src/lib.rs"),
        "pub struct Client;
         impl Client {
             pub fn levels(&self, callback: impl FnMut(f32) + Send + 'static) {}
             pub fn each(&self, callback: impl FnMut(f32) + Send + 'static) {}
         }
         pub fn fetch(callback: impl FnOnce() + Send + 'static) {}\n",
    );
    write(
        &folder.path().join("asyncify.toml"),
        &decisions_in_the_help(),
    );
    let ran = run(folder.path(), &["generate"]);
    assert_eq!((ran.code, &ran.stdout[..], &ran.stderr[..]), (0, "", ""));
    let module = fs::read_to_string(folder.path().join("src/player_async.rs")).expect("a module");
    for part in [
        "//! The documentation of the module.",
        "use crate::Level;",
        "/// The documentation of the trait.",
        "#[asyncify(ext = ClientAsync, overflow = latest)]",
        "#[asyncify(name = loudness)]",
        "#[map(|level| Level(level))]",
        "pub fn fetch(",
    ] {
        assert!(module.contains(part), "no {part} in:\n{module}");
    }
    for part in ["TODO", "fn each"] {
        assert!(!module.contains(part), "{part} in:\n{module}");
    }
}

#[test]
fn those_in_the_readme_decide_all_that_is_to_decide() {
    let readme = fs::read_to_string(Path::new(HERE).join("../README.md")).expect("the README");
    let (_, rest) = readme
        .split_once("```toml\n[[binding]]\n")
        .expect("an asyncify.toml");
    let (decisions, _) = rest.split_once("```").expect("its end");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("asyncify.toml");
    write(&file, &format!("[[binding]]\n{decisions}"));
    let module = folder.path().join("src/notify_async.rs");
    write(&module.with_file_name("lib.rs"), "");
    let config = file.to_str().expect("a plain path");
    let watch = Path::new(HERE).join("../examples/watch");
    let ran = run(watch, &["generate", "notify", "--config", config]);
    assert_eq!((ran.code, &ran.stdout[..], &ran.stderr[..]), (0, "", ""));
    let module = fs::read_to_string(module).expect("a module");
    assert!(module.contains("fn with_initial_scan"), "{module}");
    assert!(!module.contains("TODO"), "{module}");
}

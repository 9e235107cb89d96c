//! What a message says to do is done to each mistake in `tests/ui`, and the result compiles.
//!
//! A mistake's file ends with its mends, each as the edits that a reader of the message makes:
//! ```text
//! // mend: `strem` -> `stream`
//! //       `impl FnOnce` -> `impl FnMut`
//! ```
//! What `cargo asyncify explain` shows as right compiles, too, among the names that stand behind it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

const MEND: &str = "// mend: ";

/// Codes whose right example uses a crate that is not at hand.
const OF_ANOTHER_CRATE: &[&str] = &["a0303", "a0310"];

/// The mended programs of a mistake.
fn mended(file: &str) -> Result<Vec<String>, String> {
    let Some((mistake, mends)) = file.split_once(MEND) else {
        return Err("nothing is said of how it is mended".into());
    };
    let mends = mends.split(MEND).map(|mend| {
        let mut edits = mend.lines().filter_map(edit);
        edits.try_fold(mistake.to_owned(), |program, (old, new)| {
            if program.contains(&old) {
                Ok(program.replace(&old, &new))
            } else {
                Err(format!("`{old}` is not in it"))
            }
        })
    });
    mends.collect()
}

/// What is replaced by what.
fn edit(line: &str) -> Option<(String, String)> {
    let edit = line.trim_start_matches("//").trim();
    let (old, new) = edit
        .strip_prefix('`')?
        .strip_suffix('`')?
        .split_once("` -> `")?;
    Some((old.replace("\\n", "\n"), new.replace("\\n", "\n")))
}

/// The blocks of a text that are fenced like this.
fn fenced(text: &str, fence: &str) -> String {
    let blocks = text
        .split("```")
        .filter_map(|block| block.strip_prefix(fence));
    blocks.collect()
}

#[test]
fn what_a_message_says_to_do_compiles() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = String::new();
    let mut complaints = Vec::new();
    let mut count = 0;
    for topic in sorted(&root.join("tests/ui")) {
        for path in sorted(&topic) {
            if path.extension().is_none_or(|it| it != "rs") {
                continue;
            }
            let name = format!("{}_{}", stem(&topic), stem(&path));
            let file = fs::read_to_string(&path).expect("a mistake");
            match mended(&file) {
                Ok(programs) => {
                    for (at, program) in programs.iter().enumerate() {
                        write!(all, "mod {name}_{at} {{\n{program}}}\n").expect("a string");
                        count += 1;
                    }
                }
                Err(complaint) => complaints.push(format!("{name}: {complaint}")),
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(count > 400, "only {count} mends were found");
    compile("mended.rs", &all);
}

#[test]
fn what_is_shown_as_right_compiles() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = String::from("mod net { pub use asyncify; }\n");
    for path in sorted(&root.join("cargo-asyncify/src/explain/texts")) {
        let name = stem(&path).to_lowercase();
        if OF_ANOTHER_CRATE.contains(&&*name) {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a text");
        let (right, names) = (fenced(&text, "rust,right"), fenced(&text, "rust,names"));
        assert!(!right.is_empty(), "{name} shows nothing as right");
        write!(
            all,
            "mod {name} {{ use asyncify::asyncify;\n{names}{right}}}\n"
        )
        .expect("a string");
    }
    compile("right.rs", &all);
}

/// One crate of many modules, because each crate takes its time.
fn compile(name: &str, modules: &str) {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let all = format!("#![allow(warnings)]\nfn main() {{}}\n{modules}");
    fs::write(&file, all).expect("a file of the test's own");
    trybuild::TestCases::new().pass(file);
}

fn sorted(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<_> = entries.map(|it| it.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .expect("a name")
        .to_string_lossy()
        .into_owned()
}

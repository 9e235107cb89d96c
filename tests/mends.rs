//! What a message says to do is done to each mistake in `tests/ui`, and the result compiles.
//!
//! A mistake's file ends with its mends, each as the edits that a reader of the message makes:
//! ```text
//! // mend: `strem` -> `stream`
//! //       `impl FnOnce` -> `impl FnMut`
//! ```

use std::fmt::Write;
use std::fs;
use std::path::Path;

const MEND: &str = "// mend: ";

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

/// One crate of all of them, because each crate takes its time.
#[test]
fn what_a_message_says_to_do_compiles() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = String::from("#![allow(warnings)]\nfn main() {}\n");
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
    let together = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mended.rs");
    fs::write(&together, all).expect("a file of the test's own");
    trybuild::TestCases::new().pass(together);
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

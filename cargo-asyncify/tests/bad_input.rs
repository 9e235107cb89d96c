//! Whatever can't be worked with is told in one line, by an exit code, and changes no file.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{PROGRAM, Ran, run};
use tempfile::TempDir;

/// A package, one that it depends on, and files that are not what they should be.
const FILES: &[(&str, &[u8])] = &[
    (
        "Cargo.toml",
        b"[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
          [dependencies]\nplayer = { path = \"player\" }\nbroken = { path = \"broken\" }\n",
    ),
    (
        "src/lib.rs",
        b"pub fn plain(callback: impl FnOnce(u32) + 'static) { callback(1) }\n",
    ),
    (
        "player/Cargo.toml",
        b"[package]\nname = \"player\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
          [features]\nloud = []\n",
    ),
    (
        "player/src/lib.rs",
        b"pub fn fetch(callback: impl FnOnce(u32) + Send + 'static) { callback(1) }\n",
    ),
    (
        "broken/Cargo.toml",
        b"[package]\nname = \"broken\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
    ),
    ("broken/src/lib.rs", b"pub fn f() {}\n\nfn (\n"),
    (
        "half/Cargo.toml",
        b"[package]\nname = \"half\"\nedition = \"2024\"\n\n[workspace]\n",
    ),
    (
        "half/src/lib.rs",
        b"mod odd;\npub fn fine(callback: impl FnOnce(u32) + Send + 'static) {}\n",
    ),
    ("half/src/odd.rs", b"struct }\n"),
    ("binary.rs", b"\x7fELF\x00\xff\xfe"),
    ("notes.txt", b"fn in_a_text() {}\n"),
    ("folder.rs/inside", b""),
    ("by_hand.rs", b"fn mine() {}\n"),
    (
        "config/syntax.toml",
        b"[[binding]]\ncrate = \"player\"\nonly = [\n",
    ),
    (
        "config/key.toml",
        b"[[binding]]\ncrate = \"player\"\nonyl = [\"fetch\"]\n",
    ),
    ("config/type.toml", b"[[binding]]\ncrate = 1\n"),
    (
        "config/marks.toml",
        b"[[binding]]\ncrate = \"player\"\n\n[binding.fn.fetch]\nparam.callback = \"#[\"\n",
    ),
    ("nowhere/empty", b""),
];

struct Project(TempDir);

impl Project {
    fn new() -> Project {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, content) in FILES {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, content).expect("a file");
        }
        let project = Project(folder);
        // Cargo writes its lock file once.
        assert_eq!(run(project.path(), &["scan", "player"]).code, 0);
        project
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// All files, and what is in them.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => drop(files.insert(path.clone(), fs::read(path).expect("a file"))),
                }
            }
        }
        files
    }
}

#[test]
fn one_line_says_what_is_wrong() {
    let project = Project::new();
    let before = project.files();
    let cases: &[(&[&str], &str)] = &[
        // Crates.
        (
            &["scan", "nonesuch"],
            "`nonesuch` is no dependency here: `cargo add nonesuch` makes it one, `--version VERSION` reads it without",
        ),
        (
            &["scan", "plaer"],
            "`plaer` is no dependency here (there is `player`): `cargo add plaer` makes it one, `--version VERSION` reads it without",
        ),
        (
            &["generate", "nonesuch"],
            "`nonesuch` is no dependency here: `cargo add nonesuch` makes it one, `--version VERSION` reads it without",
        ),
        (
            &["scan", "player", "--features", "lout"],
            "`player` has no feature `lout`: there is `loud`",
        ),
        (
            &["scan", "player", "--version", "newest"],
            "`newest` is no version of `player`: unexpected character 'n' while parsing major version number",
        ),
        (
            &["scan", "../player", "--version", "1"],
            "`../player` is no crate's name",
        ),
        (
            &["scan", "broken"],
            "broken/src/lib.rs:3:4: no Rust that can be parsed: a bracket or a quote without its other, or no token at all",
        ),
        (
            &["generate", "broken"],
            "broken/src/lib.rs:3:4: no Rust that can be parsed: a bracket or a quote without its other, or no token at all",
        ),
        (
            &["generate", "player", "--only", "none", "--only", "zero"],
            "nothing in player matches `none`: what needs a feature is read with `--features`",
        ),
        (
            &["scan", "player", "--only", "none"],
            "nothing in player matches `none`: what needs a feature is read with `--features`",
        ),
        // Folders and files.
        (
            &["scan", "none.rs"],
            "none.rs can't be read: No such file or directory (os error 2)",
        ),
        (&["scan", "binary.rs"], "binary.rs is no text in UTF-8"),
        (
            &["scan", "notes.txt"],
            "notes.txt is no Rust file: those end in `.rs`",
        ),
        (&["scan", "folder.rs"], "folder.rs is a folder"),
        (
            &["scan", "player/src"],
            "player/src is a folder: `--path player/src` reads the package there",
        ),
        (
            &["scan", "broken/src/lib.rs"],
            "broken/src/lib.rs:3:4: no Rust that can be parsed: a bracket or a quote without its other, or no token at all",
        ),
        (&["scan", "--path", "none"], "none is no folder"),
        (&["scan", "--path", "notes.txt"], "notes.txt is no folder"),
        (
            &["expand", "--path", "none"],
            "none can't be read: No such file or directory (os error 2)",
        ),
        (
            &["expand", "--path", "binary.rs"],
            "binary.rs is no text in UTF-8",
        ),
        (
            &["expand", "--path", "half"],
            "half/src/odd.rs:1:8: no Rust that can be parsed: a bracket or a quote without its other, or no token at all",
        ),
        (
            &["generate", "--c-bindings", "none.rs"],
            "none.rs can't be read: No such file or directory (os error 2)",
        ),
        (
            &["generate", "--c-bindings", "binary.rs"],
            "binary.rs is no text in UTF-8",
        ),
        (
            &["generate", "--c-bindings", "notes.txt"],
            "nothing in notes takes a callback",
        ),
        (
            &["generate", "--c-bindings", "folder.rs"],
            "folder.rs can't be read: Is a directory (os error 21)",
        ),
        (
            &["generate", "--c-bindings", "broken/src/lib.rs"],
            "broken/src/lib.rs:3:4: no Rust that can be parsed: a bracket or a quote without its other, or no token at all",
        ),
        // Decisions.
        (
            &["generate", "player", "--config", "none.toml"],
            "none.toml can't be read: No such file or directory (os error 2)",
        ),
        (
            &["generate", "player", "--config", "nowhere"],
            "nowhere can't be read: Is a directory (os error 21)",
        ),
        (
            &["generate", "player", "--config", "config/syntax.toml"],
            "config/syntax.toml:3:9: unclosed array, expected `]`",
        ),
        (
            &["generate", "player", "--config", "config/key.toml"],
            "config/key.toml:3:1: unknown field `onyl`, expected one of `crate`, `c_bindings`, `bindings_path`, `output`, `expanded`, `only`, `header`, `uses`, `block`, `fn`",
        ),
        (
            &["generate", "player", "--config", "config/type.toml"],
            "config/type.toml:2:9: invalid type: integer `1`, expected a string",
        ),
        (
            &["generate", "player", "--config", "config/marks.toml"],
            "config/marks.toml:5:18: `#[` is not a list of marks: cannot parse string into token stream",
        ),
        // Output.
        (
            &["generate", "player", "-o", "by_hand.rs"],
            "by_hand.rs was written or edited by hand: `--force` overwrites it, and decisions in asyncify.toml are kept",
        ),
        (
            &["generate", "player", "-o", "none/it.rs"],
            "none/it.rs can't be written: No such file or directory (os error 2)",
        ),
        (
            &["generate", "player", "-o", "nowhere"],
            "nowhere can't be read: Is a directory (os error 21)",
        ),
        (
            &["generate", "player", "-o", "binary.rs"],
            "binary.rs can't be read: stream did not contain valid UTF-8",
        ),
        (&["man", "notes.txt"], "notes.txt is no folder"),
        // Names.
        (
            &["expand", "nonesuch"],
            "no item is called `nonesuch`, and none is annotated with `#[asyncify]`",
        ),
        (
            &["expand", "plain"],
            "`plain`, src/lib.rs:1, is not annotated: write `#[asyncify]` on it",
        ),
        (
            &["explain", "A9999"],
            "no diagnostic has the code `A9999`: the nearest are A1607, A1606, A1605",
        ),
        (
            &["explain", "twelve"],
            "`twelve` is no code: one is an A and four digits, and `cargo asyncify explain` lists them",
        ),
    ];
    for (args, message) in cases {
        assert_eq!(run(project.path(), args), Ran::refused(message), "{args:?}");
    }
    assert_eq!(project.files(), before);
}

#[test]
fn without_a_package_there_is_nothing_to_read() {
    let empty = tempfile::tempdir().expect("a folder");
    for command in [
        &["scan"][..],
        &["scan", "player"],
        &["generate", "player"],
        &["expand"],
    ] {
        let ran = run(empty.path(), command);
        let start = "error: cargo: could not find `Cargo.toml` in ";
        assert!(ran.stderr.starts_with(start), "{command:?}: {}", ran.stderr);
        assert_eq!(
            (ran.code, ran.stderr.lines().count()),
            (3, 1),
            "{command:?}"
        );
    }
}

#[test]
fn what_is_nested_deeply_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let nested = |before: &str, inner: &str, after: &str| {
        let (before, after) = (before.repeat(400), after.repeat(400));
        format!("{before}{inner}{after}")
    };
    let texts = [
        nested("pub mod m { ", "", "}"),
        format!("pub fn f(x: {}) {{}}", nested("Box<", "u8", ">")),
        format!("pub fn f(x: {}) {{}}", nested("&", "u8", "")),
        format!("pub const A: u8 = {};", nested("(", "1", ")")),
    ];
    for text in texts {
        fs::write(folder.path().join("deep.rs"), &text).expect("a file");
        let ran = run(folder.path(), &["scan", "deep.rs"]);
        assert_eq!((ran.code, &ran.stderr[..]), (0, ""), "{text:.20}");
        let ran = run(folder.path(), &["expand", "--path", "deep.rs"]);
        let message = "nothing in deep.rs is annotated with `#[asyncify]`\n";
        assert_eq!((ran.code, &ran.stderr[..]), (0, message), "{text:.20}");
    }
}

#[test]
fn a_module_that_does_not_parse_is_left_out_with_a_warning() {
    let project = Project::new();
    let ran = run(project.path(), &["scan", "--path", "half"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.contains("fine"), "{}", ran.stdout);
    let line = "warning: half/src/odd.rs:1:8: no Rust that can be parsed: ";
    assert!(ran.stderr.starts_with(line), "{}", ran.stderr);
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
}

#[test]
fn the_command_line_is_checked_before_anything_else() {
    let project = Project::new();
    let cases: &[&[&str]] = &[
        &["sacn"],
        &["scan", "player", "--path", "player"],
        &["scan", "--version", "1"],
        &["generate", "player", "--c-bindings", "binary.rs"],
        &["generate", "player", "-o"],
        &["completions"],
    ];
    for args in cases {
        let ran = run(project.path(), args);
        assert_eq!((ran.code, &ran.stdout[..]), (2, ""), "{args:?}");
        assert!(
            ran.stderr.starts_with("error: "),
            "{args:?}: {}",
            ran.stderr
        );
    }
}

#[test]
fn force_is_what_overwrites() {
    let project = Project::new();
    let file = project.path().join("by_hand.rs");
    let ran = run(
        project.path(),
        &["generate", "player", "-o", "by_hand.rs", "--force"],
    );
    assert_eq!((ran.code, &ran.stderr[..]), (0, ""));
    let written = fs::read_to_string(&file).expect("a module");
    assert!(written.contains("fetch"), "{written}");
    fs::write(&file, written.replace("pub fn fetch", "pub fn fetched")).expect("an edit");
    let args = ["generate", "player", "-o", "by_hand.rs"];
    let check = run(project.path(), &[&args[..], &["--check"]].concat());
    assert_eq!(
        (check.code, check.stderr.lines().count()),
        (1, 1),
        "{}",
        check.stderr
    );
    assert_eq!(run(project.path(), &args).code, 3);
    let kept = fs::read_to_string(&file).expect("the edited module");
    assert!(kept.contains("pub fn fetched"), "{kept}");
}

#[test]
fn nobody_has_to_listen() {
    let project = Project::new();
    for args in [
        &["scan", "player"][..],
        &["generate", "player"],
        &["explain"],
        &["scan", "none"],
    ] {
        let mut child = Command::new(PROGRAM)
            .args(args)
            .current_dir(project.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        match args {
            ["scan", "none"] => {
                assert_eq!((output.status.code(), said.lines().count()), (Some(3), 1));
            }
            _ => {
                assert_eq!((output.status.code(), &said[..]), (Some(0), ""), "{args:?}");
            }
        }
    }
}

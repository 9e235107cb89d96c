//! `cargo asyncify generate`: the module it writes, decisions, and what it refuses to do.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Ran, run};

const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/generate");

/// A folder of a test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("generate")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn generate(folder: &Path, args: &[&str]) -> Ran {
    let library = format!("{FIXTURE}/sound");
    run(folder, &[&["generate", "--path", &library], args].concat())
}

fn done() -> Ran {
    Ran {
        code: 0,
        stdout: String::new(),
        stderr: String::new(),
    }
}

fn differs(message: &str) -> Ran {
    Ran {
        code: 1,
        stdout: String::new(),
        stderr: format!("error: {message}\n"),
    }
}

/// The tests `declared` and `expanded` compile and drive them.
#[test]
fn the_modules_of_the_fixture_are_up_to_date() {
    for args in [&[][..], &["--expanded", "-o", "expanded.rs"]] {
        let args = [&["generate", "--path", "sound"], args].concat();
        if std::env::var_os("BLESS").is_some() {
            run(FIXTURE, &[&args[..], &["--force"]].concat());
        }
        assert_eq!(run(FIXTURE, &[&args[..], &["--check"]].concat()), done());
    }
}

#[test]
fn what_is_written_is_what_is_printed_and_checked() {
    let folder = folder("written");
    let printed = generate(&folder, &[]);
    assert_eq!((printed.code, &printed.stderr[..]), (0, ""));
    assert_eq!(generate(&folder, &["-o", "it.rs"]), done());
    let file = folder.join("it.rs");
    assert_eq!(fs::read_to_string(&file).unwrap(), printed.stdout);
    assert_eq!(generate(&folder, &["-o", "it.rs", "--check"]), done());
    // Formatted by another width, it is the same.
    let joined = printed.stdout.replace(",\n    ) ->", "\n) ->");
    fs::write(&file, &joined).unwrap();
    assert_eq!(generate(&folder, &["-o", "it.rs", "--check"]), done());
    assert_eq!(generate(&folder, &["-o", "it.rs"]), done());
    assert_eq!(fs::read_to_string(&file).unwrap(), joined);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn a_binding_may_say_that_it_is_expanded() {
    let folder = folder("expanded");
    let printed = generate(&folder, &["--expanded"]);
    let config = "[[binding]]\ncrate = \"sound\"\nexpanded = true\n";
    fs::write(folder.join("asyncify.toml"), config).unwrap();
    let config = &["--config", "asyncify.toml"];
    assert_eq!(generate(&folder, config), printed);
    assert!(printed.stdout.contains("::asyncify_runtime::stream("));
}

#[test]
fn what_needs_a_decision_is_a_comment() {
    let printed = generate(&folder("undecided"), &["--only", "Microphone"]).stdout;
    let start = printed.find("    // TODO: ").expect("something to decide");
    assert!(
        printed[start..].contains("    // pub fn select("),
        "{printed}"
    );
    assert!(!printed.contains("Player"), "{printed}");
}

#[test]
fn what_is_refused_is_written_once_it_is_accepted() {
    let folder = folder("accepted");
    let config = "[[binding]]\ncrate = \"sound\"\n\
                  [binding.fn.\"Listening::run\"]\naccept = true\n";
    fs::write(folder.join("asyncify.toml"), config).unwrap();
    let printed = generate(&folder, &["--only", "Listening::*"]);
    assert_eq!((printed.code, &printed.stderr[..]), (0, ""));
    let written = "\n    pub fn run(self, #[item] job: impl FnOnce() + Send + 'static);\n";
    assert!(printed.stdout.contains(written), "{}", printed.stdout);
}

#[test]
fn a_file_that_was_edited_is_kept() {
    let folder = folder("edited");
    let file = folder.join("it.rs");
    assert_eq!(generate(&folder, &["-o", "it.rs"]), done());
    let written = fs::read_to_string(&file).unwrap();
    let edited = written.replacen("fn ", "fn my_", 1);
    fs::write(&file, &edited).unwrap();
    let refused = Ran::refused(
        "it.rs was written or edited by hand: `--force` overwrites it, and decisions in \
         asyncify.toml are kept",
    );
    assert_eq!(generate(&folder, &["-o", "it.rs"]), refused);
    fs::write(&file, "// my own\n").unwrap();
    assert_eq!(generate(&folder, &["-o", "it.rs"]), refused);
    assert_eq!(fs::read_to_string(&file).unwrap(), "// my own\n");
    assert_eq!(generate(&folder, &["-o", "it.rs", "--force"]), done());
    assert_eq!(fs::read_to_string(&file).unwrap(), written);
    // One that it wrote for something else is its own.
    assert_eq!(
        generate(&folder, &["-o", "it.rs", "--only", "timer"]),
        done()
    );
    assert_eq!(generate(&folder, &["-o", "it.rs"]), done());
    assert_eq!(fs::read_to_string(&file).unwrap(), written);
}

#[test]
fn a_check_tells_where_a_file_differs() {
    let folder = folder("checked");
    let check = || generate(&folder, &["-o", "it.rs", "--check"]);
    assert_eq!(check(), differs("it.rs does not exist"));
    assert_eq!(generate(&folder, &["-o", "it.rs"]), done());
    let file = folder.join("it.rs");
    let written = fs::read_to_string(&file).unwrap();
    let line = written.lines().position(|it| it.contains("fn ")).unwrap();
    let edited = written.replacen("fn ", "fn my_", 1);
    fs::write(&file, &edited).unwrap();
    let edited = edited.lines().nth(line).unwrap().trim();
    let message = format!(
        "it.rs:{}: not what would be generated: `{edited}`",
        line + 1
    );
    assert_eq!(check(), differs(&message));
    fs::write(&file, written.trim_end().trim_end_matches('}')).unwrap();
    assert_eq!(
        check(),
        differs("it.rs is not what would be generated: there is more of it"),
    );
}

#[test]
fn decisions_that_match_nothing_are_told_and_fail_a_check() {
    let folder = folder("unmatched");
    let config = "[[binding]]\ncrate = \"sound\"\noutput = \"it.rs\"\n\
                  [binding.fn.\"Microphone::listen\"]\nparam.callbak = \"#[item]\"\n\
                  [binding.fn.\"Microphone::hear\"]\naccept = true\n";
    fs::write(folder.join("asyncify.toml"), config).unwrap();
    let first = "asyncify.toml:5:7: nothing matches `callbak`";
    let second = "asyncify.toml:6:13: nothing matches `Microphone::hear`";
    let told = Ran {
        stderr: format!("warning: {first}\nwarning: {second}\n"),
        ..done()
    };
    assert_eq!(generate(&folder, &[]), told);
    let checked = Ran {
        code: 1,
        stderr: format!("{}error: {first}\n", told.stderr),
        ..told
    };
    assert_eq!(generate(&folder, &["--check"]), checked);
}

#[test]
fn what_it_cannot_work_with_is_told_in_a_line() {
    let folder = folder("refused");
    fs::write(
        folder.join("broken.toml"),
        "[[binding]]\ncrate = \"sound\"\nname = 1\n",
    )
    .unwrap();
    let unknown = generate(&folder, &["--config", "broken.toml"]);
    let start = "error: broken.toml:3:1: unknown field `name`, expected one of ";
    assert!(unknown.stderr.starts_with(start), "{}", unknown.stderr);
    assert_eq!((unknown.code, unknown.stderr.lines().count()), (3, 1));
    for (args, message) in [
        (
            &["--config", "none.toml"][..],
            "none.toml can't be read: No such file or directory (os error 2)",
        ),
        (
            &["--only", "Speaker::*"],
            "nothing in sound matches `Speaker::*`: what needs a feature is read with `--features`",
        ),
        (
            &["--only", "select"],
            "nothing in sound matches `select`: did you mean `sound::Microphone::select`?",
        ),
        (
            &["--check"],
            "there is no file to check: `-o FILE` names it",
        ),
        (
            &["-o", "none/it.rs"],
            "none/it.rs can't be written: No such file or directory (os error 2)",
        ),
    ] {
        assert_eq!(generate(&folder, args), Ran::refused(message));
    }
}

/// What a crate passes on, another one defines, and only who depends on that can name it.
#[test]
fn what_another_crate_defines_is_generated_for_those_who_depend_on_it() {
    let folder = folder("indirect");
    let shelf = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scan");
    let manifest = format!(
        "[package]\nname = \"newcomer\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n\
         [dependencies]\nfacade = {{ path = \"{shelf}/facade\" }}\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), &manifest).unwrap();
    fs::write(folder.join("lib.rs"), "").unwrap();
    assert_eq!(
        run(&folder, &["generate", "facade"]),
        Ran::refused(
            "nothing of facade's own takes a callback: `cargo asyncify scan` tells of what it \
             passes on"
        )
    );
    let rules = || {
        run(
            &folder,
            &["generate", "rules", "--only", "rules::Client::fetch"],
        )
    };
    let indirect = rules();
    assert_eq!(indirect.code, 0);
    assert_eq!(
        indirect.stderr,
        "warning: what is written names rules, which is no dependency of this package itself: \
         `cargo add rules@0.1.0` makes it one\n"
    );
    let direct = format!("{manifest}[dependencies.rules]\npath = \"{shelf}/rules\"\n");
    fs::write(folder.join("Cargo.toml"), direct).unwrap();
    assert_eq!(
        rules(),
        Ran {
            stderr: String::new(),
            ..indirect
        }
    );
}

/// What a crate uses and does not pass on is no question where it is at hand, in that version.
#[test]
fn what_is_at_hand_need_not_be_passed_on() {
    let folder = folder("beside");
    let package = |name: &str, dependencies: &str, text: &str| {
        let root = folder.join(name);
        fs::create_dir(&root).unwrap();
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n\
             [workspace]\n{dependencies}\n"
        );
        fs::write(root.join("Cargo.toml"), manifest).unwrap();
        fs::write(root.join("lib.rs"), text).unwrap();
    };
    let date = "date = { path = \"../date\" }";
    let timer = "timer = { path = \"../timer\" }";
    package("date", "", "pub struct Date;");
    package(
        "timer",
        &format!("[dependencies]\n{date}"),
        "pub fn at(_: date::Date, _: impl FnOnce(u8) + Send + 'static) {}",
    );
    package("without", &format!("[dependencies]\n{timer}"), "");
    let for_tests = format!("[dependencies]\n{timer}\n[dev-dependencies]\n{date}");
    package("tests-only", &for_tests, "");
    package("with", &format!("[dependencies]\n{timer}\n{date}"), "");
    let written = |name: &str| {
        let Ran { code, stdout, .. } = run(folder.join(name), &["generate", "timer"]);
        assert_eq!(code, 0);
        stdout
    };
    let todo = "// TODO: it needs `date` 0.0.0 among the dependencies, which this crate does not";
    for name in ["without", "tests-only"] {
        assert!(written(name).contains(todo), "{name}");
    }
    let with = written("with");
    assert!(!with.contains("TODO"), "{with}");
    assert!(with.contains("use date::Date;"), "{with}");
}

#[test]
fn what_senders_must_be_is_asked_of_the_types_of_events() {
    let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scan/rules");
    let written = run(rules, &["generate", "--only", "rules::listeners::*Handler"]);
    let declared = "pub trait FaultHandler<E: Send + 'static> {";
    assert!(written.stdout.contains(declared), "{written:?}");
}

//! `docs/unsafe.md`

use std::fmt::Write;

use super::File;

const INTRODUCTION: &str = "\
# Unsafe code

All of it, in the libraries and in what the macro writes: where it is, why it is sound (of an `unsafe
fn`, what its caller has to see to), and which tests cover it. Everywhere else the compiler denies
`unsafe`. The rings of the realtime lanes are [rtrb](https://docs.rs/rtrb)'s, their wakers
[diatomic-waker](https://docs.rs/diatomic-waker)'s, and the lock of the streams' queue is that of
[spin](https://docs.rs/spin): crates with unsafe code and proofs of their own.

This file is written by `cargo xtask unsafe`.
";

/// A table a file.
pub(super) fn render(files: &[File]) -> String {
    let mut text = INTRODUCTION.to_owned();
    for File { path, found } in files {
        write!(
            text,
            "\n## [`{path}`](../{path})\n\n| where | why it is sound | tests |\n|---|---|---|\n"
        )
        .expect("a string takes all");
        for piece in found {
            let tests = piece.tests.iter().map(|test| format!("`{test}`"));
            let cells = [
                format!("`{}`", piece.place),
                piece.reason.clone(),
                tests.collect::<Vec<_>>().join(", "),
            ];
            let cells = cells.map(|cell| cell.replace('|', "\\|"));
            writeln!(text, "| {} |", cells.join(" | ")).expect("a string takes all");
        }
    }
    text
}

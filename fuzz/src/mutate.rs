//! New inputs from old ones.

use std::ops::Range;

use libfuzzer_sys::fuzzer_mutate;

use crate::{text, vocabulary};

/// Changes a few tokens, or runs of them with what is in their brackets.
pub fn mutate(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    fastrand::seed(seed.into());
    change(data, size, most, |atoms| {
        for _ in 0..fastrand::usize(1..4) {
            edit(atoms, None);
        }
    })
}

/// Puts something of `donor` into `data`.
pub fn cross(data: &[u8], donor: &[u8], out: &mut [u8], seed: u32) -> usize {
    fastrand::seed(seed.into());
    let donor = String::from_utf8_lossy(donor);
    let (args, item) = text::parts(&donor);
    let (size, most) = (data.len().min(out.len()), out.len());
    out[..size].copy_from_slice(&data[..size]);
    let donor = [args, item].map(|part| text::atoms(text::tokens(part)));
    change(out, size, most, |atoms| {
        let from = &donor[usize::from(fastrand::u8(..4) > 0)];
        edit(atoms, Some(from));
    })
}

/// Changes bytes, or puts in a word.
pub fn sprinkle(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    fastrand::seed(seed.into());
    if fastrand::bool() {
        return fuzzer_mutate(data, size, most);
    }
    let mut text = String::from_utf8_lossy(&data[..size]).into_owned();
    let mut at = fastrand::usize(..=text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let word = match fastrand::u8(..8) {
        0 => "\n",
        _ => vocabulary::any(),
    };
    text.insert_str(at, &format!(" {word} "));
    put(data, most, &text)
}

/// Edits one of the two parts.
fn change(data: &mut [u8], size: usize, most: usize, edit: impl FnOnce(&mut Vec<String>)) -> usize {
    let text = String::from_utf8_lossy(&data[..size]).into_owned();
    let (args, item) = text::parts(&text);
    let [mut args, mut item] = [args, item].map(|part| text::atoms(text::tokens(part)));
    edit(match fastrand::u8(..4) {
        0 => &mut args,
        _ => &mut item,
    });
    let changed = format!("{}\n{}\n", text::join(&args), text::join(&item));
    put(data, most, &changed)
}

fn put(data: &mut [u8], most: usize, text: &str) -> usize {
    let size = text.len().min(most);
    data[..size].copy_from_slice(&text.as_bytes()[..size]);
    size
}

fn edit(atoms: &mut Vec<String>, donor: Option<&Vec<String>>) {
    let here = piece(atoms);
    let given = || match donor {
        Some(donor) => donor[piece(donor)].to_vec(),
        None => text::atoms(text::tokens(vocabulary::any())),
    };
    let there = fastrand::usize(..=atoms.len());
    let new = match fastrand::u8(..8) {
        0 => Vec::new(),
        1 => [&atoms[here.clone()], &atoms[here.clone()]].concat(),
        2 => wrapped(&atoms[here.clone()]),
        3 if here.len() > 2 => atoms[here.start + 1..here.end - 1].to_vec(),
        3 | 4 => {
            // Moves it, or leaves it where it was as well.
            let moved = atoms[here.clone()].to_vec();
            atoms.splice(there..there, moved);
            return;
        }
        5 => {
            let given = given();
            atoms.splice(there..there, given);
            return;
        }
        _ => given(),
    };
    atoms.splice(here, new);
}

fn wrapped(inner: &[String]) -> Vec<String> {
    const AROUND: [(&str, &str); 9] = [
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("«", "»"),
        ("«", "»"),
        ("Option <", ">"),
        ("Box < dyn", ">"),
        ("& (", ")"),
        ("# [", "]"),
    ];
    let (open, close) = AROUND[fastrand::usize(..AROUND.len())];
    let word = |word: &str| vec![word.to_owned()];
    [word(open), inner.to_vec(), word(close)].concat()
}

/// One token, or some that stand side by side; brackets with all that is in them.
fn piece(atoms: &[String]) -> Range<usize> {
    if atoms.is_empty() {
        return 0..0;
    }
    let start = fastrand::usize(..atoms.len());
    let mut end = start;
    let wanted = match fastrand::u8(..3) {
        0 => fastrand::usize(1..12),
        _ => 1,
    };
    for _ in 0..wanted {
        let Some(after) = past(atoms, end) else {
            break;
        };
        end = after;
    }
    start..end.max(start + 1)
}

/// Where what begins at `at` ends, unless its surroundings end there.
fn past(atoms: &[String], at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (here, atom) in atoms.iter().enumerate().skip(at) {
        if text::delimiter(atom).is_some() {
            depth += 1;
        } else if [")", "]", "}", "»"].contains(&atom.as_str()) {
            depth = depth.checked_sub(1)?;
        }
        if depth == 0 {
            return Some(here + 1);
        }
    }
    None
}

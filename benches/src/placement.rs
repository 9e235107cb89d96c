//! Where the stack stands.
//!
//! A process's first frame is put at a multiple of 16 bytes, by chance, and so it is chance which of a
//! call's variables lie across two lines of the cache: a tenth of a short call's time. One process would
//! have the same luck in all of its rounds (T. Mytkowicz et al., "Producing wrong data without doing
//! anything obviously wrong!", ASPLOS 2009).

use std::hint::black_box;

/// Runs the code with the stack elsewhere in its cache lines than in the rounds before and after.
pub(crate) fn shifted<R>(round: usize, code: &mut dyn FnMut() -> R) -> R {
    match round % 4 {
        0 => below::<0, R>(code),
        1 => below::<16, R>(code),
        2 => below::<32, R>(code),
        _ => below::<48, R>(code),
    }
}

#[inline(never)]
fn below<const BYTES: usize, R>(code: &mut dyn FnMut() -> R) -> R {
    let gap = [0_u8; BYTES];
    black_box(&gap);
    let result = code();
    black_box(&gap);
    result
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::ptr;

    use super::*;

    #[test]
    fn four_rounds_have_the_four_places_in_a_line() {
        let places = (0..4).map(|round| {
            shifted(round, &mut || {
                let here = black_box(0_u64);
                ptr::from_ref(&here).addr() % 64 / 16
            })
        });
        assert_eq!(places.collect::<BTreeSet<_>>().len(), 4);
    }
}

//! Any tokens, as arguments and as item: bytes, and words of the language between them.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|data: &[u8]| asyncify_fuzz::check(data));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    asyncify_fuzz::sprinkle(data, size, max_size, seed)
});

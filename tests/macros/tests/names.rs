//! What a macro's `$crate` means does not depend on who chose the function's name.

use asyncify_from_macros::{lane, mirror, once};
use futures::StreamExt;
use futures::executor::{block_on, block_on_stream};

once!(one(callback: u8) {
    callback(1);
});

once!(none(callback: u8) {
    drop(callback);
});

lane!(stream many(callback: u8) {
    (1..4).for_each(callback);
});

lane!(frames samples(callback: &[u8]) {
    callback(&[1, 2]);
});

lane!(feed fill(callback: &mut [u8]) {
    callback(&mut [0]);
});

mirror!(mirrored::double);

#[test]
fn the_runtime_is_found_where_the_macro_says() {
    assert_eq!(block_on(one()), Ok(1));
    assert_eq!(block_on_stream(many()).collect::<Vec<_>>(), [1, 2, 3]);
    let block = block_on(samples().next()).as_deref().map(<[u8]>::to_vec);
    assert_eq!(block, Some(vec![1, 2]));
    assert_eq!(fill().underruns(), 1);
    assert_eq!(block_on(mirrored::double(4)), Ok(8));
}

#[test]
fn who_was_abandoned_is_told_by_where_the_macro_was_used() {
    let message = block_on(none()).expect_err("nobody calls back").to_string();
    assert!(
        message.contains("::none") && message.contains("names.rs"),
        "{message}"
    );
}

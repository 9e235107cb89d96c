use asyncify::asyncify;

static LOOP: u8 = 0;

#[asyncify(callback, portal = LOOP)]
async fn add(a: i32, b: i32) -> i32 {
    a + b
}

fn main() {
    add_with_callback(1, 2, |sum| println!("{sum}"));
}

// mend: `static LOOP: u8 = 0;` -> ``
//       `LOOP` -> `asyncify::Portal::shared()`

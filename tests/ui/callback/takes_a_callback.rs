use asyncify::asyncify;

#[asyncify(callback)]
fn add(a: i32, b: i32, callback: impl FnOnce(i32)) {
    callback(a + b)
}

fn main() {
    add(1, 2, |sum| println!("{sum}"));
}

// mend: `#[asyncify(callback)]` -> `#[asyncify]`
//       `    add(1, 2, |sum| println!("{sum}"));` -> `    drop(add(1, 2));`

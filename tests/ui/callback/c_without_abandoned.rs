use asyncify::asyncify;

#[asyncify(callback)]
#[unsafe(no_mangle)]
pub async extern "C" fn add(a: i32, b: i32) -> i32 {
    a + b
}

fn main() {
    let _twin = add_with_callback;
}

// mend: `callback)` -> `callback, abandoned = 0)`

use asyncify::asyncify;

#[asyncify(stream, blocking, local)]
fn read(mut callback: impl FnMut(u8)) {
    callback(1);
}

fn main() {}

// mend: `, local` -> ``
// mend: `, blocking` -> ``
//       `impl FnMut(u8)` -> `impl FnMut(u8) + 'static`

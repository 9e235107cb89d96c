use asyncify::asyncify;

#[asyncify(overflow = latest, buffer = 4)]
fn run(mut callback: impl FnMut(u8) + Send + 'static) {
    callback(1);
}

fn main() {}

// mend: `, buffer = 4` -> ``
// mend: `latest` -> `drop_oldest`

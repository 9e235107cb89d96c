use asyncify::asyncify;

#[asyncify]
fn run(#[callback] callback: impl FnMut(u8) + Send + 'static) {
    drop(callback);
}

#[asyncify(path = self::library)]
mod wrapped {
    pub fn run(#[result] callback: impl FnOnce(u8) + Send + 'static);
}

mod library {
    pub fn run(callback: impl FnOnce(u8)) {
        callback(1);
    }
}

fn main() {}

// mend: `#[callback] ` -> ``
//       `#[result] ` -> ``

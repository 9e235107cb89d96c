use asyncify::asyncify;

macro_rules! listen {
    ($name:ident, $buffer:expr, $every:expr) => {
        #[asyncify(overflow = block, buffer = $buffer, wake = every($every))]
        fn $name(callback: impl FnMut(u8) + Send + 'static) {
            drop(callback);
        }
    };
}

listen!(numbers, 64, 8);
listen!(empty, 0, 8);
listen!(text, "64", 8);
listen!(never, 64, 0);

fn main() {}

// mend: `empty, 0` -> `empty, 1`
//       `"64"` -> `64`
//       `64, 0` -> `64, 1`

use asyncify::asyncify;

#[asyncify(listener)]
trait Listener<A, B> {
    fn on_open(#[user_data] first: &A, #[user_data] second: &B);
}

fn main() {}

// mend: `<A, B>` -> `<A>`
//       `#[user_data] second: &B` -> `second: u8`

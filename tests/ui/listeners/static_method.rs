use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    fn on_open(&self);
    fn create(name: &str);
}

fn main() {}

// mend: `    fn create(name: &str);` -> `    #[skip] fn create(name: &str) {}`
// mend: `trait Listener` -> `trait Listener<UserData>`
//       `create(name: &str)` -> `create(name: &str, #[user_data] data: &UserData)`

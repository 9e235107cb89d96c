use asyncify::asyncify;

struct Data;

#[asyncify(listener)]
trait Listener {
    fn on_open(#[user_data] data: &Data, id: u32);
}

fn main() {}

// mend: `data: &Data` -> `data: &UserData`
//       `trait Listener` -> `trait Listener<UserData>`

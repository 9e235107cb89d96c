use asyncify::asyncify;

#[asyncify]
unsafe extern "C" {
    #[asyncify(once)]
    fn run(callback: Option<unsafe extern "C" fn(u8)>);
}

fn main() {}

#[asyncify]
#[status(|started| if started { Ok(()) } else { Err("it is busy".to_owned()) })]
fn scan(range: Range<u16>, on_port: Box<dyn FnMut(u16) + Send>) -> bool {
    SCANNER.start(range, on_port)
}

use asyncify::asyncify;

pub struct DoorEvent(u8);

#[asyncify(listener)]
trait Door {
    #[map(|event| -> u8 { event.0 })]
    fn on_event(&mut self, event: &DoorEvent);
}

fn main() {
    let _ = DoorEvents::new();
}

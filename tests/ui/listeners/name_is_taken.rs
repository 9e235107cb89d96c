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

// mend: `event: &DoorEvent` -> `event: &self::doors::DoorEvent`
//       `pub struct DoorEvent(u8);` -> `mod doors { pub struct DoorEvent(pub u8); }`
// mend: `event: &DoorEvent` -> `event: &Opened`
//       `pub struct DoorEvent(u8);` -> `mod doors { pub struct DoorEvent(pub u8); } use doors::DoorEvent as Opened;`

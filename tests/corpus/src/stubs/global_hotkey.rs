//! Stands for `global-hotkey`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlobalHotKeyEvent {
    pub id: u32,
}
impl GlobalHotKeyEvent {
    pub fn set_event_handler<F: Fn(GlobalHotKeyEvent) + Send + Sync + 'static>(f: Option<F>) {
        if let Some(f) = f {
            f(GlobalHotKeyEvent { id: 1 });
        }
    }
}

//! A real signal. The handler is the whole process's, so everything stands in one test.
#![cfg(unix)]

use asyncify::asyncify;
use futures::StreamExt;
use signal_hook::consts::SIGINT;
use signal_hook::low_level::raise;

#[asyncify(path = ctrlc)]
mod signals {
    use ctrlc::Error;

    #[asyncify(name = interrupts)]
    pub(crate) fn set_handler<F>(user_handler: F) -> Result<(), Error>
    where
        F: FnMut() + 'static + Send;
}

#[tokio::test]
async fn each_interrupt_is_an_item() {
    let mut interrupts = signals::interrupts().unwrap();
    for _ in 0..3 {
        raise(SIGINT).unwrap();
        assert_eq!(interrupts.next().await, Some(()));
    }
    assert!(matches!(
        signals::interrupts().err(),
        Some(ctrlc::Error::MultipleHandlers)
    ));
    // The handler stays, since nothing can take it back: the process survives.
    drop(interrupts);
    raise(SIGINT).unwrap();
}

use asyncify::asyncify;

#[asyncify]
fn run(on_event: impl FnMut(u8) + Send + 'static) -> ! {
    let mut on_event = on_event;
    loop {
        on_event(0);
    }
}

#[asyncify]
fn wait(on_event: impl FnOnce(u8) + Send + 'static) -> ! {
    on_event(0);
    loop {}
}

mod event {
    pub struct Loop;

    impl Loop {
        pub fn run(self, on_event: impl FnMut(u8) + Send + 'static) -> ! {
            let _ = on_event;
            loop {}
        }
    }
}

#[asyncify(ext = LoopAsync)]
impl event::Loop {
    fn run(self, on_event: impl FnMut(u8) + Send + 'static) -> !;
}

#[asyncify(stream, blocking)]
fn run_for_ever(mut on_event: impl FnMut(u8) + Send + 'static) -> ! {
    loop {
        on_event(0);
    }
}

fn main() {}

// mend: `#[asyncify]\nfn run` -> `#[asyncify(stream, blocking)]\nfn run`
//       `#[asyncify]\nfn wait` -> `#[asyncify(once, blocking)]\nfn wait`
//       `#[asyncify(ext = LoopAsync)]` -> `#[asyncify(ext = LoopAsync, stream, blocking)]`

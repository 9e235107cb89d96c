//! What a lane for realtime threads does by its link, whatever way its samples go.

/// The rest of a [`Lane`](crate::subscription::Lane) beside what it hands out, for what has `errors`,
/// a place to park at, `wake`, and a `link`.
macro_rules! by_link {
    ($error:ty) => {
        type Leftover = (
            $crate::errors::ErrorLane<$error>,
            Option<$crate::panics::Payload>,
            Option<$crate::ffi::Attached>,
        );

        fn poll_released(&mut self, cx: &mut std::task::Context<'_>) -> std::task::Poll<()> {
            self.link.threads.polled();
            self.wake.for_others(cx.waker());
            match self.link.is_released() {
                true => std::task::Poll::Ready(()),
                false => std::task::Poll::Pending,
            }
        }

        fn threads(&self) -> &$crate::threads::Threads {
            &self.link.threads
        }

        fn has_ended(&self) -> bool {
            self.link.has_ended()
        }

        fn hang_up(&self) {
            self.link.hang_up();
        }

        fn detach(&self) {
            self.link.detach();
        }

        fn shut(&mut self) -> Self::Leftover {
            let panic = self.link.shut();
            let none = $crate::errors::ErrorLane::new();
            let errors = std::mem::replace(&mut $crate::sync::lock(&self.errors).lane, none);
            (errors, panic, self.link.take_key())
        }
    };
}

pub(crate) use by_link;

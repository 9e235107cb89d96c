//! What the models must find.

/// A mistake that somebody could make.
pub(super) struct Mistake {
    /// What it is, in words.
    pub(super) what: &'static str,
    /// In `runtime/src`.
    pub(super) file: &'static str,
    /// There once.
    pub(super) find: &'static str,
    pub(super) replace: &'static str,
    /// The file of models and the model that must fail.
    pub(super) model: (&'static str, &'static str),
}

pub(super) const MISTAKES: &[Mistake] = &[
    Mistake {
        what: "once: the outcome is published before it is in its place",
        file: "once/cell/slot.rs",
        find: "self.state.store(state, Ordering::Release);",
        replace: "self.state.store(state, Ordering::Relaxed);",
        model: ("loom_once", "complete_races_poll"),
    },
    Mistake {
        what: "once: the task's new waker is shown before it is in its place",
        file: "once/cell/mod.rs",
        find: "            WATCHED,\n            Ordering::Release,\n",
        replace: "            WATCHED,\n            Ordering::Relaxed,\n",
        model: ("loom_once", "complete_races_a_task_that_moves"),
    },
    Mistake {
        what: "once: who frees the cell does not know what the other side did",
        file: "once/cell/parties.rs",
        find: "self.parties.fetch_sub(weight, Ordering::AcqRel)",
        replace: "self.parties.fetch_sub(weight, Ordering::Relaxed)",
        model: ("loom_once", "complete_races_drop"),
    },
    Mistake {
        what: "stream: a task that parks does not look again",
        file: "park.rs",
        find: "let mut data = shared.lock();\n    if let Some(ready) = take(&mut data) {",
        replace: "let mut data = shared.lock();\n    if let Some(ready) = None {",
        model: ("loom_stream", "emit_races_poll"),
    },
    Mistake {
        what: "stream: the end wakes nobody",
        file: "stream/channel.rs",
        find: "        self.room.admit_all();\n        self.wake(waker);",
        replace: "        self.room.admit_all();\n        drop(waker);",
        model: ("loom_stream", "two_emitters_race_the_end"),
    },
    Mistake {
        what: "stream: the first emitter that goes ends it",
        file: "stream/channel.rs",
        find: "self.emitters.fetch_sub(1, Ordering::AcqRel) == 1",
        replace: "self.emitters.fetch_sub(1, Ordering::AcqRel) >= 1",
        model: ("loom_stream", "two_emitters_race_the_end"),
    },
    Mistake {
        what: "`unbounded`: an error waits until all items that were taken over have passed",
        file: "stream/queue.rs",
        find: "gap.min(self.errors.next_position())",
        replace: "gap",
        model: ("loom_overflow", "an_error_stays_in_its_place"),
    },
    Mistake {
        what: "`drop_newest`: the loss shows where the oldest item was",
        file: "stream/queue.rs",
        find: "self.lose(self.position());",
        replace: "self.lose(self.gone);",
        model: ("loom_overflow", "drop_newest_races_poll"),
    },
    Mistake {
        what: "`drop_oldest`: the loss shows where the new item is",
        file: "stream/queue.rs",
        find: "self.lose(self.gone);",
        replace: "self.lose(self.position());",
        model: ("loom_overflow", "drop_oldest_races_poll"),
    },
    Mistake {
        what: "`latest`: the new item is lost, not the one that waits",
        file: "stream/queue.rs",
        find: "Overflow::DropNewest if full",
        replace: "Overflow::DropNewest | Overflow::Latest if full",
        model: ("loom_overflow", "latest_races_poll"),
    },
    Mistake {
        what: "`block`: a callback says that it waits after its last look",
        file: "stream/room.rs",
        find: "self.word.0.fetch_or(BLOCKED, Ordering::Relaxed);\n        if !full() {\n            return;\n        }",
        replace: "if !full() {\n            return;\n        }\n        self.word.0.fetch_or(BLOCKED, Ordering::Relaxed);",
        model: (
            "loom_stream",
            "a_blocked_callback_goes_on_when_there_is_room",
        ),
    },
    Mistake {
        what: "`block`: a consumer takes an item and lets nobody in",
        file: "stream/room.rs",
        find: "self.word.0.fetch_add(TAKEN, Ordering::Relaxed) & BLOCKED != 0",
        replace: "self.word.0.fetch_add(TAKEN, Ordering::Relaxed) & BLOCKED > 1",
        model: ("loom_overflow", "room_for_one_lets_one_in"),
    },
    Mistake {
        what: "`every(2)`: a value more is needed",
        file: "stream/queue.rs",
        find: "saturating_add(items).min(self.full_at)",
        replace: "saturating_add(items + 1).min(self.full_at)",
        model: ("loom_overflow", "the_second_value_wakes"),
    },
    Mistake {
        what: "`tick`: a value does not ring",
        file: "stream/channel.rs",
        find: "Alarm::Ring => self.bells().for_each(Bell::ring)",
        replace: "Alarm::Ring => {}",
        model: ("loom_overflow", "the_ticker_wakes"),
    },
    Mistake {
        what: "`block`: a consumer that goes lets nobody go on",
        file: "stream/channel.rs",
        find: "desk.close();\n        }\n        self.room.admit_all();",
        replace: "desk.close();\n        }",
        model: (
            "loom_stream",
            "a_blocked_callback_goes_on_when_the_stream_is_dropped",
        ),
    },
    Mistake {
        what: "reply: an answer is not told to who waits for it",
        file: "reply.rs",
        find: "        drop(away);\n        self.desk.changed.notify_all();",
        replace: "        drop(away);",
        model: ("loom_reply", "an_answer_races_the_wait"),
    },
    Mistake {
        what: "frames: a task that parks does not look again",
        file: "frames/reader.rs",
        find: "self.pop().map_or(Poll::Pending, Poll::Ready)",
        replace: "Poll::Pending",
        model: ("loom_frames", "a_block_races_a_task_that_parks"),
    },
    Mistake {
        what: "frames: the end is looked for after the blocks",
        file: "frames/reader.rs",
        find: "if end.is_none() || waiting {",
        replace: "if self.link.ended_at().is_none() || waiting {",
        model: ("loom_frames", "the_last_block_races_a_task_that_parks"),
    },
    Mistake {
        what: "frames: a position is passed on before the block that it tells of",
        file: "realtime/link.rs",
        find: "advance(&self.progress.0.position, samples, Ordering::Release);",
        replace: "advance(&self.progress.0.position, samples, Ordering::Relaxed);",
        model: ("loom_frames", "a_fatal_error_races_blocks"),
    },
    Mistake {
        what: "frames: the last callback that goes does not show what it delivered",
        file: "realtime/link.rs",
        find: "self.producers.fetch_sub(1, Ordering::AcqRel)",
        replace: "self.producers.fetch_sub(1, Ordering::Relaxed)",
        model: ("loom_frames", "the_last_block_races_a_task_that_parks"),
    },
    Mistake {
        what: "feed: a task that parks does not look again",
        file: "feed/writer.rs",
        find: "self.wake.for_samples(cx.waker());\n        match step(self)? {",
        replace: "self.wake.for_samples(cx.waker());\n        match false {",
        model: ("loom_feed", "room_races_a_task_that_parks"),
    },
    Mistake {
        what: "keys: a slot's next key is the one that was released",
        file: "ffi/table.rs",
        find: "slot.generation = slot.generation.saturating_add(1);",
        replace: "",
        model: ("loom_ffi", "a_call_races_the_reuse_of_its_slot"),
    },
    Mistake {
        what: "keys: what is released stays in its slot",
        file: "ffi/table.rs",
        find: "slot.held.take() else {",
        replace: "slot.held.clone() else {",
        model: ("loom_ffi", "two_releases_race"),
    },
    Mistake {
        what: "ticker: a parked task for which nothing has come is forgotten",
        file: "ticker.rs",
        find: "            self.state.fetch_or(PARKED, Ordering::AcqRel);",
        replace: "",
        model: (
            "loom_ticker",
            "a_block_races_the_ticker_and_a_task_that_parks",
        ),
    },
    Mistake {
        what: "ticker: a task of a stream for which nothing has come is forgotten",
        file: "ticker.rs",
        find: "lock(&self.task).is_none()",
        replace: "true",
        model: (
            "loom_ticker",
            "a_task_that_was_woken_otherwise_races_the_ticker",
        ),
    },
    Mistake {
        what: "ticker: a lane leaves the list while its task parks",
        file: "ticker.rs",
        find: "return forgotten.is_err();",
        replace: "let _ = forgotten;\n            return false;",
        model: ("loom_ticker", "a_task_that_parks_again_races_the_ticker"),
    },
];

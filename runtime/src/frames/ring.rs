//! The data path: samples in one ring, what belongs to each block of them in another.

use rtrb::{Consumer, Producer, RingBuffer};

use super::options::FrameOptions;

/// What is known of a block besides its samples.
pub(super) struct Header<I> {
    pub(super) samples: usize,
    pub(super) info: I,
    /// Samples missing right before the block.
    pub(super) gap: u64,
    /// Samples delivered before the block, missing ones included.
    pub(super) position: u64,
}

/// Makes both ends of a ring.
pub(super) fn ring<T, I>(options: FrameOptions) -> (RingWriter<T, I>, RingReader<T, I>) {
    let (samples_in, samples_out) = RingBuffer::new(options.samples());
    let (headers_in, headers_out) = RingBuffer::new(options.headers());
    (
        RingWriter {
            samples: samples_in,
            headers: headers_in,
            gap: 0,
            position: 0,
        },
        RingReader {
            samples: samples_out,
            headers: headers_out,
        },
    )
}

/// The callback's end. Nothing in it allocates, locks or waits.
pub(super) struct RingWriter<T, I> {
    samples: Producer<T>,
    headers: Producer<Header<I>>,
    gap: u64,
    position: u64,
}

impl<T: Copy, I> RingWriter<T, I> {
    /// How many samples have come so far.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// How much of a block there is room for: a block that is larger than the ring keeps its
    /// head, any other is kept or lost as a whole.
    pub(super) fn admits(&self, block: &[T]) -> Option<usize> {
        let kept = block.len().min(self.samples.buffer().capacity());
        (!self.headers.is_full() && self.samples.slots() >= kept).then_some(kept)
    }

    /// Adds a block that was admitted; gives the information back if it was not.
    pub(super) fn push(&mut self, block: &[T], info: I) -> Result<(), I> {
        if self.headers.is_full() || self.samples.push_entire_slice(block).is_err() {
            return Err(info);
        }
        let header = Header {
            samples: block.len(),
            info,
            gap: self.gap,
            position: self.position,
        };
        // The header makes the samples visible, so it comes last.
        let pushed = self.headers.push(header);
        self.gap = 0;
        self.position += block.len() as u64;
        pushed.map_err(|rtrb::PushError::Full(header)| header.info)
    }

    /// Counts samples as missing before the next block.
    pub(super) fn lose(&mut self, samples: usize) {
        self.gap += samples as u64;
        self.position += samples as u64;
    }
}

/// The stream's end.
pub(super) struct RingReader<T, I> {
    samples: Consumer<T>,
    headers: Consumer<Header<I>>,
}

impl<T: Copy, I> RingReader<T, I> {
    /// The position of the oldest block, if there is one.
    pub(super) fn next_position(&self) -> Option<u64> {
        self.headers.peek().ok().map(|header| header.position)
    }

    /// Takes the oldest block, its samples into a buffer that `buffer` provides.
    pub(super) fn pop(&mut self, buffer: impl FnOnce() -> Vec<T>) -> Option<(Vec<T>, Header<I>)> {
        let header = self.headers.pop().ok()?;
        let chunk = self.samples.read_chunk(header.samples).ok()?;
        let mut block = buffer();
        let (head, tail) = chunk.as_slices();
        block.reserve(header.samples);
        block.extend_from_slice(head);
        block.extend_from_slice(tail);
        chunk.commit_all();
        Some((block, header))
    }

    /// Takes what belongs to the blocks nobody will read.
    pub(super) fn drain(&mut self) -> Vec<Header<I>> {
        std::iter::from_fn(|| self.headers.pop().ok()).collect()
    }
}

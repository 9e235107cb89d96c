//! The data path: samples in one ring, what belongs to each block of them in another.

use crate::sync::spsc::{Consumer, Producer, RingBuffer};

use super::options::FrameOptions;

/// What is known of a block besides its samples.
pub(super) struct Header<I> {
    /// How many samples are in the ring: none if the block is the first of a loss.
    pub(super) samples: usize,
    pub(super) info: I,
    /// Samples delivered before those in the ring, missing ones included.
    pub(super) position: u64,
}

/// Makes both ends of a ring.
pub(super) fn ring<T, I>(options: FrameOptions) -> (RingWriter<T, I>, RingReader<T, I>) {
    let (samples_in, samples_out) = RingBuffer::new(options.samples());
    // One more, so that a loss can be noted when the others are taken.
    let (headers_in, headers_out) = RingBuffer::new(options.headers() + 1);
    (
        RingWriter {
            samples: samples_in,
            headers: headers_in,
            position: 0,
            losing: false,
        },
        RingReader {
            samples: samples_out,
            headers: headers_out,
            passed: 0,
            loss: None,
        },
    )
}

/// The callback's end. Nothing in it allocates, locks or waits.
pub(super) struct RingWriter<T, I> {
    samples: Producer<T>,
    headers: Producer<Header<I>>,
    position: u64,
    /// Whether the newest header is that of a loss.
    losing: bool,
}

impl<T: Copy, I> RingWriter<T, I> {
    /// How much of a block there is room for: all or nothing, except that of one larger than the
    /// ring the end is kept.
    fn room_for(&mut self, block: &[T]) -> usize {
        let kept = block.len().min(self.samples.buffer().capacity());
        let fits = self.headers.write_chunk_uninit(2).is_ok()
            && self.samples.write_chunk_uninit(kept).is_ok();
        if fits { kept } else { 0 }
    }

    /// Whether another block like this one would be kept.
    pub(super) fn has_room_for(&mut self, block: &[T]) -> bool {
        self.room_for(block) > 0
    }

    /// Whether the block falls into a loss that has begun already: then it is counted as missing,
    /// and what belongs to it is not needed.
    pub(super) fn skip(&mut self, block: &[T]) -> bool {
        let skipped = self.losing && self.room_for(block) == 0;
        if skipped {
            self.lose(block.len());
        }
        skipped
    }

    /// Adds the block, or as much of it as there is room for. Returns how many samples are lost; the
    /// first ones of a loss are noted, with what belongs to them.
    pub(super) fn push(&mut self, block: &[T], info: I) -> usize {
        if self.skip(block) {
            return block.len();
        }
        let kept = self.room_for(block);
        let (lost, block) = block.split_at(block.len() - kept);
        self.lose(lost.len());
        let header = Header {
            samples: kept,
            info,
            position: self.position,
        };
        // There is room for both. The header makes the samples visible, so it comes last.
        let _ = self.samples.push_entire_slice(block);
        let _ = self.headers.push(header);
        self.position += kept as u64;
        self.losing = kept == 0;
        lost.len()
    }

    /// Counts samples as missing before the next block.
    fn lose(&mut self, samples: usize) {
        self.position += samples as u64;
    }
}

/// The stream's end.
pub(super) struct RingReader<T, I> {
    samples: Consumer<T>,
    headers: Consumer<Header<I>>,
    /// How many samples the consumer has passed, missing ones included.
    passed: u64,
    /// What belongs to the first block lost since the last one that was taken.
    loss: Option<I>,
}

/// What a frame is made of.
pub(super) struct Block<T, I> {
    pub(super) samples: Vec<T>,
    pub(super) info: I,
    /// Samples missing right before the block.
    pub(super) gap: u64,
    pub(super) position: u64,
}

impl<T: Copy, I> RingReader<T, I> {
    /// The position of the oldest block, if there is one. The note of a loss before it is taken.
    pub(super) fn next_position(&mut self) -> Option<u64> {
        let mut header = self.headers.peek().ok()?;
        if header.samples == 0 {
            self.loss = self.headers.pop().ok().map(|header| header.info);
            header = self.headers.peek().ok()?;
        }
        Some(header.position)
    }

    /// Whether samples were lost between the block that was taken last and this position.
    pub(super) fn lost_before(&self, end: u64) -> bool {
        self.loss.is_some() && self.passed < end
    }

    /// Takes the oldest block, its samples into a buffer that `buffer` provides.
    pub(super) fn pop(&mut self, buffer: impl FnOnce() -> Vec<T>) -> Option<Block<T, I>> {
        self.next_position()?;
        let header = self.headers.pop().ok()?;
        let chunk = self.samples.read_chunk(header.samples).ok()?;
        let mut samples = buffer();
        let (head, tail) = chunk.as_slices();
        samples.reserve(header.samples);
        samples.extend_from_slice(head);
        samples.extend_from_slice(tail);
        chunk.commit_all();
        // The gap of this block shows the loss.
        self.loss = None;
        Some(self.pass(samples, header.info, header.position))
    }

    /// Takes the loss that nothing came after.
    pub(super) fn pop_loss(&mut self, end: u64) -> Option<Block<T, I>> {
        if !self.lost_before(end) {
            return None;
        }
        let info = self.loss.take()?;
        Some(self.pass(Vec::new(), info, end))
    }

    fn pass(&mut self, samples: Vec<T>, info: I, position: u64) -> Block<T, I> {
        let gap = position - self.passed;
        self.passed = position + samples.len() as u64;
        Block {
            samples,
            info,
            gap,
            position,
        }
    }
}

//! Memory of cells, kept for the next call on the same thread.
//! Tested by `scale_once`, `races_once`, `contract_once_foreign`.
#![allow(unsafe_code, reason = "it hands out memory")]

use std::alloc::Layout;
use std::cell::Cell;
use std::ptr::{self, NonNull};

use crate::sync::alloc;

/// Sizes go in steps of this.
const STEP: usize = 16;

/// How many sizes are kept. Larger cells come from the allocator.
const CLASSES: usize = 8;

/// How many pieces of each size a thread keeps: 36 KiB in all.
///
/// None under loom, which knows the allocator and looks for leaks, nor where a sanitizer is to see
/// whether memory is used that was given back.
const KEPT: u8 = if cfg!(any(loom, unpooled)) { 0 } else { 64 };

/// Memory for this layout; none if there is none.
pub(super) fn allocate(layout: Layout) -> Option<NonNull<u8>> {
    let class = Class::of(layout);
    if let Some(class) = &class {
        if let Ok(Some(kept)) = POOL.try_with(|pool| pool.shelf(class).take()) {
            return Some(kept.cast());
        }
    }
    let layout = class.map_or(layout, |class| class.layout());
    // SAFETY: no cell is without size.
    NonNull::new(unsafe { alloc::alloc(layout) })
}

/// Takes memory back.
///
/// # Safety
/// It came from `allocate`, on any thread, for the same layout, and is not used any more.
pub(super) unsafe fn free(memory: NonNull<u8>, layout: Layout) {
    let class = Class::of(layout);
    if let Some(class) = &class {
        // SAFETY: of this class, by this function's contract, and nobody else's.
        let kept = POOL.try_with(|pool| unsafe { pool.shelf(class).put(memory.cast()) });
        if kept == Ok(true) {
            return;
        }
    }
    let layout = class.map_or(layout, |class| class.layout());
    // SAFETY: allocated with this layout, and not used any more.
    unsafe { alloc::dealloc(memory.as_ptr(), layout) };
}

/// Layouts that share their memory.
struct Class(usize);

impl Class {
    /// None for what is too large to be kept.
    fn of(layout: Layout) -> Option<Self> {
        let class = Self(layout.size().div_ceil(STEP) - 1);
        (class.0 < CLASSES && layout.align() <= STEP && KEPT > 0).then_some(class)
    }

    fn layout(&self) -> Layout {
        Layout::from_size_align((self.0 + 1) * STEP, STEP).expect("a small layout")
    }
}

thread_local! {
    static POOL: Pool = const { Pool([const { Shelf::new() }; CLASSES]) };
}

/// Gives all that was kept back when the thread ends.
struct Pool([Shelf; CLASSES]);

impl Pool {
    fn shelf(&self, class: &Class) -> &Shelf {
        &self.0[class.0]
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        for (class, shelf) in self.0.iter().enumerate() {
            while let Some(memory) = shelf.take() {
                // SAFETY: only `free` puts memory here, which came from `allocate`, of this class.
                unsafe { alloc::dealloc(memory.as_ptr().cast(), Class(class).layout()) };
            }
        }
    }
}

/// A piece of memory on a shelf.
struct Piece {
    next: *mut Piece,
}

/// Pieces of one size.
struct Shelf {
    first: Cell<*mut Piece>,
    count: Cell<u8>,
}

impl Shelf {
    const fn new() -> Self {
        Self {
            first: Cell::new(ptr::null_mut()),
            count: Cell::new(0),
        }
    }

    fn take(&self) -> Option<NonNull<Piece>> {
        let piece = NonNull::new(self.first.get())?;
        // SAFETY: what is on a shelf is this shelf's alone, and was written by `put`.
        self.first.set(unsafe { piece.as_ref() }.next);
        self.count.set(self.count.get() - 1);
        Some(piece)
    }

    /// Returns whether it is kept.
    ///
    /// # Safety
    /// The memory is of this shelf's size, and nobody else's.
    unsafe fn put(&self, piece: NonNull<Piece>) -> bool {
        if self.count.get() == KEPT {
            return false;
        }
        let next = self.first.get();
        // SAFETY: the memory is ours, and large enough and aligned for a pointer.
        unsafe { piece.write(Piece { next }) };
        self.first.set(piece.as_ptr());
        self.count.set(self.count.get() + 1);
        true
    }
}

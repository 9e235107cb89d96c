//! Memory of cells, kept for the next call on the same thread.
//! Tested by `pool_once`, `scale_once`, `races_once`, `contract_once_foreign`.
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
const KEPT: u8 = if cfg!(any(loom, unpooled)) || !LASTS {
    0
} else {
    64
};

/// Whether a thread-local without a destructor outlasts those that have one. Where the standard library
/// makes thread-locals of the system's keys, as on Android, all are destroyed, in any order: what is kept
/// would be lost before it is given back.
const LASTS: bool = cfg!(any(
    all(target_os = "linux", not(target_env = "ohos")),
    target_os = "freebsd",
    target_vendor = "apple",
    target_env = "msvc",
    target_family = "wasm",
));

/// Memory for this layout; none if there is none.
#[inline]
pub(super) fn allocate(layout: Layout) -> Option<NonNull<u8>> {
    let class = Class::of(layout);
    if let Some(class) = &class {
        if let Some(kept) = POOL.with(|pool| pool.shelf(class).take()) {
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
#[inline]
pub(super) unsafe fn free(memory: NonNull<u8>, layout: Layout) {
    let class = Class::of(layout);
    if let Some(class) = &class {
        // SAFETY: of this class, by this function's contract, and nobody else's.
        if POOL.with(|pool| unsafe { pool.keep(class, memory.cast()) }) {
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
    /// Without a destructor, so that who uses it need not ask whether it is still there.
    static POOL: Pool = const { Pool::new() };

    static EMPTIES: Empties = const { Empties };
}

struct Pool {
    /// How many pieces a shelf holds: none where nobody would give them back.
    limit: Cell<u8>,
    shelves: [Shelf; CLASSES],
}

impl Pool {
    const fn new() -> Self {
        Self {
            limit: Cell::new(0),
            shelves: [const { Shelf::new() }; CLASSES],
        }
    }

    fn shelf(&self, class: &Class) -> &Shelf {
        &self.shelves[class.0]
    }

    /// Returns whether it is kept.
    ///
    /// # Safety
    /// The memory is of this class, and nobody else's.
    unsafe fn keep(&self, class: &Class, piece: NonNull<Piece>) -> bool {
        let shelf = self.shelf(class);
        if shelf.count.get() == self.limit.get() && !self.opens() {
            return false;
        }
        // SAFETY: by this function's contract.
        unsafe { shelf.put(piece) };
        true
    }

    /// Sees to it that all that is kept is given back when the thread ends, unless that is done, or it
    /// is too late.
    #[cold]
    fn opens(&self) -> bool {
        let opens = self.limit.get() == 0 && EMPTIES.try_with(|_| ()).is_ok();
        if opens {
            self.limit.set(KEPT);
        }
        opens
    }
}

/// Gives all that was kept back when the thread ends.
struct Empties;

impl Drop for Empties {
    fn drop(&mut self) {
        POOL.with(|pool| {
            pool.limit.set(0);
            for (class, shelf) in pool.shelves.iter().enumerate() {
                while let Some(memory) = shelf.take() {
                    // SAFETY: only `free` puts memory here, which came from `allocate`, of this class.
                    unsafe { alloc::dealloc(memory.as_ptr().cast(), Class(class).layout()) };
                }
            }
        });
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

    /// # Safety
    /// The memory is of this shelf's size, and nobody else's.
    unsafe fn put(&self, piece: NonNull<Piece>) {
        let next = self.first.get();
        // SAFETY: the memory is ours, and large enough and aligned for a pointer.
        unsafe { piece.write(Piece { next }) };
        self.first.set(piece.as_ptr());
        self.count.set(self.count.get() + 1);
    }
}

#[cfg(all(test, not(any(loom, unpooled))))]
mod tests {
    use super::{CLASSES, Class, LASTS, Layout, STEP};

    fn class(size: usize, align: usize) -> Option<Class> {
        Class::of(Layout::from_size_align(size, align).unwrap())
    }

    #[test]
    fn memory_is_as_large_as_what_is_put_in() {
        for size in (1..=CLASSES * STEP).filter(|_| LASTS) {
            let layout = class(size, STEP).expect("kept").layout();
            assert_eq!(layout.size(), size.next_multiple_of(STEP));
            assert_eq!(layout.align(), STEP);
        }
    }

    #[test]
    fn what_is_too_large_or_aligned_too_far_is_not_kept() {
        assert!(class(CLASSES * STEP + 1, 1).is_none());
        assert!(class(STEP, 2 * STEP).is_none());
    }
}

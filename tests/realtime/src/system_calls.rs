//! Calls of the system, made by a thread that must not make any.
#![allow(unsafe_code, reason = "it talks to the kernel")]

use std::mem;
use std::ptr;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

/// How often such threads have called the system, since it was looked at.
static CALLED: AtomicU64 = AtomicU64::new(0);

/// What they have called last, by its number.
static LAST: AtomicI64 = AtomicI64::new(0);

/// Instead of a call that the thread must not make.
extern "C" fn refused(_: libc::c_int, _: *mut libc::siginfo_t, context: *mut libc::c_void) {
    // SAFETY: the kernel hands the handler the registers of the thread that it has stopped.
    let context = unsafe { &mut *context.cast::<libc::ucontext_t>() };
    let result = &mut context.uc_mcontext.gregs[libc::REG_RAX as usize];
    LAST.store(*result, Ordering::Relaxed);
    CALLED.fetch_add(1, Ordering::Relaxed);
    *result = -i64::from(libc::ENOSYS);
}

/// Hands what is refused to the handler.
fn handle() {
    // SAFETY: the action is one that the C library asks for: all of it is initialised, and the
    // handler only uses atomics and what it is given.
    let result = unsafe {
        let mut action: libc::sigaction = mem::zeroed();
        action.sa_sigaction = refused as *const () as usize;
        action.sa_flags = libc::SA_SIGINFO;
        libc::sigaction(libc::SIGSYS, &action, ptr::null_mut())
    };
    assert_eq!(result, 0);
}

/// From now on this thread makes no call of the system but two: to return from the handler, and to
/// end itself by [`leave`]. Others fail, and are counted.
///
/// # Panics
/// If the kernel takes no filter.
pub fn forbid() {
    handle();
    const fn jump(code: u32, value: u32, equal: u8, other: u8) -> libc::sock_filter {
        libc::sock_filter {
            code: code as u16,
            jt: equal,
            jf: other,
            k: value,
        }
    }
    const IS: u32 = libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K;
    const RETURN: u32 = libc::BPF_RET | libc::BPF_K;
    let mut rules = [
        // The number of the call stands first in what the filter sees.
        jump(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0, 0, 0),
        jump(IS, libc::SYS_rt_sigreturn as u32, 2, 0),
        jump(IS, libc::SYS_exit as u32, 1, 0),
        jump(RETURN, libc::SECCOMP_RET_TRAP, 0, 0),
        jump(RETURN, libc::SECCOMP_RET_ALLOW, 0, 0),
    ];
    let program = libc::sock_fprog {
        len: rules.len() as u16,
        filter: rules.as_mut_ptr(),
    };
    // SAFETY: the program lives until the kernel has copied it.
    let results = unsafe {
        [
            libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
            libc::prctl(libc::PR_SET_SECCOMP, libc::SECCOMP_MODE_FILTER, &program),
        ]
    };
    assert_eq!(results, [0, 0], "the kernel takes no filter");
}

/// Ends a thread that may not call the system, with all that it has left on its stack: whatever else
/// ends a thread calls the system.
pub fn leave() -> ! {
    // SAFETY: the thread ends here. What it owns stays as it is.
    unsafe { libc::syscall(libc::SYS_exit, 0) };
    unreachable!("the thread has ended")
}

/// How often such threads have called the system since this was asked last, and the number of the
/// call that came last.
pub fn made() -> (u64, i64) {
    (
        CALLED.swap(0, Ordering::Relaxed),
        LAST.load(Ordering::Relaxed),
    )
}

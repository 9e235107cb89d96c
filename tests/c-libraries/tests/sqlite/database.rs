//! A database in memory, and the values that callbacks bring.

use std::cmp::Ordering;
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::{ptr, slice};

use crate::sys::{self, Connection};

/// A code that is not `SQLITE_OK`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Code(pub(crate) c_int);

impl Code {
    pub(crate) const ERROR: Self = Self(1);
    pub(crate) const INTERRUPT: Self = Self(9);
    pub(crate) const CONSTRAINT: Self = Self(19);
    pub(crate) const MISUSE: Self = Self(21);
}

pub(crate) fn check(code: c_int) -> Result<(), Code> {
    match code {
        0 => Ok(()),
        code => Err(Code(code)),
    }
}

/// A database in memory. Closing it fails the test if anything is left open.
pub(crate) struct Database(Connection);

impl Database {
    pub(crate) fn new() -> Self {
        let mut connection = Connection(ptr::null_mut());
        // SAFETY: the connection is written there.
        let code = unsafe { sys::sqlite3_open(c":memory:".as_ptr(), &mut connection) };
        assert_eq!(check(code), Ok(()));
        Self(connection)
    }

    /// Good until the database is closed.
    pub(crate) fn connection(&self) -> Connection {
        self.0
    }

    /// Runs statements whose rows nobody wants.
    pub(crate) fn run(&self, sql: &str) -> Result<(), Code> {
        let sql = CString::new(sql).unwrap();
        let nobody = ptr::null_mut();
        // SAFETY: the database is open.
        check(unsafe { sys::sqlite3_exec(self.0, sql.as_ptr(), None, nobody, ptr::null_mut()) })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // SAFETY: it is closed here only.
        let code = unsafe { sys::sqlite3_close(self.0) };
        assert_eq!(check(code), Ok(()));
    }
}

/// The names and the values of a row.
pub(crate) type Row = Vec<(String, Option<String>)>;

/// # Safety
/// The arguments are those of a callback of `sqlite3_exec`.
pub(crate) unsafe fn row(count: c_int, values: *mut *mut c_char, names: *mut *mut c_char) -> Row {
    let count = usize::try_from(count).unwrap();
    // SAFETY: the caller promises as many of both.
    let (values, names) = unsafe {
        let values = slice::from_raw_parts(values, count);
        (values, slice::from_raw_parts(names, count))
    };
    // SAFETY: names are texts, values are texts or null.
    let columns = names
        .iter()
        .zip(values)
        .map(|(&name, &value)| unsafe { (text(name), (!value.is_null()).then(|| text(value))) });
    columns.collect()
}

/// # Safety
/// It is a text.
pub(crate) unsafe fn text(text: *const c_char) -> String {
    // SAFETY: the caller promises it.
    unsafe { CStr::from_ptr(text) }.to_str().unwrap().to_owned()
}

/// The length of a text and where it is.
type Counted = (c_int, *const c_void);

/// # Safety
/// It is as long as it says.
unsafe fn bytes<'a>((length, start): Counted) -> &'a [u8] {
    // SAFETY: the caller promises it.
    unsafe { slice::from_raw_parts(start.cast(), usize::try_from(length).unwrap()) }
}

/// The longer text is the greater one.
///
/// # Safety
/// The texts are as long as they say.
pub(crate) unsafe fn compare(a: Counted, b: Counted) -> c_int {
    // SAFETY: the caller promises it.
    let order = unsafe { bytes(a).len().cmp(&bytes(b).len()) };
    order as c_int
}

/// What was compared.
#[derive(Debug, PartialEq)]
pub(crate) struct Sorting(pub(crate) String, pub(crate) String, pub(crate) Ordering);

impl Sorting {
    /// # Safety
    /// The texts are as long as they say.
    pub(crate) unsafe fn of(a: Counted, b: Counted) -> Self {
        // SAFETY: the caller promises it.
        let (order, [a, b]) = unsafe { (compare(a, b), [bytes(a), bytes(b)]) };
        let [a, b] = [a, b].map(|text| String::from_utf8(text.to_owned()).unwrap());
        Self(a, b, order.cmp(&0))
    }
}

//! rusqlite 0.41.1: `Connection::create_scalar_function`
//!
//! SQL waits for the value, so `#[reply]` computes it; the stream tells of the calls. `T` is what
//! the reply is, and gone from the twin.

use std::ffi::c_int;

use asyncify::asyncify;

use crate::stubs::rusqlite::*;

#[asyncify(ext = FunctionsAsync)]
impl Connection {
    pub fn create_scalar_function<F, N: Name, T>(
        &self,
        fn_name: N,
        n_arg: c_int,
        flags: FunctionFlags,
        #[map(|context| -> i64 { context.get(0).unwrap_or_default() })]
        #[reply(|context| context.get::<i64>(0).map(|n| n * n))]
        x_func: F,
    ) -> Result<()>
    where
        F: Fn(&Context<'_>) -> Result<T> + Send + 'static,
        T: SqlFnOutput;
}

//! mlua 0.12.2: `Lua::create_async_function`
//!
//! Asynchronous already: the callback returns a future, here one that is ready. `FR` and `R` are
//! what the reply makes them, and gone from the twin; the stream tells of the calls.

use asyncify::asyncify;

use crate::stubs::mlua::*;

#[asyncify(ext = FunctionsAsync, local)]
impl Lua {
    pub fn create_async_function<F, A, FR, R>(
        &self,
        #[map(|_, arguments| -> A { arguments })]
        #[reply(async { Ok(0_i64) })]
        func: F,
    ) -> Result<Function>
    where
        F: Fn(Lua, A) -> FR + MaybeSend + 'static,
        A: FromLuaMulti,
        FR: Future<Output = Result<R>> + MaybeSend + 'static,
        R: IntoLuaMulti;
}

//! Stands for `mlua`.
use std::future::Future;
pub trait MaybeSend {}
impl<T> MaybeSend for T {}
#[derive(Debug, PartialEq)]
pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;
#[derive(Clone)]
pub struct Lua;
pub struct Debug {
    pub line: i32,
}
#[derive(Debug, PartialEq)]
pub enum VmState {
    Continue,
    Yield,
}
pub struct HookTriggers;
pub struct Function;
pub trait FromLuaMulti {}
impl FromLuaMulti for i64 {}
pub trait IntoLuaMulti {}
impl IntoLuaMulti for i64 {}
impl Lua {
    pub fn set_hook<F>(&self, triggers: HookTriggers, callback: F) -> Result<()>
    where
        F: Fn(&Lua, &Debug) -> Result<VmState> + MaybeSend + 'static,
    {
        callback(self, &Debug { line: 7 }).map(drop)
    }
    pub fn create_async_function<F, A, FR, R>(&self, func: F) -> Result<Function>
    where
        F: Fn(Lua, A) -> FR + MaybeSend + 'static,
        A: FromLuaMulti,
        FR: Future<Output = Result<R>> + MaybeSend + 'static,
        R: IntoLuaMulti,
    {
        Ok(Function)
    }
}

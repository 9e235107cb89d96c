//! Stands for `rusqlite`.
use std::ffi::c_int;
use std::path::Path;
#[derive(Debug, PartialEq)]
pub struct Error;
pub type Result<T> = std::result::Result<T, Error>;
pub trait Name {}
impl Name for &str {}
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    pub remaining: c_int,
    pub pagecount: c_int,
}
#[derive(Clone, Copy)]
pub struct FunctionFlags;
pub struct Context<'a> {
    pub arguments: &'a [i64],
}
impl Context<'_> {
    pub fn get<T: From<i64>>(&self, at: usize) -> Result<T> {
        self.arguments.get(at).map(|n| T::from(*n)).ok_or(Error)
    }
}
pub trait SqlFnOutput {}
impl SqlFnOutput for i64 {}
#[derive(Default)]
pub struct Connection {
    pub commit: Option<Box<dyn FnMut() -> bool + Send>>,
    pub busy: Option<Box<dyn FnMut(i32) -> bool + Send>>,
}
impl Connection {
    pub fn backup<N: Name, P: AsRef<Path>, F: Fn(Progress)>(
        &self,
        name: N,
        dst_path: P,
        progress: Option<F>,
    ) -> Result<()> {
        if let Some(progress) = progress {
            for remaining in [1, 0] {
                progress(Progress {
                    remaining,
                    pagecount: 2,
                });
            }
        }
        Ok(())
    }
    pub fn commit_hook<F>(&mut self, hook: Option<F>) -> Result<()>
    where
        F: FnMut() -> bool + Send + 'static,
    {
        self.commit = hook.map(|hook| Box::new(hook) as _);
        Ok(())
    }
    pub fn create_scalar_function<F, N: Name, T>(
        &self,
        fn_name: N,
        n_arg: c_int,
        flags: FunctionFlags,
        x_func: F,
    ) -> Result<()>
    where
        F: Fn(&Context<'_>) -> Result<T> + Send + 'static,
        T: SqlFnOutput,
    {
        x_func(&Context { arguments: &[6] }).map(drop)
    }
    pub fn busy_handler<F>(&mut self, callback: Option<F>) -> Result<()>
    where
        F: FnMut(i32) -> bool + Send + 'static,
    {
        self.busy = callback.map(|callback| Box::new(callback) as _);
        Ok(())
    }
}

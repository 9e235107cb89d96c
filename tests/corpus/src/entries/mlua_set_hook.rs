//! mlua 0.12.2: `Lua::set_hook`
//!
//! What the hook sees is lent: `#[map]` takes out what is wanted.

use asyncify::asyncify;

use crate::stubs::mlua::*;

#[asyncify(ext = HooksAsync, local)]
impl Lua {
    pub fn set_hook<F>(
        &self,
        triggers: HookTriggers,
        #[map(|_, debug| -> i32 { debug.line })]
        #[reply(Ok(VmState::Continue))]
        callback: F,
    ) -> Result<()>
    where
        F: Fn(&Lua, &Debug) -> Result<VmState> + MaybeSend + 'static;
}

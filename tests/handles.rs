//! Handles that stop the API only where it is told: identifiers, operations, flags. They are those of
//! a toolkit with one thread, whose main loop also runs the tasks.

use std::cell::Cell;
use std::mem;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::mpsc;

use asyncify::{Abandoned, CallError, asyncify};
use futures::executor::{LocalPool, LocalSpawner};
use futures::task::LocalSpawnExt;
use futures::{FutureExt, StreamExt};

/// Stands for somebody else's toolkit, of which nothing is `Send`.
mod toolkit {
    use std::cell::{Cell, RefCell};
    use std::collections::BTreeMap;
    use std::ops::ControlFlow;
    use std::rc::{Rc, Weak};

    type Source = Box<dyn FnMut() -> ControlFlow<()>>;

    #[derive(Default)]
    struct Sources {
        next: u32,
        all: BTreeMap<u32, Option<Source>>,
    }

    thread_local!(static SOURCES: RefCell<Sources> = RefCell::default());

    fn add(source: Source) -> SourceId {
        SOURCES.with_borrow_mut(|sources| {
            sources.next += 1;
            let id = sources.next;
            sources.all.insert(id, Some(source));
            SourceId(id)
        })
    }

    /// Runs every source once; one that is running may remove itself and others.
    pub(crate) fn iterate() {
        let ids: Vec<_> = SOURCES.with_borrow(|sources| sources.all.keys().copied().collect());
        for id in ids {
            let source = SOURCES.with_borrow_mut(|sources| sources.all.get_mut(&id)?.take());
            let Some(mut source) = source else { continue };
            let flow = source();
            let dropped =
                SOURCES.with_borrow_mut(|sources| match (flow, sources.all.get_mut(&id)) {
                    (ControlFlow::Continue(()), Some(slot)) => slot.replace(source),
                    _ => {
                        sources.all.remove(&id);
                        Some(source)
                    }
                });
            drop(dropped);
        }
    }

    pub(crate) fn sources() -> usize {
        SOURCES.with_borrow(|sources| sources.all.len())
    }

    /// Drops every source, as a toolkit that shuts down.
    pub(crate) fn quit() {
        let dropped = SOURCES.with_borrow_mut(|sources| std::mem::take(&mut sources.all));
        drop(dropped);
    }

    /// Does not stop its source when dropped.
    #[derive(Debug)]
    pub(crate) struct SourceId(u32);

    impl SourceId {
        /// # Panics
        /// If there is no such source any more.
        pub(crate) fn remove(self) {
            let source = SOURCES.with_borrow_mut(|sources| sources.all.remove(&self.0));
            drop(source.expect("a source that is still there"));
        }

        /// Whether there was such a source.
        pub(crate) fn try_remove(&self) -> bool {
            let source = SOURCES.with_borrow_mut(|sources| sources.all.remove(&self.0));
            source.is_some()
        }
    }

    pub(crate) fn timeout_add(callback: impl FnMut() -> ControlFlow<()> + 'static) -> SourceId {
        add(Box::new(callback))
    }

    pub(crate) fn idle_add_once(callback: impl FnOnce() + 'static) -> SourceId {
        let mut callback = Some(callback);
        add(Box::new(move || {
            if let Some(callback) = callback.take() {
                callback();
            }
            ControlFlow::Break(())
        }))
    }

    /// Success and failure by two callbacks, of which the other is dropped.
    pub(crate) fn load(
        name: &str,
        on_text: impl FnOnce(&str) + 'static,
        on_error: Box<dyn FnOnce(i32)>,
    ) -> SourceId {
        let name = name.to_owned();
        idle_add_once(move || match name.as_str() {
            "missing" => on_error(404),
            "neither" => {}
            name => on_text(name),
        })
    }

    /// An operation that goes on unless cancelled, also without its handle.
    pub(crate) struct Operation {
        source: RefCell<Option<SourceId>>,
        pub(crate) cancels: Rc<Cell<u32>>,
    }

    impl Operation {
        pub(crate) fn cancel(&self) -> bool {
            self.cancels.set(self.cancels.get() + 1);
            let source = self.source.borrow_mut().take();
            source.is_some_and(|source| source.try_remove())
        }
    }

    pub(crate) struct Context {
        pub(crate) cancels: Rc<Cell<u32>>,
    }

    impl Context {
        pub(crate) fn server_version<F: FnOnce(u32) + 'static>(
            &self,
            callback: F,
        ) -> Rc<Operation> {
            let source = idle_add_once(move || callback(17));
            Rc::new(Operation {
                source: RefCell::new(Some(source)),
                cancels: Rc::clone(&self.cancels),
            })
        }
    }

    type Handlers = RefCell<BTreeMap<u32, Rc<dyn Fn(&Button)>>>;

    #[derive(Default)]
    pub(crate) struct Inner {
        next: Cell<u32>,
        handlers: Handlers,
    }

    /// A reference to a widget.
    #[derive(Clone, Default)]
    pub(crate) struct Button(pub(crate) Rc<Inner>);

    pub(crate) struct HandlerId(u32);

    impl Button {
        pub(crate) fn connect_clicked<F: Fn(&Button) + 'static>(&self, callback: F) -> HandlerId {
            self.0.next.set(self.0.next.get() + 1);
            let id = self.0.next.get();
            self.0.handlers.borrow_mut().insert(id, Rc::new(callback));
            HandlerId(id)
        }

        /// # Panics
        /// If there is no such handler any more.
        pub(crate) fn disconnect(&self, id: HandlerId) {
            let handler = self.0.handlers.borrow_mut().remove(&id.0);
            drop(handler.expect("a handler that is still there"));
        }

        pub(crate) fn click(&self) {
            let handlers: Vec<_> = self.0.handlers.borrow().values().cloned().collect();
            handlers.iter().for_each(|handler| handler(self));
        }

        pub(crate) fn handlers(&self) -> usize {
            self.0.handlers.borrow().len()
        }

        pub(crate) fn downgrade(&self) -> Weak<Inner> {
            Rc::downgrade(&self.0)
        }
    }
}

#[asyncify(path = toolkit, local)]
mod tasks {
    use std::ops::ControlFlow;

    #[asyncify(cancel = |id| id.remove(), name = ticks)]
    pub(crate) fn timeout_add(
        #[reply(ControlFlow::Continue(()))] callback: impl FnMut() -> ControlFlow<()> + 'static,
    ) -> super::toolkit::SourceId;

    #[asyncify(cancel = super::toolkit::SourceId::remove, name = idle)]
    pub(crate) fn idle_add_once(
        #[item] callback: impl FnOnce() + 'static,
    ) -> super::toolkit::SourceId;

    #[asyncify(cancel = super::toolkit::SourceId::try_remove)]
    pub(crate) fn load(
        name: &str,
        #[item] on_text: impl FnOnce(&str) + 'static,
        #[error] on_error: Box<dyn FnOnce(i32)>,
    ) -> super::toolkit::SourceId;
}

#[asyncify(ext = ContextExt, local)]
impl toolkit::Context {
    #[asyncify(cancel = |operation| operation.cancel())]
    fn server_version<F: FnOnce(u32) + 'static>(&self, callback: F) -> Rc<toolkit::Operation>;
}

#[asyncify(ext = ButtonExt, local)]
impl toolkit::Button {
    #[asyncify(cancel = { let me = self.clone(); move |id| me.disconnect(id) })]
    fn connect_clicked<F: Fn(&toolkit::Button) + 'static>(
        &self,
        #[map(|_button| ())] callback: F,
    ) -> toolkit::HandlerId;
}

/// Runs tasks and sources in turns, until neither has anything to do.
struct MainLoop {
    tasks: LocalPool,
}

impl MainLoop {
    fn new() -> Self {
        toolkit::quit();
        Self {
            tasks: LocalPool::new(),
        }
    }

    fn spawner(&self) -> LocalSpawner {
        self.tasks.spawner()
    }

    fn turn(&mut self) {
        self.tasks.run_until_stalled();
        toolkit::iterate();
        self.tasks.run_until_stalled();
    }
}

/// Runs a task in the main loop, for some turns; gives what it came to.
fn run<T: 'static>(turns: usize, task: impl Future<Output = T> + 'static) -> Option<T> {
    let mut main_loop = MainLoop::new();
    let result = main_loop.spawner().spawn_local_with_handle(task).unwrap();
    (0..turns).for_each(|_| main_loop.turn());
    result.now_or_never()
}

#[test]
fn an_identifier_of_what_has_fired_is_not_removed() {
    assert_eq!(run(1, tasks::idle()), Some(Ok(())));
    assert_eq!(toolkit::sources(), 0);
}

#[test]
fn a_pending_call_is_removed_by_its_identifier() {
    let mut call = Box::pin(tasks::idle());
    toolkit::quit();
    assert!(call.as_mut().now_or_never().is_none());
    assert_eq!(toolkit::sources(), 1);
    drop(call);
    assert_eq!(toolkit::sources(), 0);
}

#[test]
fn a_call_that_fired_unseen_is_not_removed() {
    toolkit::quit();
    let mut call = Box::pin(tasks::idle());
    assert!(call.as_mut().now_or_never().is_none());
    toolkit::iterate();
    drop(call);
}

#[test]
fn an_abandoned_call_is_not_removed() {
    toolkit::quit();
    let mut call = Box::pin(tasks::idle());
    assert!(call.as_mut().now_or_never().is_none());
    toolkit::quit();
    assert!(matches!(call.now_or_never(), Some(Err(Abandoned { .. }))));
    let mut unseen = Box::pin(tasks::idle());
    assert!(unseen.as_mut().now_or_never().is_none());
    toolkit::quit();
    drop(unseen);
}

#[test]
fn a_stream_is_removed_by_its_identifier_in_the_midst_of_it() {
    let ticks = run(3, async {
        tasks::ticks().take(2).collect::<Vec<_>>().await
    });
    assert_eq!(ticks, Some(vec![(), ()]));
    assert_eq!(toolkit::sources(), 0);
}

#[test]
fn a_stream_that_the_toolkit_has_ended_is_not_removed() {
    toolkit::quit();
    let mut ticks = tasks::ticks();
    assert_eq!(toolkit::sources(), 1);
    toolkit::iterate();
    toolkit::quit();
    assert_eq!(ticks.next().now_or_never(), Some(Some(())));
    assert_eq!(ticks.next().now_or_never(), Some(None));
    drop(ticks);
    let unseen = tasks::ticks();
    toolkit::quit();
    drop(unseen);
}

/// Ends by itself, by what it answers.
#[asyncify(local, cancel = |id| id.remove())]
fn countdown(
    count: Rc<Cell<u32>>,
    #[reply(|left| if left > 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })]
    mut callback: impl FnMut(u32) -> ControlFlow<()> + 'static,
) -> toolkit::SourceId {
    toolkit::timeout_add(move || {
        count.set(count.get() - 1);
        callback(count.get())
    })
}

#[test]
fn a_stream_that_ended_by_its_own_answer_is_not_removed() {
    let seen = run(3, async {
        countdown(Rc::new(Cell::new(2))).collect::<Vec<_>>().await
    });
    assert_eq!(seen, Some(vec![1, 0]));
}

#[test]
fn close_removes_once() {
    toolkit::quit();
    let mut ticks = tasks::ticks();
    toolkit::iterate();
    assert_eq!(ticks.close().now_or_never(), Some(()));
    assert_eq!(toolkit::sources(), 0);
    assert_eq!(ticks.next().now_or_never(), Some(Some(())));
    assert_eq!(ticks.next().now_or_never(), Some(None));
}

#[test]
fn a_pair_of_callbacks_is_one_result() {
    assert_eq!(run(1, tasks::load("text")), Some(Ok("text".to_owned())));
    let failed = run(1, tasks::load("missing"));
    assert!(matches!(failed, Some(Err(CallError::Failed(404)))));
    let neither = run(1, tasks::load("neither"));
    assert!(matches!(neither, Some(Err(CallError::Abandoned(_)))));
    let pending = run(0, tasks::load("later"));
    assert!(pending.is_none());
    assert_eq!(toolkit::sources(), 0);
}

type Told = mpsc::Sender<&'static str>;

/// Stops in one of three ways, and tells in which.
struct Switch(Told);

impl Switch {
    fn on(told: Told, callback: impl Fn(u8)) -> Self {
        mem::forget(callback);
        Self(told)
    }

    fn off(&mut self, by: &'static str) -> bool {
        self.0.send(by).is_ok()
    }

    fn lent_off(&mut self) -> bool {
        self.off("changed")
    }

    fn shared_off(&self) -> Result<(), mpsc::SendError<&'static str>> {
        self.0.send("lent")
    }

    fn last_off(mut self) {
        self.off("given");
    }
}

#[asyncify(cancel = Switch::lent_off)]
fn changed(told: Told, callback: impl Fn(u8) + Send + 'static) -> Switch {
    Switch::on(told, callback)
}

#[asyncify(cancel = Switch::shared_off)]
fn lent(told: Told, callback: impl Fn(u8) + Send + 'static) -> Switch {
    Switch::on(told, callback)
}

#[asyncify(cancel = Switch::last_off)]
fn given(told: Told, callback: impl Fn(u8) + Send + 'static) -> Switch {
    Switch::on(told, callback)
}

#[test]
fn a_path_takes_the_handle_as_it_declares() {
    let (told, order) = mpsc::channel();
    drop(changed(told.clone()));
    drop(lent(told.clone()));
    drop(given(told));
    assert_eq!(
        order.iter().collect::<Vec<_>>(),
        ["changed", "lent", "given"]
    );
}

#[test]
fn an_operation_is_cancelled_while_it_is_pending_only() {
    toolkit::quit();
    let context = toolkit::Context {
        cancels: Rc::default(),
    };
    let mut call = Box::pin(context.server_version_async());
    assert!(call.as_mut().now_or_never().is_none());
    toolkit::iterate();
    assert_eq!(call.now_or_never(), Some(Ok(17)));
    assert_eq!(context.cancels.get(), 0);
    let mut call = Box::pin(context.server_version_async());
    assert!(call.as_mut().now_or_never().is_none());
    drop(call);
    assert_eq!((context.cancels.get(), toolkit::sources()), (1, 0));
    drop(context.server_version_async());
    assert_eq!((context.cancels.get(), toolkit::sources()), (1, 0));
}

#[test]
fn a_signal_is_disconnected_by_its_identifier() {
    let button = toolkit::Button::default();
    let weak = button.downgrade();
    let mut clicks = button.connect_clicked_stream();
    let others = button.connect_clicked_stream();
    button.click();
    assert_eq!(clicks.next().now_or_never(), Some(Some(())));
    drop(clicks);
    assert_eq!(button.handlers(), 1);
    drop(others);
    assert_eq!(button.handlers(), 0);
    drop(button);
    assert_eq!(weak.strong_count(), 0, "no reference is left");
}

#[test]
fn a_task_that_drops_its_stream_in_the_main_loop_leaves_nothing() {
    let button = toolkit::Button::default();
    let clicked = button.clone();
    let mut main_loop = MainLoop::new();
    let task = async move {
        let mut clicks = clicked.connect_clicked_stream();
        let mut ticks = tasks::ticks();
        let mut seen = Vec::new();
        while seen.len() < 3 {
            futures::select! {
                _ = clicks.next() => seen.push("click"),
                _ = ticks.next() => seen.push("tick"),
            }
        }
        seen
    };
    let seen = main_loop.spawner().spawn_local_with_handle(task).unwrap();
    main_loop.turn();
    main_loop.turn();
    button.click();
    main_loop.turn();
    let seen = seen.now_or_never().expect("three events have come");
    assert_eq!(seen.iter().filter(|event| **event == "click").count(), 1);
    assert_eq!((button.handlers(), toolkit::sources()), (0, 0));
}

/// A widget of one's own, with every kind of placement.
#[derive(Clone, Default)]
struct Panel {
    button: toolkit::Button,
    released: Rc<Cell<u32>>,
}

impl Panel {
    fn release(&self, id: toolkit::HandlerId) -> Result<(), &'static str> {
        self.released.set(self.released.get() + 1);
        self.button.disconnect(id);
        Ok(())
    }
}

#[asyncify(local, cancel = { let me = self.clone(); move |id| me.release(id) })]
impl Panel {
    #[asyncify(overflow = latest)]
    fn try_clicks(
        &self,
        fail: bool,
        #[item]
        #[map(|_| 1)]
        callback: impl Fn(&toolkit::Button) + 'static,
        #[error] on_error: impl Fn(&str) + 'static,
    ) -> Result<toolkit::HandlerId, String> {
        if fail {
            return Err("no such signal".to_owned());
        }
        on_error("a warning");
        Ok(self.button.connect_clicked(callback))
    }

    #[asyncify(once)]
    fn click(
        &self,
        #[progress] on_progress: impl Fn(u8) + 'static,
        #[item]
        #[map(|_| ())]
        callback: impl Fn(&toolkit::Button) + 'static,
    ) -> toolkit::HandlerId {
        on_progress(1);
        self.button.connect_clicked(callback)
    }
}

#[asyncify(local)]
trait Clickable {
    fn button(&self) -> toolkit::Button;

    #[asyncify(cancel = { let button = self.button(); move |id| button.disconnect(id) })]
    fn on_click(
        &self,
        #[map(|_| ())] callback: Box<dyn Fn(&toolkit::Button)>,
    ) -> toolkit::HandlerId {
        self.button().connect_clicked(callback)
    }
}

impl Clickable for Panel {
    fn button(&self) -> toolkit::Button {
        self.button.clone()
    }
}

#[test]
fn a_signal_that_can_fail_is_disconnected_too() {
    let panel = Panel::default();
    assert_eq!(
        panel.try_clicks(true).err().as_deref(),
        Some("no such signal")
    );
    let mut clicks = panel.try_clicks(false).unwrap();
    panel.button.click();
    panel.button.click();
    let seen: Vec<_> = std::iter::from_fn(|| clicks.next().now_or_never().flatten()).collect();
    assert_eq!(seen.len(), 3);
    assert_eq!(seen.iter().filter(|item| item.is_err()).count(), 2);
    drop(clicks);
    assert_eq!((panel.released.get(), panel.button.handlers()), (1, 0));
}

#[test]
fn a_pending_call_with_progress_is_disconnected() {
    let panel = Panel::default();
    let mut call = panel.click();
    let mut progress = call.progress();
    assert!((&mut call).now_or_never().is_none());
    drop(call);
    assert_eq!(progress.next().now_or_never(), Some(Some(1)));
    assert_eq!(progress.next().now_or_never(), Some(None));
    assert_eq!((panel.released.get(), panel.button.handlers()), (1, 0));
}

#[test]
fn a_traits_signal_is_disconnected() {
    let panel = Panel::default();
    let mut clicks = panel.on_click_stream();
    panel.button.click();
    assert_eq!(clicks.next().now_or_never(), Some(Some(())));
    assert_eq!(clicks.close().now_or_never(), Some(()));
    assert_eq!(panel.button.handlers(), 0);
}

//! Stands for `objc2`, `block2` and `objc2-foundation`.
use std::ptr::NonNull;
use std::sync::Arc;
pub mod block2 {
    use std::ops::Deref;
    pub struct DynBlock<F: ?Sized>(pub Box<F>);
    pub struct RcBlock<F: ?Sized>(DynBlock<F>);
    impl<F: ?Sized> Deref for RcBlock<F> {
        type Target = DynBlock<F>;
        fn deref(&self) -> &DynBlock<F> {
            &self.0
        }
    }
    /// What can be made a block of.
    pub trait IntoBlock<F: ?Sized> {
        fn into_block(self) -> Box<F>;
    }
    impl<C: Fn(*mut super::NSData, *mut super::NSURLResponse, *mut super::NSError) + 'static>
        IntoBlock<dyn Fn(*mut super::NSData, *mut super::NSURLResponse, *mut super::NSError)>
        for C
    {
        fn into_block(
            self,
        ) -> Box<dyn Fn(*mut super::NSData, *mut super::NSURLResponse, *mut super::NSError)>
        {
            Box::new(self)
        }
    }
    impl<C: Fn(std::ptr::NonNull<super::NSNotification>) + 'static>
        IntoBlock<dyn Fn(std::ptr::NonNull<super::NSNotification>)> for C
    {
        fn into_block(self) -> Box<dyn Fn(std::ptr::NonNull<super::NSNotification>)> {
            Box::new(self)
        }
    }
    impl<F: ?Sized> RcBlock<F> {
        pub fn new(closure: impl IntoBlock<F>) -> RcBlock<F> {
            RcBlock(DynBlock(closure.into_block()))
        }
    }
}
#[derive(Debug, PartialEq)]
pub struct Retained<T: ?Sized>(pub Arc<T>);
impl<T> Retained<T> {
    /// # Safety
    /// The pointer is null or valid.
    pub unsafe fn retain(ptr: *mut T) -> Option<Retained<T>>
    where
        T: Clone,
    {
        // SAFETY: as the caller promised.
        unsafe { ptr.as_ref() }.map(|object| Retained(Arc::new(object.clone())))
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct NSData(pub u8);
#[derive(Debug, Clone, PartialEq)]
pub struct NSURL;
#[derive(Debug, Clone, PartialEq)]
pub struct NSURLResponse(pub u16);
#[derive(Debug, Clone, PartialEq)]
pub struct NSError(pub i32);
#[derive(Debug, Clone, PartialEq)]
pub struct NSNotification(pub u8);
pub struct NSNotificationName;
pub struct AnyObject;
pub struct NSOperationQueue;
pub struct ProtocolObject<T: ?Sized>(pub Box<T>);
pub trait NSObjectProtocol {}
impl NSObjectProtocol for () {}
pub struct NSURLSessionDataTask;
impl NSURLSessionDataTask {
    pub fn resume(&self) {}
    pub fn cancel(&self) {}
}
pub struct NSURLSession;
impl NSURLSession {
    pub unsafe fn dataTaskWithURL_completionHandler(
        &self,
        url: &NSURL,
        completion_handler: &block2::DynBlock<
            dyn Fn(*mut NSData, *mut NSURLResponse, *mut NSError),
        >,
    ) -> Retained<NSURLSessionDataTask> {
        (completion_handler.0)(
            &mut NSData(1),
            &mut NSURLResponse(200),
            std::ptr::null_mut(),
        );
        Retained(Arc::new(NSURLSessionDataTask))
    }
}
pub struct NSNotificationCenter;
impl NSNotificationCenter {
    pub fn remove_observer(&self, observer: &ProtocolObject<dyn NSObjectProtocol>) {}
    pub unsafe fn addObserverForName_object_queue_usingBlock(
        &self,
        name: Option<&NSNotificationName>,
        obj: Option<&AnyObject>,
        queue: Option<&NSOperationQueue>,
        block: &block2::DynBlock<dyn Fn(NonNull<NSNotification>)>,
    ) -> Retained<ProtocolObject<dyn NSObjectProtocol>> {
        (block.0)(NonNull::from(&mut NSNotification(1)));
        Retained(Arc::new(ProtocolObject(Box::new(()))))
    }
}

//! Stands for `rdkafka`.
use std::marker::PhantomData;
#[derive(Debug, Clone, PartialEq)]
pub struct KafkaError;
pub type KafkaResult<T> = Result<T, KafkaError>;
#[derive(Debug, Clone, PartialEq)]
pub struct TopicPartitionList(pub Vec<i32>);
pub enum Rebalance<'a> {
    Assign(&'a TopicPartitionList),
    Revoke(&'a TopicPartitionList),
    Error(KafkaError),
}
pub struct BaseConsumer<C: ConsumerContext>(PhantomData<C>);
pub trait ClientContext: Send + Sync + 'static {
    fn log(&self, line: &str) {}
}
pub trait ConsumerContext: ClientContext + Sized {
    fn pre_rebalance(&self, base_consumer: &BaseConsumer<Self>, rebalance: &Rebalance<'_>) {}
    fn post_rebalance(&self, base_consumer: &BaseConsumer<Self>, rebalance: &Rebalance<'_>) {}
    fn commit_callback(&self, result: KafkaResult<()>, offsets: &TopicPartitionList) {}
}
/// What a consumer does with its context.
pub fn drive<C: ConsumerContext>(context: &C) {
    let partitions = TopicPartitionList(vec![1]);
    context.pre_rebalance(&BaseConsumer(PhantomData), &Rebalance::Assign(&partitions));
    context.commit_callback(Ok(()), &partitions);
}

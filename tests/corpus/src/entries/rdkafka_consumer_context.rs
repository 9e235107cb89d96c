//! rdkafka 0.39.0: `ConsumerContext`
//!
//! A rebalance must be over when its method returns, so a stream can only watch. The supertrait is
//! implemented for the sender, here with its defaults.

use asyncify::asyncify;

use crate::stubs::rdkafka::{self, *};

#[asyncify(listener, path = rdkafka::ConsumerContext)]
pub trait ConsumerContext {
    #[map(|_, rebalance| -> Partitions { Partitions::of(rebalance) })]
    fn pre_rebalance(&self, base_consumer: &BaseConsumer<Self>, rebalance: &Rebalance<'_>);
    #[map(|_, rebalance| -> Partitions { Partitions::of(rebalance) })]
    fn post_rebalance(&self, base_consumer: &BaseConsumer<Self>, rebalance: &Rebalance<'_>);
    fn commit_callback(&self, result: KafkaResult<()>, offsets: &TopicPartitionList);
}

impl ClientContext for ConsumerContextSender {}

/// What was assigned, revoked, or went wrong.
#[derive(Debug, PartialEq)]
pub enum Partitions {
    Assigned(TopicPartitionList),
    Revoked(TopicPartitionList),
    Failed(KafkaError),
}

impl Partitions {
    fn of(rebalance: &Rebalance<'_>) -> Partitions {
        match rebalance {
            Rebalance::Assign(list) => Partitions::Assigned((*list).clone()),
            Rebalance::Revoke(list) => Partitions::Revoked((*list).clone()),
            Rebalance::Error(error) => Partitions::Failed(error.clone()),
        }
    }
}

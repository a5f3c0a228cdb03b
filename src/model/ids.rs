//! Names of things in a site: indexes into its lists, in the lists' final order.

use super::site::{Brief, Entity, Event, Publisher, Site, Story, Topic};

/// A type of index for one list of the site.
macro_rules! ids {
    ($($id:ident $list:ident $thing:ident)*) => {$(
        #[doc = concat!("Index into [`Site::", stringify!($list), "`].")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(pub u32);

        impl $id {
            /// The id of place `at` in the list.
            pub(super) fn at(at: usize) -> $id {
                // A list longer than this does not fit into the memory of any machine that builds it.
                $id(u32::try_from(at).unwrap_or(u32::MAX))
            }

            /// The place in the list.
            pub(super) fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl std::ops::Index<$id> for Site {
            type Output = $thing;

            fn index(&self, id: $id) -> &$thing {
                &self.$list[id.index()]
            }
        }
    )*};
}

ids! {
    BriefId briefs Brief
    StoryId stories Story
    TopicId topics Topic
    EntityId entities Entity
    PublisherId publishers Publisher
    EventId events Event
}

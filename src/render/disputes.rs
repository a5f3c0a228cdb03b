//! Which disputes are open: the one rule for every page that counts or shows them.

use std::collections::HashSet;

use crate::model::{BriefId, Dispute, Site};

/// The open disputes of briefs that begin with the newest, each with the brief that tells of it. A dispute that goes on
/// is told in several briefs under the same words; the newest stands for it, so that what it calls settled is settled
/// however many older briefs have it open.
pub(crate) fn open<'a>(site: &'a Site, briefs: &'a [BriefId]) -> impl Iterator<Item = (BriefId, &'a Dispute)> {
    let mut known = HashSet::new();
    let told = briefs.iter().flat_map(|&id| site[id].disputes.iter().map(move |dispute| (id, dispute)));
    told.filter(move |(_, dispute)| known.insert(dispute.about.as_str()) && dispute.settled_by.is_none())
}

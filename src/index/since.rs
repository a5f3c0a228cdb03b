//! What is new: the events of the newest briefs, by which a reader's browser finds those that were not there at the last
//! visit.
//!
//! The file is JSON, UTF-8, without white space: `{"more":false,"events":[["briefs/hmc/#e-petition",1704067200,1706745600],…]}`.
//! An event is its address below the site's root (not encoded, as in `data-event` of lists), its first known second and
//! the one after its last, since 1970-01-01T00:00Z. The newest brief's come first; those of one brief are in the order of
//! time, and an event that several briefs tell of stands with the earliest of them, whose address it has. `more` says
//! whether there are older ones. Another format will have another name of the file.

use briefing_index::timeline;
use serde_json::json;

use crate::{
    address,
    assets::{Asset, hashed},
    model::Site,
};

/// The most events of the file: more than come between two visits of most readers, and with long addresses 4 kB after
/// compression. Twice as many would cost every reader twice that, to count what nobody reads one by one.
const MOST: usize = 100;

/// The file, named by its content; nothing where there are no events.
pub(super) fn since(site: &Site) -> Option<Asset> {
    let mut tellings: Vec<_> = site.events.iter().filter_map(|event| event.tellings.first().copied()).collect();
    // The order of briefs is from the newest, and the sort keeps the order of time.
    tellings.sort_by_key(|telling| telling.brief);
    let events = tellings.iter().take(MOST).map(|&telling| {
        let (from, to) = timeline::bounds(&timeline::parts(&site.telling(telling).when));
        json!([address::event(site, telling), from, to])
    });
    let events: Vec<_> = events.collect();
    // Not one object: the order of its keys would be that of a library.
    let file = format!("{{\"more\":{},\"events\":{}}}", tellings.len() > MOST, json!(events));
    (!tellings.is_empty()).then(|| hashed("timeline/", "since.json", file.into_bytes()))
}

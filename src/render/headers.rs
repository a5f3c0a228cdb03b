//! The headers that hosts are to send.

use std::fmt::Write;

use super::{
    Press,
    theme::{POLICY, Theme},
};
use crate::{address, assets::FOLDER, output::Output};

impl Press<'_> {
    /// Headers in the form that Netlify and Cloudflare Pages read. Files whose names carry their hash may be kept for
    /// ever; everything else is asked for anew.
    pub(crate) fn headers(&self) -> Output {
        let base = &self.site.config.base_url;
        let for_ever = "  Cache-Control: public, max-age=31536000, immutable\n";
        let mut out = format!(
            "{}*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n  \
             Referrer-Policy: strict-origin-when-cross-origin\n",
            base.path
        );
        let Theme { search, timeline, since, .. } = self.theme;
        for path in [&format!("{FOLDER}*"), search, timeline].into_iter().chain(since) {
            let _ = write!(out, "{}\n{for_ever}", address::link(base, path));
        }
        Output::bytes("_headers", out)
    }
}

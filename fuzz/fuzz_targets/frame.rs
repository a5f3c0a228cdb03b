//! The frame of the index files, written here a second time from its description: without a right checksum nothing but the
//! frame would be tried.

/// The bytes with a right head for a file of this name and version, whatever their own head is.
pub(crate) fn framed(name: [u8; 4], version: u8, bytes: &[u8]) -> Vec<u8> {
    let body = bytes.get(12..).unwrap_or_default();
    let sum = body.iter().fold(0x811C_9DC5, |sum: u32, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    [&name[..], &[version, 0, 0, 0], &sum.to_le_bytes(), body].concat()
}

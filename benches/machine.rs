//! What the machine tells of this process. Linux does; elsewhere there is no answer.

use std::{fs, time::Duration};

/// Time on all processors so far, in steps of 10 ms.
pub(crate) fn cpu() -> Option<Duration> {
    // The name of the program, in brackets, may hold spaces. User and system time are the 14th and 15th field of all.
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// The most memory that this process has had so far, in bytes.
pub(crate) fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()? * 1024)
}

//! The proleptic Gregorian calendar with astronomical years (0 is 1 BCE), in whole days since 1970-01-01.
//!
//! Pure arithmetic in `i64`, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years are counted
//! from March, so that the leap day is the last of its year, and in eras of 400 years, which all have 146,097 days.

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// Beyond this many years or days the functions below stay at their limit, so that no argument overflows.
const LIMIT: i64 = 1 << 52;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;
const ERA: i64 = 146_097;

/// Whether February of `year` has 29 days.
pub const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days of a month; 0 for a month that does not exist.
pub const fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

/// Days from 1970-01-01 to a date: 0 for that day itself, negative before it.
///
/// Exact for existing dates with years up to ±2⁵⁰; of `month` and `day` that do not exist it makes some day.
pub fn days_from_civil(year: i64, month: u8, day: u8) -> i64 {
    let month = i64::from(month);
    let year = year.clamp(-LIMIT / 4, LIMIT / 4) - i64::from(month <= 2);
    let of_era = year.rem_euclid(400);
    let since_march = (month + 9) % 12;
    let of_year = (153 * since_march + 2) / 5 + i64::from(day) - 1;
    year.div_euclid(400) * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH
}

/// Year, month (1 to 12) and day (1 to 31) of a number of days since 1970-01-01: the inverse of [`days_from_civil`].
///
/// Exact for days up to ±2⁵².
pub fn civil_from_days(days: i64) -> (i64, u8, u8) {
    let days = days.clamp(-LIMIT, LIMIT) + EPOCH;
    let of_era = days.rem_euclid(ERA);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / (ERA - 1)) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let since_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * since_march + 2) / 5 + 1;
    let month = if since_march < 10 { since_march + 3 } else { since_march - 9 };
    let year = days.div_euclid(ERA) * 400 + year_of_era + i64::from(month <= 2);
    (year, month as u8, day as u8)
}

/// The month of a day, counted from January 1970.
pub fn month_of(day: i64) -> i64 {
    let (year, month, _) = civil_from_days(day);
    (year - 1970) * 12 + i64::from(month) - 1
}

/// The first day of a month that is counted from January 1970, counted from 1970-01-01.
pub fn first_day_of(month: i64) -> i64 {
    let (years, month) = (month.div_euclid(12), month.rem_euclid(12));
    days_from_civil(years.saturating_add(1970), month as u8 + 1, 1)
}

//! How long CloudWatch Logs keeps logs.

use super::Days;

/// The numbers of days that CloudWatch Logs knows.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html>
pub const RETENTIONS: [u32; 22] =
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/// The shortest retention that CloudWatch Logs knows and that is at least so long; the longest for more.
///
/// ```
/// use groundplan::unit::{Days, next_retention};
/// assert_eq!(next_retention(Days::new(15)), Days::new(30));
/// ```
#[must_use]
pub fn next_retention(days: Days) -> Days {
    let next = RETENTIONS.iter().copied().find(|known| *known >= days.as_u32());
    Days::new(next.unwrap_or(3653))
}

use crate::decision::settings;
use crate::unit::Days;

settings! {
    /// How long a deleted secret can be taken back.
    ///
    /// Until then its name is taken, so development, where environments come and go, deletes at once.
    RECOVERY: Days = "secrets.*.recovery", [Days::new(0), Days::new(30), Days::new(30)], [];
}

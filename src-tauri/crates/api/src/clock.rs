//! The time, so that tests may put another in.

use std::{fmt, sync::Arc};

use chrono::{DateTime, Utc};

/// Tells the time; a handle that may be cloned.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// The system's.
    #[must_use]
    pub fn system() -> Self {
        #[cfg(feature = "moved-clock")]
        if let Some(file) = std::env::var_os("PROFORMA_CLOCK_AHEAD") {
            let ahead = move || std::fs::read_to_string(&file).ok()?.trim().parse().ok();
            return Self::of(move || Utc::now() + chrono::TimeDelta::seconds(ahead().unwrap_or(0)));
        }
        Self::of(Utc::now)
    }

    /// Another one.
    pub fn of(tell: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Clock({})", self.now())
    }
}

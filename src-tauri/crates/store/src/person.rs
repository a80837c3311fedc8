//! Who works with the book.

use std::{env, sync::OnceLock};

/// The system's name of who runs this program; `somebody` where the system has none.
///
/// Nobody signs in to a book, so the system's word is what the history has.
#[must_use]
pub fn current() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let named = ["USER", "USERNAME", "LOGNAME"].into_iter().filter_map(|name| env::var(name).ok());
        named.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| "somebody".to_owned())
    })
}

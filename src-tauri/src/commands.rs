//! The commands of the page, one file per subject; each is one call into the api.

pub(crate) mod program;

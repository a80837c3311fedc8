//! Use cases: one function per thing a user may ask. Load, let the engine decide, save.

pub mod dto;

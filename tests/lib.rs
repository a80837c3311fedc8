//! Whole walks through the program.

//! Starts the desktop program.

// Without this a console window opens behind the program on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    proforma_lib::run();
}

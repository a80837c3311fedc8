//! Embeds the configuration, capabilities and icons that the shell needs at compile time.

use std::{fs, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    let attributes =
        tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*");
    tauri_build::try_build(attributes).expect("the configuration and capabilities of the shell are valid");

    // tauri-build writes its editor schemas to ./gen, beside the manifest; the top level is kept clean.
    let (written, kept) = (Path::new("gen"), Path::new("src-tauri/gen"));
    if written.is_dir() {
        if kept.is_dir() {
            fs::remove_dir_all(kept).expect("remove the schemas of the build before");
        }
        fs::rename(written, kept).expect("move the generated schemas under src-tauri");
    }
}

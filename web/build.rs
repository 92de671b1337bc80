//! Builds this crate anew when a template, a style or a script changes: they are embedded.

use std::fs;

/// What `npm run build` fills; a tree in which it never ran builds all the same.
const DIST: &str = "dist";

fn main() {
    fs::create_dir_all(DIST).expect("web/dist can be made");
    println!("cargo:rerun-if-changed=../templates");
    println!("cargo:rerun-if-changed={DIST}");
}

//! Builds this crate anew when a language file changes: they are embedded.

fn main() {
    println!("cargo:rerun-if-changed=../locales");
}

//! Builds this crate anew when a mail's template changes: they are embedded.

fn main() {
    println!("cargo:rerun-if-changed=../templates/mail");
}

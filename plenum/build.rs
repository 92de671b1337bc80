//! How the binary is linked.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if reads_packed_relocations() {
        // A position-independent program of this size has ten megabytes of places to be filled in
        // at its start, all of which stay in memory; packed they are a few hundred kilobytes
        // (docs/speed.md).
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// glibc reads them since 2.36.
#[expect(clippy::disallowed_methods, reason = "cargo tells a build script by the environment")]
fn reads_packed_relocations() -> bool {
    let built_for = |name: &str| std::env::var(name).unwrap_or_default();
    let is_linux = built_for("CARGO_CFG_TARGET_OS") == "linux";
    let is_here = built_for("TARGET") == built_for("HOST");
    is_linux && is_here && built_for("CARGO_CFG_TARGET_ENV") == "gnu" && has_glibc(2, 36)
}

fn has_glibc(major: u32, minor: u32) -> bool {
    let Ok(said) = Command::new("getconf").arg("GNU_LIBC_VERSION").output() else { return false };
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let version = said.trim().strip_prefix("glibc ").and_then(|text| text.split_once('.'));
    let read = |text: &str| text.parse::<u32>().ok();
    let version = version.and_then(|(major, minor)| Some((read(major)?, read(minor)?)));
    version.is_some_and(|version| version >= (major, minor))
}

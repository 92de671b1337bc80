//! `cargo xtask openapi`: keeps `openapi/plenum.json` the same as what the binary says of itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context as _;

const BINARY: &str = "target/debug/plenum";
const CHECKED_IN: &str = "openapi/plenum.json";

pub fn write(root: &Path) -> anyhow::Result<()> {
    let path = checked_in(root);
    let folder = path.parent().context("the description has no folder")?;
    fs::create_dir_all(folder)?;
    fs::write(&path, generated(root)?).with_context(|| format!("write {CHECKED_IN}"))
}

pub fn check(root: &Path) -> anyhow::Result<()> {
    let kept = fs::read(checked_in(root)).with_context(|| format!("read {CHECKED_IN}"))?;
    anyhow::ensure!(
        kept == generated(root)?,
        "{CHECKED_IN} is not what the code says: run `cargo xtask openapi` and look at the change"
    );
    Ok(())
}

fn checked_in(root: &Path) -> PathBuf {
    root.join(CHECKED_IN)
}

/// What `plenum openapi` prints; always with one line end after it.
fn generated(root: &Path) -> anyhow::Result<Vec<u8>> {
    let mut command = Command::new(root.join(BINARY));
    command.arg("openapi").current_dir(root).stderr(Stdio::inherit());
    let output =
        command.output().context("start the binary; build it with `cargo build -p plenum`")?;
    anyhow::ensure!(output.status.success(), "`plenum openapi` failed");
    let mut text = output.stdout;
    while text.last() == Some(&b'\n') {
        text.pop();
    }
    text.push(b'\n');
    Ok(text)
}

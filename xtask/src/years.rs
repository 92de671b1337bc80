//! `cargo xtask years`: starts the years machine; with `--planted`, shows that it finds the faults
//! kept as patches under `scenarios/planted`.
//!
//! A patch is applied to a copy of the tree, never to the tree: what is planted can't be shipped.
//! Its opening lines name the seeds that find it, and the rule they break.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

/// Where the patches are, from the root.
const PLANTED: &str = "scenarios/planted";
/// Where the spoiled copy and its build are kept, from the root.
const SCRATCH: &str = ".cache/planted";
/// Not copied: built, downloaded or private.
const NOT_COPIED: &[&str] = &["target", ".git", ".cache", ".venv", "node_modules", "data"];

/// A fault somebody could make, and who finds it.
struct Planted {
    name: String,
    path: PathBuf,
    seed: String,
    rule: String,
    long: bool,
}

pub fn run(root: &Path, args: &[&str]) -> anyhow::Result<()> {
    match args {
        ["--planted"] => planted(root, None),
        ["--planted", name] => planted(root, Some(name)),
        args => {
            let mut command = cargo(root);
            let status = command.args(["run", "-q", "--bin", "years", "--"]).args(args).status()?;
            anyhow::ensure!(status.success(), "years: something does not hold");
            Ok(())
        }
    }
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(root);
    command
}

fn planted(root: &Path, only: Option<&str>) -> anyhow::Result<()> {
    let scratch = root.join(SCRATCH);
    let mut missed = Vec::new();
    for fault in faults(root)? {
        if only.is_some_and(|only| only != fault.name) {
            continue;
        }
        let found = find(root, &scratch, &fault)?;
        println!("{:<34} seed {:<5} {}", fault.name, fault.seed, found.as_deref().unwrap_or("-"));
        if found.is_none() {
            missed.push(fault.name);
        }
    }
    anyhow::ensure!(missed.is_empty(), "not found: {}", missed.join(", "));
    Ok(())
}

fn faults(root: &Path) -> anyhow::Result<Vec<Planted>> {
    let mut faults = Vec::new();
    for entry in fs::read_dir(root.join(PLANTED))? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "patch") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let said = |key: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(key));
            let line = line.with_context(|| format!("{} has no `{key}`", path.display()));
            line.map(|line| line.trim().to_owned())
        };
        let seed = said("Seed:")?;
        faults.push(Planted {
            name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            rule: said("Breaks:")?,
            long: seed.ends_with("long"),
            seed: seed.trim_end_matches("long").trim().to_owned(),
            path,
        });
    }
    faults.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(faults)
}

/// The line of the violation that betrays the fault; nothing when its seed sees none.
fn find(root: &Path, scratch: &Path, fault: &Planted) -> anyhow::Result<Option<String>> {
    let tree = scratch.join("tree");
    let spoiled = spoil(root, &tree, &fault.path)?;
    let mut command = cargo(&tree);
    command.env("CARGO_TARGET_DIR", scratch.join("target"));
    command.args(["run", "-q", "--bin", "years", "--", "--seed", &fault.seed]);
    if fault.long {
        command.arg("--long");
    }
    let output = command.stdin(Stdio::null()).output().context("failed to start cargo")?;
    restore(root, &tree, &spoiled)?;
    let said = String::from_utf8_lossy(&output.stdout);
    let Some(line) = said.lines().find(|line| line.starts_with("seed ")) else {
        let why = String::from_utf8_lossy(&output.stderr);
        bail!("{} cannot be played: {why}", fault.name);
    };
    let (_, broken) = line.split_once(": ").unwrap_or(("", line));
    Ok(broken.starts_with(&fault.rule).then(|| broken.to_owned()))
}

/// Brings the copy up to date with the tree and applies the patch; tells which files it changed.
fn spoil(root: &Path, tree: &Path, patch: &Path) -> anyhow::Result<Vec<String>> {
    copy(root, tree)?;
    let applied = Command::new("git")
        .arg("apply")
        .arg(patch)
        .current_dir(tree)
        // Inside of a repository git would look for the files at its top.
        .env("GIT_CEILING_DIRECTORIES", tree.parent().unwrap_or(tree))
        .status()?;
    anyhow::ensure!(applied.success(), "{} does not fit the code", patch.display());
    let text = fs::read_to_string(patch)?;
    let changed = text.lines().filter_map(|line| line.strip_prefix("+++ b/"));
    Ok(changed.map(str::to_owned).collect())
}

fn restore(root: &Path, tree: &Path, spoiled: &[String]) -> anyhow::Result<()> {
    for path in spoiled {
        fs::copy(root.join(path), tree.join(path))?;
    }
    Ok(())
}

/// Copies what differs, so that what is unchanged isn't built again.
fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        let target = to.join(&name);
        if NOT_COPIED.contains(&name.to_string_lossy().as_ref()) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else if entry.file_type()?.is_file() {
            let fresh = fs::read(entry.path())?;
            if fs::read(&target).ok().as_ref() != Some(&fresh) {
                fs::write(&target, fresh)?;
            }
        }
    }
    Ok(())
}

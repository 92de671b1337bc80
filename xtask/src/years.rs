//! `cargo xtask years`: starts the years machine; with `--planted`, shows that it finds the faults
//! kept as patches under `scenarios/planted`.
//!
//! The patches are applied to a copy of the tree, never to the tree: what is planted can't be
//! shipped. Each asks the switch whether it is the one, so that one build serves all of them. Its
//! opening lines name the seed that finds it, and the rule it breaks.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

/// Where the patches are, from the root.
const PLANTED: &str = "scenarios/planted";
/// What tells the faults apart, beside the patches; in the copy it is a module of `units`.
const SWITCH: &str = "switch.rs";
const SWITCH_MODULE: &str = "units/src/planted.rs";
const SWITCH_DECLARED_IN: &str = "units/src/lib.rs";
/// What tells the machine which fault it has.
const WHICH: &str = "PLENUM_PLANTED";
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
    let faults = faults(root)?;
    if let Some(only) = only {
        anyhow::ensure!(faults.iter().any(|fault| fault.name == only), "no fault is named {only}");
    }
    let machine = build(root, &faults)?;
    let mut missed = Vec::new();
    for fault in faults.iter().filter(|fault| only.is_none_or(|only| only == fault.name)) {
        let found = find(&machine, fault)?;
        println!("{:<34} seed {:<5} {}", fault.name, fault.seed, found.as_deref().unwrap_or("-"));
        if found.is_none() {
            missed.push(fault.name.clone());
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
fn find(machine: &Path, fault: &Planted) -> anyhow::Result<Option<String>> {
    let mut command = Command::new(machine);
    command.env(WHICH, &fault.name).args(["--seed", &fault.seed]);
    if fault.long {
        command.arg("--long");
    }
    let output = command.stdin(Stdio::null()).output().context("failed to start the machine")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let Some(line) = said.lines().find(|line| line.starts_with("seed ")) else {
        let why = String::from_utf8_lossy(&output.stderr);
        bail!("{} cannot be played: {why}", fault.name);
    };
    let (_, broken) = line.split_once(": ").unwrap_or(("", line));
    Ok(broken.starts_with(&fault.rule).then(|| broken.to_owned()))
}

/// Builds the machine with every fault in it, each asleep until it is named.
fn build(root: &Path, faults: &[Planted]) -> anyhow::Result<PathBuf> {
    let scratch = root.join(SCRATCH);
    let (stage, tree, target) =
        (scratch.join("stage"), scratch.join("tree"), scratch.join("target"));
    let spoiled = spoil(root, &stage, faults)?;
    let from_root: Vec<&Path> = spoiled.iter().map(Path::new).collect();
    copy(root, &tree, Path::new(""), &from_root)?;
    copy(&stage, &tree, Path::new(""), &[])?;
    let mut command = cargo(&tree);
    command.env("CARGO_TARGET_DIR", &target).args(["build", "-q", "--locked", "--bin", "years"]);
    let built = command.status().context("failed to start cargo")?;
    anyhow::ensure!(built.success(), "the spoiled tree does not build");
    Ok(target.join("debug/years"))
}

/// Copies what the patches change to `stage` and applies them there, so that what is as it was
/// isn't written again, and not built again; tells which files they are.
fn spoil(root: &Path, stage: &Path, faults: &[Planted]) -> anyhow::Result<Vec<String>> {
    if stage.exists() {
        fs::remove_dir_all(stage)?;
    }
    let mut spoiled = vec![SWITCH_MODULE.to_owned(), SWITCH_DECLARED_IN.to_owned()];
    for fault in faults {
        let text = fs::read_to_string(&fault.path)?;
        let changed = text.lines().filter_map(|line| line.strip_prefix("+++ b/"));
        spoiled.extend(changed.map(str::to_owned));
    }
    spoiled.sort();
    spoiled.dedup();
    for path in &spoiled {
        let to = stage.join(path);
        fs::create_dir_all(to.parent().unwrap_or(stage))?;
        let module = path == SWITCH_MODULE;
        let from = if module { root.join(PLANTED).join(SWITCH) } else { root.join(path) };
        fs::copy(&from, &to).with_context(|| format!("failed to copy {}", from.display()))?;
    }
    let declared_in = stage.join(SWITCH_DECLARED_IN);
    let library = fs::read_to_string(&declared_in)?;
    fs::write(&declared_in, format!("{library}\npub mod planted;\n"))?;
    for fault in faults {
        let applied = Command::new("git")
            .arg("apply")
            .arg(&fault.path)
            .current_dir(stage)
            // Inside of a repository git would look for the files at its top.
            .env("GIT_CEILING_DIRECTORIES", stage.parent().unwrap_or(stage))
            .status()?;
        anyhow::ensure!(applied.success(), "{} does not fit the code", fault.path.display());
    }
    Ok(spoiled)
}

/// Copies what differs, so that what is unchanged isn't built again; `but` not what is named from
/// the top, of which `inside` is a folder.
fn copy(from: &Path, to: &Path, inside: &Path, but: &[&Path]) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        let (target, inside) = (to.join(&name), inside.join(&name));
        let skipped = NOT_COPIED.contains(&name.to_string_lossy().as_ref());
        if skipped || but.contains(&inside.as_path()) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target, &inside, but)?;
        } else if entry.file_type()?.is_file() {
            let fresh = fs::read(entry.path())?;
            if fs::read(&target).ok().as_ref() != Some(&fresh) {
                fs::write(&target, fresh)?;
            }
        }
    }
    Ok(())
}

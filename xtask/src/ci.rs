//! `cargo xtask ci`: the Rust gate, a list one can read aloud. `make test` runs it and goes on
//! from outside with a browser and foreign judges.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::Context as _;

/// One step: its name and the command, by words.
struct Step {
    name: &'static str,
    command: &'static [&'static str],
}

const STEPS: &[Step] = &[
    Step { name: "formatting", command: &["cargo", "fmt", "--all", "--check"] },
    Step { name: "tidy", command: &["cargo", "xtask", "tidy"] },
    Step { name: "build", command: &["cargo", "build", "--workspace", "--locked"] },
    Step { name: "openapi", command: &["cargo", "xtask", "openapi", "--check"] },
    Step {
        name: "tests",
        command: &["cargo", "test", "--workspace", "--locked", "--no-fail-fast"],
    },
    Step {
        name: "clippy",
        command: &[
            "cargo",
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
    },
];

/// Folder of the steps' logs, from the root.
const LOGS: &str = ".cache/logs";
/// Lines at the end of a failed step's log that are shown.
const SHOWN_LINES: usize = 40;
/// How a failed test begins to say why.
const PANICKED: &str = ") panicked at ";
/// Panics of a failed step that are shown, and lines of each.
const SHOWN_PANICS: usize = 10;
const PANIC_LINES: usize = 6;

pub fn list() -> anyhow::Result<()> {
    for step in STEPS {
        println!("{:<12} {}", step.name, step.command.join(" "));
    }
    Ok(())
}

/// Runs the steps in order, all of them or those named, and stops at the first that fails.
pub fn run(root: &Path, wanted: &[&str]) -> anyhow::Result<()> {
    let known = |name: &&str| STEPS.iter().any(|step| step.name == *name);
    let unknown: Vec<&str> = wanted.iter().copied().filter(|name| !known(name)).collect();
    anyhow::ensure!(unknown.is_empty(), "no such step: {}", unknown.join(", "));

    fs::create_dir_all(root.join(LOGS))?;
    for step in STEPS.iter().filter(|step| wanted.is_empty() || wanted.contains(&step.name)) {
        run_step(root, step)?;
    }
    Ok(())
}

fn run_step(root: &Path, step: &Step) -> anyhow::Result<()> {
    print!("{:<28}", step.name);
    std::io::stdout().flush()?;
    let started = Instant::now();
    let log = format!("{LOGS}/{}.log", step.name);
    let file = File::create(root.join(&log)).with_context(|| format!("create {log}"))?;

    let (program, arguments) = step.command.split_first().context("a step without a command")?;
    let status = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file)
        .status()
        .with_context(|| format!("start {program}"))?;

    let seconds = started.elapsed().as_secs();
    println!("{} {seconds:>5} s", if status.success() { "ok    " } else { "failed" });
    if !status.success() {
        show_end(&root.join(&log))?;
        anyhow::bail!("{} failed; all of its log is in {log}", step.name);
    }
    if step.name == "tests" {
        print_results(&root.join(&log))?;
    }
    Ok(())
}

/// The closing lines of every test binary that ran a test.
fn print_results(log: &Path) -> anyhow::Result<()> {
    let text = fs::read_to_string(log)?;
    let results = text.lines().filter(|line| line.starts_with("test result:"));
    for line in results.filter(|line| !line.contains(" 0 passed; 0 failed")) {
        println!("  {line}");
    }
    Ok(())
}

/// What failed first, wherever it stands in the log; then the end.
fn show_end(log: &Path) -> anyhow::Result<()> {
    let text = String::from_utf8_lossy(&fs::read(log)?).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    let panics = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|l| l.contains(PANICKED)));
    for at in panics.take(SHOWN_PANICS) {
        for line in lines.iter().skip(at).take(PANIC_LINES) {
            println!("  {line}");
        }
    }
    for line in lines.iter().skip(lines.len().saturating_sub(SHOWN_LINES)) {
        println!("  {line}");
    }
    Ok(())
}

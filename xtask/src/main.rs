//! The house's own tools: `cargo xtask tidy`, `cargo xtask requirements`, `cargo xtask ci`.
//!
//! Each command is one file. They read the tree as text and start cargo; they know nothing of
//! what the product does.

mod ci;
mod openapi;
mod requirements;
mod rust_text;
mod sources;
mod tidy;
mod years;

use std::path::Path;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  tidy                   the rules of ARCHITECTURE.md and STYLE.md that a program can check
  requirements [--check] writes the derived columns of docs/requirements.md, or checks them
  openapi [--check]      writes openapi/plenum.json from the built binary, or checks it
  years [OPTION...]      plays random lives over simulated years; --help lists the options,
                         --planted [NAME] shows that planted faults are found
  ci [--list] [STEP...]  formatting, tidy, build, tests, clippy, OpenAPI: all of the Rust gate
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> anyhow::Result<()> {
    let root = sources::root();
    let rest: Vec<&str> = args.iter().skip(1).map(String::as_str).collect();
    match (args.first().map(String::as_str), rest.as_slice()) {
        (Some("tidy"), []) => tidy::run(&root),
        (Some("requirements"), []) => requirements::rewrite(&root),
        (Some("requirements"), ["--check"]) => requirements::check(&root),
        (Some("openapi"), []) => openapi::write(&root),
        (Some("openapi"), ["--check"]) => openapi::check(&root),
        (Some("years"), args) => years::run(&root, args),
        (Some("ci"), ["--list"]) => ci::list(),
        (Some("ci"), steps) => ci::run(&root, steps),
        (None | Some("help" | "--help"), _) => print_help(&root),
        (Some(other), _) => anyhow::bail!("no such command or option: {other}\n\n{HELP}"),
    }
}

fn print_help(root: &Path) -> anyhow::Result<()> {
    println!("{HELP}\nThe workspace is {}.", root.display());
    Ok(())
}

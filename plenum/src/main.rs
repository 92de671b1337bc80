//! `plenum`: the one binary. Reads configuration, owns the clock, the randomness and the outside,
//! puts the rooms together, and does one command.
//!
//! The only crate that reads the time, the environment and the command line.

mod bench;
mod clocks;
mod commands;
mod demo;
mod faces;
mod house;
mod lock;
mod memory;
mod randomness;
mod settings;
mod signals;
mod talk;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;
use tokio::runtime::{Builder, Runtime};

use crate::commands::Command;

/// A page is some thousand small strings on every thread at once: the system's allocator makes the
/// threads wait for each other (docs/speed.md).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Threads that answer requests: the work between two waits is short.
const WORKERS_MAX: usize = 4;
/// Threads that may wait for disks and hash passwords.
const BLOCKING_MAX: usize = 32;

/// Meetings that a site sells: plans, orders, invoices, sites, scheduling, in one program.
#[derive(Parser)]
#[command(name = "plenum", version, about, propagate_version = true)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let line = Line::parse();
    let done = runtime().and_then(|runtime| runtime.block_on(line.command.run()));
    match done {
        Ok(code) => code,
        Err(error) => {
            talk::tell(&format!("plenum: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn runtime() -> anyhow::Result<Runtime> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime = Builder::new_multi_thread()
        .worker_threads(cores.min(WORKERS_MAX))
        .max_blocking_threads(BLOCKING_MAX)
        .enable_all()
        .build()?;
    Ok(runtime)
}

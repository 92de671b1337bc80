//! A process of its own: how long it takes to answer, and what memory it holds while idle.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use serde::Serialize;
use web::urls::HEALTH;

/// Idle for so long before its memory is read.
const IDLE: Duration = Duration::from_secs(3);

/// A process that was started on an empty folder, then on the same one again.
#[derive(Clone, Debug, Serialize)]
pub struct Started {
    /// Until it answers: the first time, with the database to be made.
    pub first_start_ms: u64,
    pub start_ms: u64,
    /// Resident memory while idle; none where the system does not tell.
    pub idle_kib: Option<u64>,
}

/// Starts this very program on `data`, twice.
pub fn start(data: &Path) -> anyhow::Result<Started> {
    let (first_start_ms, first) = serve(data)?;
    end(first)?;
    let (start_ms, second) = serve(data)?;
    std::thread::sleep(IDLE);
    let idle_kib = resident_kib(second.id());
    end(second)?;
    Ok(Started { first_start_ms, start_ms, idle_kib })
}

fn serve(data: &Path) -> anyhow::Result<(u64, Child)> {
    let free = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let begun = Instant::now();
    let mut child = Command::new(std::env::current_exe()?)
        .args(["serve", "--listen", &free.to_string(), "--data"])
        .arg(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("failed to start the program")?;
    let said = child.stdout.take().context("no standard output")?;
    let mut line = String::new();
    BufReader::new(said).read_line(&mut line)?;
    anyhow::ensure!(!line.is_empty(), "the program ended instead of serving");
    healthy(free)?;
    let answered_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok((answered_ms, child))
}

/// Waits for a good answer about its health.
fn healthy(address: SocketAddr) -> anyhow::Result<()> {
    let mut stream = TcpStream::connect(address)?;
    let request = format!("GET {HEALTH} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    anyhow::ensure!(answer.starts_with("HTTP/1.1 200"), "the program is not well: {answer}");
    Ok(())
}

fn end(mut child: Child) -> anyhow::Result<()> {
    child.kill().and_then(|()| child.wait()).context("failed to end the program")?;
    Ok(())
}

fn resident_kib(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

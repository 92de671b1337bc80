//! The binary as whoever runs it has it: started, killed, started again, its commands beside it.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

/// What only the test reads; the binary would call it misspelt.
pub const KILLS: &str = "PLENUM_KILLS";
pub const SEED: &str = "PLENUM_SEED";

/// A deployment: its folder and its port.
pub struct Deployment {
    pub folder: PathBuf,
    pub port: u16,
}

impl Deployment {
    /// An empty folder and a free port, below those the system gives to whoever connects: while
    /// the process is down, a client that knocks could otherwise get the very port.
    pub fn fresh() -> Deployment {
        let folder = std::env::temp_dir().join(format!("plenum-kills-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the test");
        let first = 20_000 + (std::process::id() % 10_000) as u16;
        let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
        let port = (first..first + 1_000).find(is_free).expect("a free port");
        Deployment { folder, port }
    }

    pub fn database(&self) -> PathBuf {
        self.folder.join("plenum.db")
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plenum"));
        command.args(words).arg("--data").arg(&self.folder).env_remove(KILLS).env_remove(SEED);
        command
    }

    /// Runs one command to its end.
    pub fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().expect("the binary runs")
    }

    /// What the command says; panics when it fails.
    pub fn said(&self, words: &[&str]) -> String {
        let output = self.run(words);
        let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        let beside = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words:?}: {said} {beside}");
        said
    }

    /// Serves; back once it answers.
    pub fn serve(&self) -> Server {
        let listen = format!("127.0.0.1:{}", self.port);
        let mut child = self
            .command(&["serve", "--clock", "simulated", "--listen", &listen])
            .stdout(Stdio::piped())
            .stderr(Stdio::from(self.log()))
            .spawn()
            .expect("the binary starts");
        let said = child.stdout.take().expect("its words");
        let mut greeting = String::new();
        BufReader::new(said).read_line(&mut greeting).expect("a greeting");
        let log = || fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        assert!(!greeting.is_empty(), "it ended instead of serving: {}", log());
        Server { child, greeting }
    }

    fn log(&self) -> File {
        let log = OpenOptions::new().create(true).append(true).open(self.folder.join("log"));
        log.expect("a log")
    }
}

impl Drop for Deployment {
    fn drop(&mut self) {
        // Left behind at worst: the folder is a temporary one.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A serving process; killed when it is dropped, as by `kill -9`.
pub struct Server {
    child: Child,
    pub greeting: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let killed = self.child.kill().and_then(|()| self.child.wait());
        killed.expect("the process is gone");
    }
}

//! The real binary: makes a demonstration's store once, serves copies of it, is killed without warning.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Output, Stdio},
    sync::OnceLock,
};
use tempfile::TempDir;

/// Password of every account of the tests.
pub const PASSWORD: &str = "example-password";

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mingjing"));
    command.current_dir(root()).env("MJ_DEMO_PASSWORD", PASSWORD).env("RUST_LOG", "warn").stdin(Stdio::null());
    command
}

/// Runs the binary to its end.
pub fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

/// A folder with a fresh store of the filed departments and their people. It has no case: whatever fell due in one would be
/// carried out while a test looks whether something was written.
pub fn prepared() -> TempDir {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    let made = MADE.get_or_init(without_cases);
    let copy = TempDir::new().unwrap();
    for entry in fs::read_dir(made.path()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    copy
}

fn without_cases() -> TempDir {
    let filed = TempDir::new().unwrap();
    for entry in fs::read_dir(root().join("processes")).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            std::os::unix::fs::symlink(entry.path(), filed.path().join(entry.file_name())).unwrap();
        }
    }
    prepared_from(filed.path())
}

/// A folder with a demonstration store of these departments.
pub fn prepared_from(processes: &Path) -> TempDir {
    let (folder, processes) = (TempDir::new().unwrap(), processes.to_str().unwrap());
    let output = run(&["demo", "--prepare", "--data", folder.path().to_str().unwrap(), "--processes", processes]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

/// Nine in the morning of tomorrow: after everything that a store made just now holds.
pub fn tomorrow() -> Timestamp {
    let tomorrow = day(Timestamp::now()).tomorrow().unwrap();
    zone().to_timestamp(tomorrow.at(9, 0, 0, 0)).unwrap()
}

/// The civil day of a moment where the department is.
pub fn day(now: Timestamp) -> Date {
    zone().to_datetime(now).date()
}

fn zone() -> TimeZone {
    TimeZone::get("Asia/Shanghai").unwrap()
}

/// A serving process.
pub struct Server {
    child: Child,
    /// Held open: the process must be able to write to it as long as it lives.
    output: BufReader<ChildStdout>,
}

impl Server {
    /// Starts to serve the store of a folder on a clock that shows this moment.
    pub fn start(data: &Path, clock: Timestamp) -> Self {
        Self::start_with(data, clock, &[])
    }

    /// The same with further arguments.
    pub fn start_with(data: &Path, clock: Timestamp, arguments: &[&str]) -> Self {
        let log = fs::OpenOptions::new().create(true).append(true).open(log_file(data)).unwrap();
        let mut child = program()
            .args(["serve", "--port", "0", "--clock", &clock.to_string(), "--data"])
            .arg(data)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, output }
    }

    /// Waits until it listens; gives its address.
    pub fn address(&mut self, data: &Path) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            let length = self.output.read_line(&mut line).unwrap();
            assert!(length > 0, "the server ended: {}", fs::read_to_string(log_file(data)).unwrap_or_default());
            if let Some((_, address)) = line.trim_end().split_once("listening on ") {
                return address.to_owned();
            }
        }
    }

    /// Ends it without warning (SIGKILL).
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Where a server of this folder writes its log.
pub fn log_file(data: &Path) -> PathBuf {
    data.join("server.log")
}

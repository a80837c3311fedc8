//! What drives a window: the driver of the web view with a session bus and a home of its own.

use std::{
    env, fs,
    net::{TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    time::Instant,
};

use tempfile::TempDir;

use crate::window::{GLANCE, PATIENCE};

/// A session bus that starts no service: the one for screen readers would keep each window waiting for half a minute
/// where no such reader is installed.
const SESSION_BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=BUS</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// The socket of that bus in the home.
const SOCKET: &str = "bus";

/// The driver with everything below it: the driver of the web view, the program and their session bus.
pub(crate) struct DriverProcess {
    process: Child,
    ports: [u16; 2],
    /// The home of the program.
    pub(crate) home: TempDir,
}

impl DriverProcess {
    pub(crate) fn start(variables: &[(&str, &Path)]) -> Self {
        for needed in ["dbus-run-session", "tauri-driver"] {
            // At once: the session would start without it, and waiting for it would tell nothing.
            assert!(is_on_path(needed), "{needed} is not on PATH: run these tests with `cargo xtask test`");
        }
        let ports = two_free_ports();
        let [port, native_port] = ports.map(|port| port.to_string());
        let home = tempfile::tempdir().expect("a folder for the home can be made");
        fs::create_dir(home.path().join("runtime")).expect("a folder in the home can be made");
        let bus = home.path().join("session-bus.conf");
        let config = SESSION_BUS.replace("BUS", &home.path().join(SOCKET).to_string_lossy());
        fs::write(&bus, config).expect("a file in the home can be written");
        let mut command = Command::new("dbus-run-session");
        command.arg("--config-file").arg(&bus).args([
            "--",
            "tauri-driver",
            "--port",
            &port,
            "--native-port",
            &native_port,
        ]);
        in_home(&mut command, home.path())
            .envs(variables.iter().copied())
            // A group of its own, so that all of it can be ended at once.
            .process_group(0);
        let process = command.spawn().expect("a program that is on PATH starts");
        Self { process, ports, home }
    }

    pub(crate) fn bus(&self) -> String {
        format!("unix:path={}", self.home.path().join(SOCKET).display())
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.ports[0])
    }

    pub(crate) async fn wait_until_ready(&self) {
        let deadline = Instant::now() + PATIENCE;
        // Both: the first passes everything on to the second and fails where that does not listen yet.
        for port in self.ports {
            while TcpStream::connect(("127.0.0.1", port)).is_err() {
                assert!(Instant::now() < deadline, "tauri-driver does not listen on port {port}");
                tokio::time::sleep(GLANCE).await;
            }
        }
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        // The whole group: the driver alone would leave the program and its bus behind after a failed test.
        let group = format!("-{}", self.process.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.process.wait();
    }
}

/// Has a program find nothing but this home.
pub(crate) fn in_home<'a>(command: &'a mut Command, home: &Path) -> &'a mut Command {
    command
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_RUNTIME_DIR", home.join("runtime"))
        .env("LANG", "C.UTF-8")
        .env("NO_AT_BRIDGE", "1")
        .stdin(Stdio::null())
}

/// Two, because the driver passes everything on to the driver of the web view.
fn two_free_ports() -> [u16; 2] {
    let listeners = [0, 0].map(|any| TcpListener::bind(("127.0.0.1", any)).expect("there is a free port"));
    listeners.map(|listener| listener.local_addr().expect("a listener has an address").port())
}

fn is_on_path(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

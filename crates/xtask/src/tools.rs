//! The programs that a fresh machine must have before anything else can be set up.

use std::process::Command;

use anyhow::{Result, bail};

use crate::shell;

/// Checks that Node.js and npm are there and new enough. (Cargo is: it started this program.)
pub fn check_node() -> Result<()> {
    let Ok(node) = shell::output(Command::new("node").arg("--version")) else {
        bail!("Node.js is missing. {GET_NODE}");
    };
    if !node_suffices(&node) {
        bail!(
            "Node.js {node} is too old: the front end is built by Vite 8, which needs 20.19, 22.12 or newer. {GET_NODE}"
        );
    }
    if shell::output(Command::new("npm").arg("--version")).is_err() {
        bail!(
            "npm is missing: it normally comes with Node.js (Debian and Ubuntu have it as the package `npm`). {GET_NODE}"
        );
    }
    Ok(())
}

const GET_NODE: &str = "Get the LTS version from https://nodejs.org/en/download, \
    or with a version manager: `nvm install --lts`, `fnm install --lts`, `brew install node`.";

/// Vite 8 asks for `^20.19.0 || >=22.12.0`.
fn node_suffices(version: &str) -> bool {
    let mut parts = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .map(|part| part.parse::<u32>().unwrap_or(0));
    let (major, minor) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    matches!((major, minor), (20, 19..) | (22, 12..) | (23.., _))
}

/// Whether packages can be installed with Debian's `apt-get` without asking anybody.
pub fn can_apt() -> bool {
    is_root() && shell::which("apt-get").is_some()
}

/// Whether this program runs as root.
pub fn is_root() -> bool {
    shell::output(Command::new("id").arg("-u")).is_ok_and(|uid| uid == "0")
}

/// Installs Debian packages. The lists are fetched first, since a fresh image has none.
pub fn apt_install(packages: &[&str]) -> Result<()> {
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    shell::run(apt().args(["update", "--quiet"]))?;
    shell::run(
        apt()
            .args(["install", "--yes", "--quiet", "--no-install-recommends"])
            .args(packages),
    )
}

#[cfg(test)]
mod tests {
    use super::node_suffices;

    #[test]
    fn knows_which_node_vite_accepts() {
        for good in ["v20.19.0", "v20.20.2", "v22.12.0", "v23.0.0", "v24.1.0"] {
            assert!(node_suffices(good), "{good}");
        }
        for bad in ["v18.20.0", "v20.18.3", "v21.9.0", "v22.11.0", "nonsense"] {
            assert!(!node_suffices(bad), "{bad}");
        }
    }
}

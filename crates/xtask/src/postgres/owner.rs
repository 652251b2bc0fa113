//! PostgreSQL refuses to run as root. Where we are root, as in most containers, it runs as somebody else.

use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::tools;

/// Who PostgreSQL runs as and its files belong to.
#[derive(Clone, Copy)]
pub enum Owner {
    /// The one who runs this program.
    Ourselves,
    /// Another user, since we are root.
    Other { uid: u32, gid: u32 },
}

impl Owner {
    pub fn choose() -> Result<Self> {
        if !tools::is_root() {
            return Ok(Self::Ourselves);
        }
        let users = fs::read_to_string("/etc/passwd").context("cannot read /etc/passwd")?;
        let (uid, gid) = ["postgres", "nobody"]
            .iter()
            .find_map(|name| ids_of(&users, name))
            .context(
                "we are root, which PostgreSQL refuses, and there is neither a user `postgres` nor `nobody`",
            )?;
        Ok(Self::Other { uid, gid })
    }

    /// Makes a command run as the owner.
    pub fn runs<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        match *self {
            Self::Ourselves => command,
            Self::Other { uid, gid } => command.uid(uid).gid(gid),
        }
    }

    /// Gives a file or directory to the owner.
    pub fn takes(&self, path: &Path) -> Result<()> {
        match *self {
            Self::Ourselves => Ok(()),
            Self::Other { uid, gid } => chown(path, Some(uid), Some(gid))
                .with_context(|| format!("cannot give {} away", path.display())),
        }
    }
}

/// The user and group number of a user, from the text of `/etc/passwd`.
fn ids_of(users: &str, name: &str) -> Option<(u32, u32)> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::ids_of;

    #[test]
    fn reads_user_and_group_numbers() {
        let users = "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65533:nobody:/:/usr/sbin/nologin\n";
        assert_eq!(ids_of(users, "nobody"), Some((65534, 65533)));
        assert_eq!(ids_of(users, "nobod"), None);
        assert_eq!(ids_of(users, "postgres"), None);
    }
}

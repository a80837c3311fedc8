//! Folders that are bad places for a book in use.
//!
//! A note for whoever chooses the place, not a refusal: what cannot work at all is refused when it is tried.
//! A book in use is up to three files that belong together, and the programs on it share memory. A network
//! folder keeps no memory in common and locks badly; a program that synchronises copies the files one by one,
//! at different moments.

use std::path::{Component, Path, Prefix};

/// Why a folder is a bad place for a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderRisk {
    /// It lies on another computer.
    Network,
    /// A program copies its files elsewhere while they are in use.
    Synchronised,
}

/// How the folders are called that such programs keep, as their makers name them.
const SYNCHRONISED: [&str; 8] = [
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud drive",
    "iclouddrive",
    "mobile documents",
    "nextcloud",
];

/// File systems of other computers, as Linux names them.
const NETWORK: [&str; 10] =
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs", "fuse.rclone"];

/// What speaks against keeping a book at `path`, as far as names and mounts tell.
#[must_use]
pub fn risk(path: &Path) -> Option<FolderRisk> {
    let absolute = std::path::absolute(path).ok()?;
    let absolute = absolute.parent().and_then(|folder| folder.canonicalize().ok()).unwrap_or(absolute);
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    risk_of(&absolute, &mounts)
}

fn risk_of(path: &Path, mounts: &str) -> Option<FolderRisk> {
    let is_share = path.components().any(|part| match part {
        Component::Prefix(prefix) => matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)),
        Component::RootDir | Component::CurDir | Component::ParentDir | Component::Normal(_) => false,
    });
    if is_share || file_system(path, mounts).is_some_and(|name| NETWORK.contains(&name)) {
        return Some(FolderRisk::Network);
    }
    let is_synchronised = path.components().any(|part| {
        let name = part.as_os_str().to_string_lossy().to_lowercase();
        // `OneDrive - Contoso` is one of them, `dropbox-bills` is not.
        SYNCHRONISED.iter().any(|known| {
            name.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '(']))
        })
    });
    is_synchronised.then_some(FolderRisk::Synchronised)
}

/// The file system of the innermost mount that holds the path. A later mount covers an earlier one.
fn file_system<'a>(path: &Path, mounts: &'a str) -> Option<&'a str> {
    let mounted = mounts.lines().filter_map(|line| {
        let (place, system) = line.split_once(" - ")?;
        let point = place.split(' ').nth(4)?.replace("\\040", " ");
        path.starts_with(&point).then(|| (point.len(), system.split(' ').next()))
    });
    mounted.max_by_key(|(length, _)| *length).and_then(|(_, system)| system)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:26 / /mnt/office rw,relatime shared:2 - cifs //server/office rw
31 30 0:27 / /mnt/office/local\\040disk rw - ext4 /dev/vdb rw";

    #[test]
    fn a_network_folder_is_noted() {
        let check = |path: &str, expected| assert_eq!(risk_of(Path::new(path), MOUNTS), expected, "{path}");
        check("/home/ann/books", None);
        check("/mnt/office/books", Some(FolderRisk::Network));
        check("/mnt/office2/books", None);
        check("/mnt/office/local disk/books", None);
    }

    #[test]
    fn a_synchronised_folder_is_noted() {
        let check = |path: &str, expected| assert_eq!(risk_of(Path::new(path), ""), expected, "{path}");
        check("/home/ann/Dropbox/books", Some(FolderRisk::Synchronised));
        check("/home/ann/Dropbox (Contoso)/books", Some(FolderRisk::Synchronised));
        check("/home/ann/OneDrive - Contoso/books", Some(FolderRisk::Synchronised));
        check("/Users/ann/Library/Mobile Documents/books", Some(FolderRisk::Synchronised));
        check("/home/ann/dropbox-bills", None);
    }

    #[cfg(windows)]
    #[test]
    fn a_share_is_noted() {
        assert_eq!(risk_of(Path::new(r"\\server\office\books"), ""), Some(FolderRisk::Network));
    }
}

//! The media files of an uploaded zip, with nothing in its names or sizes taken on trust.

use std::collections::HashSet;
use std::io::{self, Read, Seek};

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::zip_names::{clean_name, decode_name, is_clutter};

/// How much an uploaded zip may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZipLimits {
    /// The most files in the archive, folders and passed-over files included.
    pub max_entries: usize,
    /// The most bytes of one unpacked file.
    pub max_entry_bytes: u64,
    /// The most bytes of all unpacked files together.
    pub max_total_bytes: u64,
    /// The endings of file names that are wanted, in lower case and without a dot.
    pub extensions: Vec<String>,
}

impl Default for ZipLimits {
    fn default() -> Self {
        Self {
            max_entries: 200_000,
            max_entry_bytes: 100 * 1024 * 1024,
            max_total_bytes: 20 * 1024 * 1024 * 1024,
            extensions: ["png", "jpg", "jpeg", "gif", "webp", "svg"]
                .map(str::to_owned)
                .to_vec(),
        }
    }
}

/// A file of the archive that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", name.as_deref().unwrap_or("zip"))]
pub struct ZipProblem {
    /// The file's name in the archive; `None` if the archive itself is to blame.
    pub name: Option<String>,
    /// A stable name for programs, e.g. `entry_too_large`.
    pub code: &'static str,
    /// English for people, with the mend.
    pub message: String,
    /// Whether nothing more can be read from the archive.
    pub fatal: bool,
}

impl ZipProblem {
    fn archive(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            name: None,
            code,
            message: message.into(),
            fatal: true,
        }
    }

    fn entry(name: &str, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            name: Some(name.to_owned()),
            code,
            message: message.into(),
            fatal: false,
        }
    }
}

/// The wanted files of a zip, in the archive's order.
///
/// A file borrows the archive while it is read, so this is a loop of [`ZipEntries::next_entry`] and no iterator:
///
/// ```no_run
/// # use pumasi_formats::{ZipEntries, ZipLimits};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut entries = ZipEntries::open(std::fs::File::open("photos.zip")?, ZipLimits::default())?;
/// while let Some(entry) = entries.next_entry() {
///     let mut entry = entry?;
///     let mut bytes = Vec::new();
///     std::io::copy(&mut entry, &mut bytes)?;
///     println!("{} has {} bytes", entry.name(), bytes.len());
/// }
/// # Ok(())
/// # }
/// ```
pub struct ZipEntries<R> {
    archive: ZipArchive<R>,
    limits: ZipLimits,
    next: usize,
    /// What may still be unpacked.
    total_left: u64,
    names: HashSet<String>,
    ended: bool,
}

impl<R: Read + Seek> ZipEntries<R> {
    /// Opens an archive and reads its table of contents.
    pub fn open(file: R, limits: ZipLimits) -> Result<Self, ZipProblem> {
        let archive = ZipArchive::new(file).map_err(|error| {
            ZipProblem::archive(
                "bad_zip",
                format!("The file is no readable zip ({error}). Pack it again."),
            )
        })?;
        if archive.len() > limits.max_entries {
            let message = format!(
                "The zip holds {} files, at most {} are taken. Split it.",
                archive.len(),
                limits.max_entries
            );
            return Err(ZipProblem::archive("too_many_entries", message));
        }
        let total_left = limits.max_total_bytes;
        Ok(Self {
            archive,
            limits,
            next: 0,
            total_left,
            names: HashSet::new(),
            ended: false,
        })
    }

    /// The next wanted file, or what is wrong with it.
    ///
    /// Folders, hidden files and what macOS and Windows put in unasked (`__MACOSX`, `.DS_Store`, `Thumbs.db`) are
    /// passed over silently. Any other file that is not wanted is a problem, so that nothing is dropped unseen.
    pub fn next_entry(&mut self) -> Option<Result<ZipEntry<'_, R>, ZipProblem>> {
        if self.ended {
            return None;
        }
        if self.total_left == 0 && self.next < self.archive.len() {
            self.ended = true;
            return Some(Err(self.total_too_large()));
        }
        let (index, name) = match self.find()? {
            Ok(found) => found,
            Err(problem) => return Some(Err(problem)),
        };
        let max_total_bytes = self.limits.max_total_bytes;
        let max_entry_bytes = self.limits.max_entry_bytes;
        let file = match self.archive.by_index(index) {
            Ok(file) => file,
            Err(error) => return Some(Err(unreadable(&name, &error))),
        };
        Some(Ok(ZipEntry {
            file,
            name,
            entry_left: max_entry_bytes,
            total_left: &mut self.total_left,
            max_entry_bytes,
            max_total_bytes,
        }))
    }

    fn total_too_large(&self) -> ZipProblem {
        let message = format!(
            "The zip unpacks to more than {} bytes. Split it.",
            self.limits.max_total_bytes
        );
        ZipProblem::archive("total_too_large", message)
    }

    /// The next file worth opening: its place and its clean name.
    fn find(&mut self) -> Option<Result<(usize, String), ZipProblem>> {
        loop {
            let index = self.next;
            if index >= self.archive.len() {
                self.ended = true;
                return None;
            }
            self.next += 1;
            match self.judge(index) {
                Ok(Some(name)) => return Some(Ok((index, name))),
                Ok(None) => {}
                Err(problem) => return Some(Err(problem)),
            }
        }
    }

    /// A file's clean name, `None` if it is to be passed over.
    fn judge(&mut self, index: usize) -> Result<Option<String>, ZipProblem> {
        let file = self
            .archive
            .by_index_raw(index)
            .map_err(|error| unreadable(&format!("file number {}", index + 1), &error))?;
        let name = clean_name(&decode_name(file.name_raw()));
        if file.is_dir() || is_clutter(&name) {
            return Ok(None);
        }
        if file.is_symlink() {
            return Err(ZipProblem::entry(
                &name,
                "link",
                "This is a link. Pack the file itself.",
            ));
        }
        if file.encrypted() {
            return Err(ZipProblem::entry(
                &name,
                "encrypted",
                "The file has a password. Pack it without one.",
            ));
        }
        if !matches!(
            file.compression(),
            CompressionMethod::Stored | CompressionMethod::Deflated
        ) {
            let message = "The file is compressed in an uncommon way. Pack it as an ordinary zip (Deflate).";
            return Err(ZipProblem::entry(&name, "compression", message));
        }
        let extension = name
            .rsplit_once('.')
            .map(|(_, extension)| extension.to_lowercase())
            .unwrap_or_default();
        if !self.limits.extensions.contains(&extension) {
            let message = format!(
                "Only files that end in {} are taken.",
                self.limits.extensions.join(", ")
            );
            return Err(ZipProblem::entry(&name, "unwanted_type", message));
        }
        if file.size() > self.limits.max_entry_bytes {
            return Err(entry_too_large(&name, self.limits.max_entry_bytes));
        }
        if !self.names.insert(name.clone()) {
            let message = "Two files of the zip have this name. Rename one.";
            return Err(ZipProblem::entry(&name, "duplicate_name", message));
        }
        Ok(Some(name))
    }
}

fn unreadable(name: &str, error: &ZipError) -> ZipProblem {
    ZipProblem::entry(
        name,
        "unreadable",
        format!("The file cannot be read ({error}). Pack it again."),
    )
}

fn entry_too_large(name: &str, max_entry_bytes: u64) -> ZipProblem {
    let message = format!("The file unpacks to more than {max_entry_bytes} bytes. Make it smaller.");
    ZipProblem::entry(name, "entry_too_large", message)
}

/// One file of the archive: a reader that fails rather than give more bytes than allowed.
pub struct ZipEntry<'a, R: Read> {
    file: zip::read::ZipFile<'a, R>,
    name: String,
    entry_left: u64,
    total_left: &'a mut u64,
    max_entry_bytes: u64,
    max_total_bytes: u64,
}

impl<R: Read> ZipEntry<'_, R> {
    /// The path in the archive: NFC, `/` between folders, neither absolute nor upward.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name without its folders.
    pub fn base_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }

    /// The unpacked size that the archive claims; the reader gives no more than the limits whatever is claimed.
    pub fn claimed_bytes(&self) -> u64 {
        self.file.size()
    }
}

impl<R: Read> Read for ZipEntry<'_, R> {
    /// Fails with [`io::ErrorKind::FileTooLarge`] (and a [`ZipProblem`] inside) over a limit.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        // One byte more than allowed is asked for, which is how an overlong file shows.
        let room = self.entry_left.min(*self.total_left).saturating_add(1);
        let wanted = into.len().min(usize::try_from(room).unwrap_or(usize::MAX));
        let read = self.file.read(&mut into[..wanted])?;
        if read as u64 == room {
            let problem = if self.entry_left <= *self.total_left {
                entry_too_large(&self.name, self.max_entry_bytes)
            } else {
                *self.total_left = 0;
                let message = format!(
                    "The zip unpacks to more than {} bytes. Split it.",
                    self.max_total_bytes
                );
                ZipProblem::archive("total_too_large", message)
            };
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, problem));
        }
        self.entry_left -= read as u64;
        *self.total_left -= read as u64;
        Ok(read)
    }
}

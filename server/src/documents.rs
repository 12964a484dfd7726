//! Documents on disk: received as a stream, looked at by a program of its own, stored once by the digest of
//! their content, and read back as a stream. Who may read which is not decided here.

mod inspector;
mod printing;
mod reception;
pub mod uploads;

pub use inspector::{look_at, paint};
pub use printing::{PrintFault, print_out};

use shared::negotiation::Sha256;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

/// Files looked at at one time, to be inspected or drawn; each has a process of its own, with memory of its own.
const LOOKS: usize = 2;
/// Pictures among them: nobody waits for one to send a file.
const DRAWINGS: usize = 1;

/// A file that was written within this time may be one whose upload is still going on, or not noted yet.
const FRESH: Duration = Duration::from_secs(3600);

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentFault {
    /// N2: more than 10 MiB.
    TooLarge,
    /// The sender stopped, or its connection broke.
    Incomplete,
    /// What is wrong with it: its code and words.
    Refused { code: String, words: String },
    /// The disk, or the program that looks at it.
    Broken(String),
}

impl From<io::Error> for DocumentFault {
    fn from(error: io::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

/// The folder of all documents; clones share it.
#[derive(Clone)]
pub struct Documents {
    folder: PathBuf,
    /// The program that looks at a stranger's file: this one, called in another way.
    program: PathBuf,
    /// Where its processes are started: one that a thread starts which stands back would stand back too, until its time
    /// is up.
    runtime: Handle,
    looks: Arc<Semaphore>,
    drawings: Arc<Semaphore>,
    prints: Arc<Semaphore>,
}

/// The first page of a document.
pub enum Preview {
    Drawn(fs_err::tokio::File),
    /// It cannot be drawn; the document is as good without.
    None,
}

impl Documents {
    /// Makes the folder. What was left half received long ago is removed; what is fresh may be on its way to
    /// another server.
    ///
    /// # Errors
    /// When it cannot be written.
    ///
    /// # Panics
    /// Outside of a runtime.
    pub fn open(folder: PathBuf, program: PathBuf) -> io::Result<Self> {
        let incoming = folder.join("incoming");
        fs_err::create_dir_all(&incoming)?;
        for file in fs_err::read_dir(&incoming)? {
            let file = file?;
            if is_old(&file.metadata()?)? {
                fs_err::remove_file(file.path())?;
            }
        }
        let turns = [LOOKS, DRAWINGS, printing::PRINTS].map(|count| Arc::new(Semaphore::new(count)));
        let [looks, drawings, prints] = turns;
        Ok(Self { folder, program, runtime: Handle::current(), looks, drawings, prints })
    }

    /// The stored document, to be read.
    ///
    /// # Errors
    /// When there is none, or the disk fails.
    pub async fn read(&self, sha256: &Sha256) -> io::Result<fs_err::tokio::File> {
        fs_err::tokio::File::open(self.content(sha256)).await
    }

    /// Its first page; drawn now, if that has not happened yet.
    ///
    /// # Errors
    /// When the disk fails.
    pub async fn preview(&self, sha256: &Sha256) -> io::Result<Preview> {
        self.draw(sha256).await?;
        match fs_err::tokio::File::open(self.picture(sha256)).await {
            Ok(file) if file.metadata().await?.len() > 0 => Ok(Preview::Drawn(file)),
            Ok(_) => Ok(Preview::None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Preview::None),
            Err(error) => Err(error),
        }
    }

    /// Draws the first page unless it is there. What cannot be drawn leaves an empty picture, so that nobody
    /// tries again.
    async fn draw(&self, sha256: &Sha256) -> io::Result<()> {
        let picture = self.picture(sha256);
        if fs_err::tokio::try_exists(&picture).await? {
            return Ok(());
        }
        let _turn = self.drawings.acquire().await.map_err(io::Error::other)?;
        if fs_err::tokio::try_exists(&picture).await? {
            return Ok(());
        }
        let _look = self.looks.acquire().await.map_err(io::Error::other)?;
        let fresh = self.incoming();
        let drawn = inspector::draw(&self.program, &self.content(sha256), &fresh).await;
        if !drawn {
            fs_err::tokio::write(&fresh, b"").await?;
        }
        fs_err::tokio::rename(&fresh, &picture).await
    }

    /// Forgets a document that nothing refers to; one that has just come again stays.
    async fn forget(&self, sha256: &Sha256) -> io::Result<()> {
        match fs_err::tokio::metadata(self.content(sha256)).await {
            Ok(found) if is_old(&found)? => {}
            _ => return Ok(()),
        }
        for path in [self.picture(sha256), self.content(sha256)] {
            match fs_err::tokio::remove_file(path).await {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    fn content(&self, sha256: &Sha256) -> PathBuf {
        self.place(sha256).with_extension("pdf")
    }

    fn picture(&self, sha256: &Sha256) -> PathBuf {
        self.place(sha256).with_extension("png")
    }

    /// Spread over folders, because some file systems are slow in large ones.
    fn place(&self, sha256: &Sha256) -> PathBuf {
        let digits = sha256.as_str();
        self.folder.join(&digits[..2]).join(digits)
    }

    /// A place for something that is not finished.
    fn incoming(&self) -> PathBuf {
        self.folder.join("incoming").join(crate::secret::fresh_token())
    }
}

fn is_old(file: &std::fs::Metadata) -> io::Result<bool> {
    Ok(file.modified()?.elapsed().is_ok_and(|age| age > FRESH))
}

/// Makes sure that a name in a folder survives the end of the machine.
async fn settle(folder: &Path) -> io::Result<()> {
    fs_err::tokio::File::open(folder).await?.sync_all().await
}

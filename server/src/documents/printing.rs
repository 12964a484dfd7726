//! A conversation is printed in a process of its own, which ends with its fonts and its memory. This side calls it;
//! [`print_out`] is what it does. What is printed was cut out for its reader before.

use super::{Documents, inspector};
use fs_err::tokio::{File, OpenOptions};
use printed::Sheet;
use rustix::process::{Resource, Rlimit, setrlimit};
use std::io::{self, Read, SeekFrom, Write};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};
use tokio::process::Child;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

/// Printed at one time.
pub(super) const PRINTS: usize = 2;
/// Who waits longer for a turn is told to come back.
const TURN_MAX: Duration = Duration::from_secs(20);
/// After so long a process is ended.
const PRINTING_MAX: Duration = Duration::from_secs(60);

/// What the process may have: a conversation of ten thousand entries takes a quarter of it.
const ADDRESS_SPACE: u64 = 1 << 30;
const CPU_SECONDS: u64 = 60;
const FILE_SIZE: u64 = 128 << 20;
const OPEN_FILES: u64 = 32;

/// Why nothing was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintFault {
    /// Others print.
    Busy,
    /// The disk, or the program that prints.
    Broken(String),
}

impl From<io::Error> for PrintFault {
    fn from(error: io::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

/// The right to print something now.
pub struct Turn {
    documents: Documents,
    _permit: OwnedSemaphorePermit,
}

impl Documents {
    /// Waits until fewer are printing.
    ///
    /// # Errors
    /// [`PrintFault::Busy`] when that takes long.
    pub async fn turn_to_print(&self) -> Result<Turn, PrintFault> {
        let permit = timeout(TURN_MAX, self.prints.clone().acquire_owned()).await;
        let permit = permit.map_err(|_| PrintFault::Busy)?.map_err(io::Error::other)?;
        Ok(Turn { documents: self.clone(), _permit: permit })
    }
}

impl Turn {
    /// The PDF, from its beginning. Its file has no name: nothing is left of it when it is closed.
    ///
    /// # Errors
    /// [`PrintFault::Broken`].
    pub async fn print(self, sheet: &Sheet) -> Result<File, PrintFault> {
        let sheet = serde_json::to_vec(sheet).map_err(io::Error::other)?;
        let mut file = self.unnamed().await?;
        let out = file.try_clone().await?.into_std().await;
        let mut command = inspector::called(&self.documents.program);
        command.arg("print-conversation").stdin(Stdio::piped()).stdout(Stdio::from(out.into_file()));
        let printed = timeout(PRINTING_MAX, fed(command.spawn()?, sheet)).await;
        match printed.map_err(|_| PrintFault::Broken("it takes too long to print".into()))?? {
            true => {
                file.seek(SeekFrom::Start(0)).await?;
                Ok(file)
            }
            false => Err(PrintFault::Broken("the process that prints has failed".into())),
        }
    }

    async fn unnamed(&self) -> io::Result<File> {
        let path = self.documents.incoming();
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path).await?;
        fs_err::tokio::remove_file(&path).await?;
        Ok(file)
    }
}

/// Gives the process what it needs; whether it did what it should.
async fn fed(mut process: Child, sheet: Vec<u8>) -> io::Result<bool> {
    if let Some(mut input) = process.stdin.take() {
        input.write_all(&sheet).await?;
        input.shutdown().await?;
    }
    Ok(process.wait().await?.success())
}

/// Reads a sheet and writes its PDF.
///
/// # Errors
/// When it is no sheet, cannot be printed within the limits, or not be written.
pub fn print_out(mut sheet: impl Read, mut pdf: impl Write) -> io::Result<()> {
    for (resource, most) in [
        (Resource::As, ADDRESS_SPACE),
        (Resource::Cpu, CPU_SECONDS),
        (Resource::Fsize, FILE_SIZE),
        (Resource::Nofile, OPEN_FILES),
        (Resource::Core, 0),
    ] {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    let mut read = Vec::new();
    sheet.read_to_end(&mut read)?;
    let sheet: Sheet = serde_json::from_slice(&read)?;
    drop(read);
    pdf.write_all(&printed::print(&sheet).map_err(io::Error::other)?)?;
    pdf.flush()
}

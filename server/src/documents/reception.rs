//! Takes a stream of bytes in: counted, digested and written as it comes, looked at when it is whole, and
//! only then given its place. Memory is that of one piece of the stream.

use super::{DocumentFault, Documents, inspector, settle};
use fs_err::tokio::File;
use futures_util::{Stream, StreamExt};
use sha2::{Digest, Sha256 as Hasher};
use shared::negotiation::{DOCUMENT_BYTES_MAX, Sha256};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;
use tokio_util::task::AbortOnDropHandle;

/// Who sends nothing for so long has gone.
const SILENCE_MAX: Duration = Duration::from_secs(30);

/// What was taken in.
pub struct Received {
    pub sha256: Sha256,
    pub bytes: u64,
    pub pages: u32,
}

impl Documents {
    /// Receives, inspects and stores a document.
    ///
    /// # Errors
    /// [`DocumentFault`]; nothing is left of it then.
    pub async fn receive<B: AsRef<[u8]>, E>(
        &self,
        pieces: impl Stream<Item = Result<B, E>> + Unpin,
    ) -> Result<Received, DocumentFault> {
        let fresh = Fresh(self.incoming());
        let (sha256, bytes) = written(&fresh.0, pieces).await?;
        let pages = {
            let turn = self.looks.acquire().await;
            let _turn = turn.map_err(|error| DocumentFault::Broken(error.to_string()))?;
            let (program, file) = (self.program.clone(), fresh.0.clone());
            let look = self.runtime.spawn(async move { inspector::inspect(&program, &file).await });
            AbortOnDropHandle::new(look).await.map_err(io::Error::other)??
        };
        self.keep(&fresh.0, &sha256).await?;
        let (documents, drawn) = (self.clone(), sha256.clone());
        self.runtime.spawn(async move {
            if let Err(error) = documents.draw(&drawn).await {
                eprintln!("documents: no picture: {error}");
            }
        });
        Ok(Received { sha256, bytes, pages })
    }

    /// Stores a document that this program has made itself.
    ///
    /// # Errors
    /// When the disk fails.
    pub async fn keep_own(&self, sha256: &Sha256, bytes: &[u8]) -> io::Result<()> {
        let place = self.content(sha256);
        fs_err::tokio::create_dir_all(place.parent().unwrap_or(&self.folder)).await?;
        fs_err::tokio::write(place, bytes).await
    }

    /// Gives the file its place, also where the same content lies already: a new file is not taken for
    /// forgotten.
    async fn keep(&self, fresh: &Path, sha256: &Sha256) -> Result<(), DocumentFault> {
        let place = self.content(sha256);
        let folder = place.parent().unwrap_or(&self.folder);
        if !fs_err::tokio::try_exists(folder).await? {
            fs_err::tokio::create_dir_all(folder).await?;
            settle(&self.folder).await?;
        }
        fs_err::tokio::rename(fresh, &place).await?;
        Ok(settle(folder).await?)
    }
}

async fn written<B: AsRef<[u8]>, E>(
    path: &Path,
    mut pieces: impl Stream<Item = Result<B, E>> + Unpin,
) -> Result<(Sha256, u64), DocumentFault> {
    let mut file = File::create_new(path).await?;
    let (mut hasher, mut bytes) = (Hasher::new(), 0_u64);
    loop {
        let next = timeout(SILENCE_MAX, pieces.next()).await.map_err(|_| DocumentFault::Incomplete)?;
        let Some(piece) = next else { break };
        let piece = piece.map_err(|_| DocumentFault::Incomplete)?;
        let piece = piece.as_ref();
        bytes += piece.len() as u64;
        if bytes > DOCUMENT_BYTES_MAX {
            return Err(DocumentFault::TooLarge);
        }
        hasher.update(piece);
        file.write_all(piece).await?;
    }
    file.flush().await?;
    file.sync_all().await?;
    let digest: [u8; 32] = hasher.finalize().into();
    Ok((Sha256::of_bytes(&digest), bytes))
}

/// A file that goes away unless it was given another name.
struct Fresh(PathBuf);

impl Drop for Fresh {
    fn drop(&mut self) {
        // Not there any more when it was kept.
        drop(std::fs::remove_file(&self.0));
    }
}

//! Where the socket lies: in the store's folder. The system takes no path of more than about a hundred bytes for a socket; of
//! a folder that lies deeper, the socket lies in a private folder elsewhere, and a link in the store's folder names it.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt, symlink};
use std::os::unix::net::SocketAddr;
use std::path::{Path, PathBuf};
use tokio::net::{UnixListener, UnixStream};

/// Name of the socket in its private folder.
const SOCKET: &str = "s";
/// How the names of private folders begin.
const FOLDER: &str = "dateline-";

/// A listening socket; its file goes with it.
pub(crate) struct Listening {
    listener: UnixListener,
    path: PathBuf,
}

impl Listening {
    pub(crate) async fn accept(&self) -> io::Result<(UnixStream, tokio::net::unix::SocketAddr)> {
        self.listener.accept().await
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        // What is gone already is what we want.
        let _gone = clear(&self.path);
    }
}

/// Opens the socket of a path. The caller holds the store's lock, so what lies there is left over.
pub(crate) fn listen(path: &Path) -> Result<Listening> {
    clear(path).context("an old socket cannot be removed")?;
    let fits = SocketAddr::from_pathname(path).is_ok();
    let listener = if fits { bind_private(path) } else { bind_elsewhere(path, &short_places()) };
    let listener = listener.with_context(|| format!("no socket can be made at {}", path.display()))?;
    Ok(Listening { listener, path: path.to_owned() })
}

/// Where clients find the socket of a path.
pub(crate) fn found(path: &Path) -> PathBuf {
    std::fs::read_link(path).unwrap_or_else(|_| path.to_owned())
}

/// Binds in a folder that is closed to others and moves the socket out once it is closed itself: at no moment can
/// anybody else open it.
fn bind_private(path: &Path) -> io::Result<UnixListener> {
    let folder = path.with_file_name(format!(".{}", std::process::id()));
    std::fs::DirBuilder::new().mode(0o700).recursive(true).create(&folder)?;
    let inside = folder.join(SOCKET);
    let bound = bind_closed(&inside).and_then(|listener| {
        std::fs::rename(&inside, path)?;
        Ok(listener)
    });
    // What failed may have left the socket; a folder of ours holds nothing else.
    let _gone = std::fs::remove_dir_all(&folder);
    bound
}

fn bind_closed(path: &Path) -> io::Result<UnixListener> {
    let listener = UnixListener::bind(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Binds in a private folder of the first place that has room for one, and links to it.
fn bind_elsewhere(path: &Path, places: &[PathBuf]) -> io::Result<UnixListener> {
    let (mut folder, mut listener) = (PathBuf::new(), Err(io::Error::from(ErrorKind::NotFound)));
    for place in places {
        let made = private_folder(place);
        listener = made.and_then(|made| {
            folder = made;
            bind_closed(&folder.join(SOCKET))
        });
        if listener.is_ok() {
            break;
        }
        // Empty, where it was made at all.
        let _gone = std::fs::remove_dir(&folder);
    }
    let listener = listener?;
    symlink(folder.join(SOCKET), path).inspect_err(|_| {
        let _gone = std::fs::remove_dir_all(&folder);
    })?;
    Ok(listener)
}

/// Where short paths are to be had: the user's place for what runs, then those of temporary files.
fn short_places() -> Vec<PathBuf> {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|place| place.is_absolute());
    runtime.into_iter().chain([std::env::temp_dir(), PathBuf::from("/tmp")]).collect()
}

/// A new folder that nobody else can enter; one that is there already may be somebody else's trap.
fn private_folder(place: &Path) -> io::Result<PathBuf> {
    let names = (0..100).map(|n| place.join(format!("{FOLDER}{}-{n}", std::process::id())));
    for folder in names {
        match std::fs::DirBuilder::new().mode(0o700).create(&folder) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            made => return made.map(|()| folder),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Removes what lies at the path of a socket, and the folder elsewhere that it leads to.
fn clear(path: &Path) -> Result<()> {
    let target = std::fs::read_link(path).ok();
    match std::fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => bail!("{} is a folder", path.display()),
        _ => {}
    }
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    if let Some(folder) = target.as_deref().and_then(folder_of_ours) {
        // Gone already, perhaps, with all that is temporary.
        let _gone = std::fs::remove_file(folder.join(SOCKET));
        let _gone = std::fs::remove_dir(folder);
    }
    Ok(())
}

/// The private folder that a link leads into, if it is one.
fn folder_of_ours(target: &Path) -> Option<&Path> {
    let folder = target.parent()?;
    let name = folder.file_name().and_then(OsStr::to_str)?;
    (target.file_name() == Some(OsStr::new(SOCKET)) && name.starts_with(FOLDER)).then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn mode(path: &Path) -> u32 {
        std::fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
    }

    /// The store's folder at a depth, and the path of its socket.
    fn store(dir: &TempDir, depth: usize) -> PathBuf {
        let mut folder = dir.path().to_owned();
        for _ in 0..depth {
            folder.push("a folder of a name of fifty bytes that goes on, on");
        }
        std::fs::create_dir_all(&folder).unwrap();
        folder.join("dateline.sock")
    }

    #[tokio::test]
    async fn a_socket_is_private_found_and_gone_at_any_depth() {
        for depth in [0, 1, 2, 8] {
            let dir = TempDir::new().unwrap();
            let path = store(&dir, depth);
            let listening = listen(&path).unwrap();
            let found = found(&path);
            assert_eq!(mode(&found), 0o600, "{depth}");
            assert_eq!(found == path, depth < 2, "{}", found.display());
            if depth >= 2 {
                assert_eq!(mode(found.parent().unwrap()), 0o700);
            }
            let (client, server) = tokio::join!(UnixStream::connect(&found), listening.accept());
            assert!(client.is_ok() && server.is_ok(), "{depth}");
            drop(listening);
            assert!(!path.exists() && !found.exists(), "{depth}");
            assert!(depth < 2 || !found.parent().unwrap().exists(), "{depth}");
            let left = std::fs::read_dir(path.parent().unwrap()).unwrap().count();
            assert_eq!(left, 0, "{depth}");
        }
    }

    #[tokio::test]
    async fn what_a_killed_server_left_goes() {
        let (dir, short) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let path = store(&dir, 4);
        std::mem::forget(bind_elsewhere(&path, &[short.path().to_owned()]).unwrap());
        let left = found(&path);
        assert!(left.exists());
        let listening = listen(&path).unwrap();
        assert!(!left.exists() && found(&path).exists());
        drop(listening);
        assert_eq!(std::fs::read_dir(short.path()).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn a_link_to_a_strangers_file_costs_the_link_alone() {
        let dir = TempDir::new().unwrap();
        let (path, other) = (store(&dir, 4), dir.path().join("s"));
        std::fs::write(&other, "mine").unwrap();
        symlink(&other, &path).unwrap();
        drop(listen(&path).unwrap());
        assert_eq!(std::fs::read_to_string(&other).unwrap(), "mine");
    }

    #[tokio::test]
    async fn another_place_is_taken_where_one_does_not_serve() {
        let (dir, short) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let path = store(&dir, 4);
        let places = [dir.path().join("missing"), path.with_file_name(""), short.path().to_owned()];
        let listener = bind_elsewhere(&path, &places).unwrap();
        assert!(found(&path).starts_with(short.path()));
        drop(listener);
        clear(&path).unwrap();
    }
}

use std::io::{Error, ErrorKind};

/// Codes of POSIX, what they are in Rust, and their words in the C library of GNU.
const CODES: [(&str, ErrorKind, &str); 22] = [
    ("EACCES", ErrorKind::PermissionDenied, "Permission denied"),
    ("EAGAIN", ErrorKind::WouldBlock, "Resource temporarily unavailable"),
    ("EBADF", ErrorKind::Other, "Bad file descriptor"),
    ("EBUSY", ErrorKind::ResourceBusy, "Device or resource busy"),
    ("EEXIST", ErrorKind::AlreadyExists, "File exists"),
    ("EFBIG", ErrorKind::FileTooLarge, "File too large"),
    ("EINVAL", ErrorKind::InvalidInput, "Invalid argument"),
    ("EIO", ErrorKind::Other, "Input/output error"),
    ("EISDIR", ErrorKind::IsADirectory, "Is a directory"),
    ("ELOOP", ErrorKind::Other, "Too many levels of symbolic links"),
    ("EMFILE", ErrorKind::Other, "Too many open files"),
    ("ENAMETOOLONG", ErrorKind::InvalidFilename, "File name too long"),
    ("ENOENT", ErrorKind::NotFound, "No such file or directory"),
    ("ENOSPC", ErrorKind::StorageFull, "No space left on device"),
    ("ENOSYS", ErrorKind::Unsupported, "Function not implemented"),
    ("ENOTDIR", ErrorKind::NotADirectory, "Not a directory"),
    ("ENOTEMPTY", ErrorKind::DirectoryNotEmpty, "Directory not empty"),
    ("EPERM", ErrorKind::PermissionDenied, "Operation not permitted"),
    ("EPIPE", ErrorKind::BrokenPipe, "Broken pipe"),
    ("EROFS", ErrorKind::ReadOnlyFilesystem, "Read-only file system"),
    ("ETXTBSY", ErrorKind::ExecutableFileBusy, "Text file busy"),
    ("EXDEV", ErrorKind::CrossesDevices, "Invalid cross-device link"),
];

/// The error of a code of POSIX, as Node.js gives it, with the message that Linux has for it. For an unknown code,
/// the given message is used.
///
/// ```
/// let error = groundplan_cli::error("ENOENT", "");
/// assert_eq!((error.kind(), error.to_string().as_str()), (std::io::ErrorKind::NotFound, "No such file or directory"));
/// assert_eq!(groundplan_cli::error("EODD", "it is odd").to_string(), "it is odd");
/// ```
#[must_use]
pub fn error(code: &str, words: &str) -> Error {
    match CODES.iter().find(|(known, _, _)| *known == code) {
        Some((_, kind, words)) => Error::new(*kind, *words),
        None => Error::other(words),
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    /// The numbers of Linux on x86 and ARM.
    const NUMBERS: [(&str, i32); 22] = [
        ("EACCES", 13),
        ("EAGAIN", 11),
        ("EBADF", 9),
        ("EBUSY", 16),
        ("EEXIST", 17),
        ("EFBIG", 27),
        ("EINVAL", 22),
        ("EIO", 5),
        ("EISDIR", 21),
        ("ELOOP", 40),
        ("EMFILE", 24),
        ("ENAMETOOLONG", 36),
        ("ENOENT", 2),
        ("ENOSPC", 28),
        ("ENOSYS", 38),
        ("ENOTDIR", 20),
        ("ENOTEMPTY", 39),
        ("EPERM", 1),
        ("EPIPE", 32),
        ("EROFS", 30),
        ("ETXTBSY", 26),
        ("EXDEV", 18),
    ];

    #[test]
    fn codes_have_the_words_of_the_system() {
        for (code, number) in NUMBERS {
            let (own, systems) = (error(code, "?"), Error::from_raw_os_error(number));
            assert_eq!(format!("{own} (os error {number})"), systems.to_string(), "{code}");
            // Kinds without a stable name in Rust.
            assert!(
                own.kind() == systems.kind() || own.kind() == ErrorKind::Other,
                "{code}: {:?}",
                systems.kind()
            );
        }
    }
}

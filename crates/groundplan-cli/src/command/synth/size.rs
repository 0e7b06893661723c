/// A number of bytes for people: `612 B`, `6.1 KiB`.
pub(super) fn size(bytes: usize) -> String {
    const KIB: usize = 1024;
    if bytes < KIB {
        return format!("{bytes} B");
    }
    let tenths = (bytes * 10 + KIB / 2) / KIB;
    format!("{}.{} KiB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_their_unit() {
        assert_eq!(
            [0, 1023, 1024, 6246, 2_097_152].map(size),
            ["0 B", "1023 B", "1.0 KiB", "6.1 KiB", "2048.0 KiB"]
        );
    }
}

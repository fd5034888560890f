//! A gzip file around bytes as they are: valid for every reader, and no compressor needed to make sample files.

/// The most bytes of one stored block.
const BLOCK: usize = 0xffff;

/// The bytes as a gzip file of stored blocks.
pub fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut file = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    let blocks = bytes.len().div_ceil(BLOCK).max(1);
    for at in 0..blocks {
        let block = bytes.get(at * BLOCK..bytes.len().min((at + 1) * BLOCK)).unwrap_or_default();
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        file.push(u8::from(at + 1 == blocks));
        file.extend(length.to_le_bytes());
        file.extend((!length).to_le_bytes());
        file.extend(block);
    }
    file.extend(crc32(bytes).to_le_bytes());
    file.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes());
    file
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    let byte = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc));
    !bytes.iter().fold(u32::MAX, byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_check_sums() {
        assert_eq!(crc32(b""), 0);
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[track_caller]
    fn check(length: usize, blocks: usize) {
        let file = stored(&vec![7; length]);
        assert_eq!(file.len(), 10 + blocks * 5 + length + 8);
        assert_eq!(file.get(..2), Some([0x1f, 0x8b].as_slice()));
        assert_eq!(file.get(10), Some(&u8::from(blocks == 1)));
        assert_eq!(file.get(file.len() - 4..), Some((length as u32).to_le_bytes().as_slice()));
    }

    #[test]
    fn blocks() {
        check(0, 1);
        check(1, 1);
        check(0xffff, 1);
        check(0x1_0000, 2);
    }
}

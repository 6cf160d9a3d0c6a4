//! One frame of Zstandard (RFC 8878) after another out of raw bytes, with the dictionary that such an archive may begin with
//! (IIPC, "WARC files compressed with Zstandard").

use crate::fault::Fault;
use crate::gzip::Step;
use crate::raw::Raw;
use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder, StreamingDecoder};
use std::io::{self, Read};

/// The first bytes of every frame.
pub(crate) const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// A frame that holds no data: its first byte ends in any digit.
const SKIPPABLE: [u8; 3] = [0x2a, 0x4d, 0x18];
/// The skippable frame that holds the dictionary.
const DICTIONARY: u8 = 0x5d;
/// Longest dictionary, unpacked.
const DICTIONARY_SIZE: u64 = 4 << 20;
/// The widest window: four times that of the strongest usual setting.
const WINDOW: u64 = 32 << 20;

/// The decoder.
pub(crate) struct Zstd {
    decoder: FrameDecoder,
}

/// Whether bytes begin a frame of any kind.
pub(crate) fn is_frame(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC) || is_skippable(bytes)
}

fn is_skippable(bytes: &[u8]) -> bool {
    matches!(bytes, [0x50..=0x5f, rest @ ..] if rest.starts_with(&SKIPPABLE))
}

impl Zstd {
    pub(crate) fn new() -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(WINDOW);
        Self { decoder }
    }

    /// Begins a frame of data; `false` where the bytes are none.
    pub(crate) fn begin<R: Read>(&mut self, raw: &mut Raw<R>) -> io::Result<bool> {
        while is_skippable(raw.at_least(8)?) {
            let Some(&[kind, _, _, _, a, b, c, d]) = raw.unread().first_chunk() else { return Ok(false) };
            let length = u64::from(u32::from_le_bytes([a, b, c, d]));
            raw.consume(8);
            if kind == DICTIONARY && length <= DICTIONARY_SIZE {
                self.learn(raw, length)?;
            } else {
                raw.skip(length)?;
            }
        }
        if !raw.unread().starts_with(&MAGIC) {
            return Ok(false);
        }
        let begun = self.decoder.reset(&mut *raw).is_ok();
        raw.failure()?;
        Ok(begun)
    }

    /// Takes in the dictionary of the next `length` bytes. A broken one shows in the frames that need it.
    fn learn<R: Read>(&mut self, raw: &mut Raw<R>, length: u64) -> io::Result<()> {
        let mut bytes = Vec::new();
        raw.by_ref().take(length).read_to_end(&mut bytes).or_else(|error| raw.failure().and(Err(error)))?;
        let mut unpacked = Vec::new();
        if bytes.starts_with(&MAGIC) {
            let whole = StreamingDecoder::new(bytes.as_slice())
                .is_ok_and(|decoder| decoder.take(DICTIONARY_SIZE).read_to_end(&mut unpacked).is_ok());
            if !whole {
                return Ok(());
            }
            bytes = unpacked;
        }
        if let Ok(dictionary) = Dictionary::decode_dict(&bytes) {
            // It keeps what it is given and tells no error.
            let _ = self.decoder.add_dict(dictionary);
        }
        Ok(())
    }

    /// Unpacks as much as `out` takes.
    pub(crate) fn step<R: Read>(&mut self, raw: &mut Raw<R>, out: &mut [u8]) -> io::Result<Step> {
        while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
            let decoded = self.decoder.decode_blocks(&mut *raw, BlockDecodingStrategy::UptoBlocks(1));
            raw.failure()?;
            if decoded.is_err() {
                let fault = if raw.is_over() { Fault::Cut } else { Fault::Corrupt };
                return Ok(Step::Broken(fault));
            }
        }
        let written = self.decoder.read(out)?;
        if !self.decoder.is_finished() || self.decoder.can_collect() > 0 {
            return Ok(Step::Bytes(written));
        }
        let sums = (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum());
        Ok(match sums {
            (Some(said), Some(found)) if said != found => Step::Broken(Fault::Checksum),
            _ => Step::Ended(written),
        })
    }
}

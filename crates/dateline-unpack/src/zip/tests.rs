use super::{Limits, ZipArchive, ZipError, ZipWriter};
use proptest::prelude::*;
use std::io::{Cursor, Read, Write};

fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Vec::new());
    for (name, bytes) in members {
        writer.begin(name).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap()
}

fn unpacked(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, ZipError> {
    let mut archive = ZipArchive::open(Cursor::new(bytes), &Limits::default())?;
    let names: Vec<String> = archive.members().iter().map(|member| member.name.clone()).collect();
    let mut found = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        let mut out = Vec::new();
        archive.read(index)?.read_to_end(&mut out)?;
        found.push((name, out));
    }
    Ok(found)
}

proptest! {
    #[test]
    fn what_was_written_is_read(texts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..3000), 0..6)) {
        let names: Vec<String> = (0..texts.len()).map(|at| format!("folder/däta {at}.json")).collect();
        let members: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(texts.iter().map(Vec::as_slice)).collect();
        let found = unpacked(&packed(&members)).unwrap();
        let expected: Vec<_> = names.iter().cloned().zip(texts.iter().cloned()).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn no_damage_is_a_panic(text in prop::collection::vec(any::<u8>(), 0..400), hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8), cut in any::<prop::sample::Index>()) {
        let mut bytes = packed(&[("a.json", &text), ("b/c.json", b"[]")]);
        for (place, byte) in hits {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        let _told = unpacked(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        let _told = unpacked(&bytes);
    }
}

#[test]
fn an_archive_that_means_harm_is_refused_in_one_sentence() {
    let check = |bytes: &[u8], expected: &str| {
        let told = unpacked(bytes).unwrap_err().to_string();
        assert!(told.contains(expected) && !told.contains('\n'), "{told}");
    };
    let zeroes = vec![0; 3 << 20];
    check(&packed(&[("starred.json", &zeroes)]), "\"starred.json\" unpacks to 3 MB out of 4 kB");
    check(b"no zip at all", "this is no zip archive");
    check(b"", "this is no zip archive");
    let sound = packed(&[("a.json", b"some words"), ("b.json", b"other words")]);
    let central = sound.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    let changed = |at: usize, byte: u8| {
        let mut bytes = sound.clone();
        bytes[at] = byte;
        bytes
    };
    check(&changed(central + 8, 1), "\"a.json\" is encrypted");
    check(&changed(central + 10, 12), "\"a.json\" is packed in a way of its own");
    check(&changed(central + 24, 3), "longer than its directory says");
    check(&changed(central + 16, sound[central + 16] ^ 1), "a member of the archive is damaged");
    check(&sound[..sound.len() - 9], "this is no zip archive");
    // Both members at the place of the first: bytes that are read more than once are how small archives unpack to huge ones.
    let second = central + 46 + "a.json".len();
    let mut within = sound.clone();
    within[second + 42..second + 46].fill(0);
    check(&within, "its members lie in one another");
    let limits = Limits { members: 1, ..Limits::default() };
    let told = ZipArchive::open(Cursor::new(&sound), &limits).unwrap_err().to_string();
    assert_eq!(told, "the archive has 2 members; at most 1 are read");
    let limits = Limits { bytes: 15, ..Limits::default() };
    let told = ZipArchive::open(Cursor::new(&sound), &limits).unwrap_err().to_string();
    assert!(told.contains("\"b.json\" unpacks to 0 MB"), "{told}");
}

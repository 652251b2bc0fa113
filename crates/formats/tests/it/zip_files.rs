//! Zips as people make them, and as attackers do.

use std::io::{Cursor, Read, Write};

use encoding_rs::EUC_KR;
use pumasi_formats::{ZipEntries, ZipLimits};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        writer.start_file(*name, options).expect("started");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

/// Names and sizes of what was read, and the problems as `name: code`.
fn walk(bytes: Vec<u8>, limits: ZipLimits) -> (Vec<(String, usize)>, Vec<String>) {
    let mut entries = match ZipEntries::open(Cursor::new(bytes), limits) {
        Ok(entries) => entries,
        Err(problem) => return (Vec::new(), vec![format!("zip: {}", problem.code)]),
    };
    let (mut read, mut problems) = (Vec::new(), Vec::new());
    let shown = |problem: &pumasi_formats::ZipProblem| {
        format!("{}: {}", problem.name.as_deref().unwrap_or("zip"), problem.code)
    };
    while let Some(entry) = entries.next_entry() {
        match entry {
            Ok(mut entry) => {
                let mut content = Vec::new();
                match entry.read_to_end(&mut content) {
                    Ok(_) => read.push((entry.name().to_owned(), content.len())),
                    Err(error) => {
                        let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
                        problems.push(inner.map_or_else(|| format!("io: {error}"), shown));
                    }
                }
            }
            Err(problem) => problems.push(shown(&problem)),
        }
    }
    (read, problems)
}

#[test]
fn pictures_come_out_and_clutter_does_not() {
    let bytes = archive(&[
        ("b.PNG", b"12345"),
        ("폴더/사진.jpg", b"123"),
        ("__MACOSX/._b.png", b"x"),
        ("폴더/.DS_Store", b"x"),
        ("Thumbs.db", b"x"),
        ("readme.txt", b"x"),
        ("../../b.PNG", b"x"),
        ("../up.png", b"12"),
    ]);
    let (read, problems) = walk(bytes, ZipLimits::default());
    let expected =
        [("b.PNG", 5), ("폴더/사진.jpg", 3), ("up.png", 2)].map(|(name, size)| (name.to_owned(), size));
    assert_eq!(read, expected);
    assert_eq!(problems, ["readme.txt: unwanted_type", "b.PNG: duplicate_name"]);
}

#[test]
fn names_of_korean_windows_are_read() {
    let mut bytes = archive(&[("PLACEHOLD.png", b"1")]);
    let (name, _, _) = EUC_KR.encode("한국사진a.png");
    assert_eq!(name.len(), "PLACEHOLD.png".len());
    while let Some(at) = bytes
        .windows(name.len())
        .position(|window| window == b"PLACEHOLD.png")
    {
        bytes[at..at + name.len()].copy_from_slice(&name);
    }
    assert_eq!(
        walk(bytes, ZipLimits::default()).0,
        [("한국사진a.png".to_owned(), 1)]
    );
}

#[test]
fn bombs_do_not_go_off() {
    let zeros = vec![0; 3_000_000];
    let bytes = archive(&[
        ("a.png", &zeros),
        ("b.png", b"1"),
        ("c.png", &zeros),
        ("d.png", b"1"),
    ]);
    assert!(bytes.len() < 20_000);
    let limits = ZipLimits {
        max_entry_bytes: 1_000_000,
        ..ZipLimits::default()
    };
    let (read, problems) = walk(bytes.clone(), limits);
    assert_eq!(read.len(), 2);
    assert_eq!(problems, ["a.png: entry_too_large", "c.png: entry_too_large"]);
    let limits = ZipLimits {
        max_total_bytes: 4_000_000,
        ..ZipLimits::default()
    };
    let (read, problems) = walk(bytes.clone(), limits);
    assert_eq!(read.len(), 2);
    assert_eq!(problems, ["zip: total_too_large", "zip: total_too_large"]);
    let limits = ZipLimits {
        max_entries: 3,
        ..ZipLimits::default()
    };
    assert_eq!(walk(bytes, limits).1, ["zip: too_many_entries"]);
}

#[test]
fn a_size_that_lies_is_not_believed() {
    let mut bytes = archive(&[("a.png", &[0; 50_000])]);
    // The claimed size in the table of contents, 24 bytes after its mark.
    let at = bytes
        .windows(4)
        .position(|window| window == b"PK\x01\x02")
        .expect("a table of contents");
    bytes[at + 24..at + 28].copy_from_slice(&10_u32.to_le_bytes());
    let limits = ZipLimits {
        max_entry_bytes: 1000,
        ..ZipLimits::default()
    };
    let (read, problems) = walk(bytes, limits);
    assert!(read.iter().all(|(_, size)| *size <= 1000), "{read:?}");
    assert!(read.len() + problems.len() == 1);
}

#[test]
fn what_is_no_zip_is_said() {
    assert_eq!(
        walk(b"not a zip".to_vec(), ZipLimits::default()).1,
        ["zip: bad_zip"]
    );
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer
        .add_symlink("link.png", "/etc/passwd", options)
        .expect("added");
    writer.add_directory("folder", options).expect("added");
    let bytes = writer.finish().expect("finished").into_inner();
    assert_eq!(walk(bytes, ZipLimits::default()).1, ["link.png: link"]);
}

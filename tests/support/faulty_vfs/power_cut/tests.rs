//! What a cut takes back, and what it does not.

use super::*;

fn write(file: FileId, offset: u64, byte: u8, length: usize) -> Operation {
    Operation::Write { file, offset, bytes: vec![byte; length] }
}

fn images(operations: Vec<Operation>, base: &[(&str, &[u8])]) -> Vec<Image> {
    let base = base.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    let recording = Recording { base, operations, acknowledged: Vec::new() };
    (0..2_000).map(|seed| recording.image(recording.operations(), &mut Random::new(seed))).collect()
}

#[test]
fn what_was_synced_is_there() {
    let file = FileId(0);
    let operations = vec![write(file, 100, 7, 2_000), Operation::Sync { file }, write(file, 0, 9, 50)];
    for Image(files) in images(operations, &[("book", &[1; 600])]) {
        let book = &files["book"];
        assert_eq!(book.len(), 2_100);
        assert!(book[..50].iter().all(|byte| *byte == 1) || book[..50].iter().all(|byte| *byte == 9));
        assert!(book[50..100].iter().all(|byte| *byte == 1) && book[100..].iter().all(|byte| *byte == 7));
    }
}

#[test]
fn an_unsynced_sector_is_there_or_not_or_torn() {
    let images = images(vec![write(FileId(0), 0, 9, 1_024)], &[("book", &[1; 1_024])]);
    let sectors: std::collections::BTreeSet<[u8; 4]> =
        images.iter().map(|Image(files)| [0, 256, 512, 768].map(|at| files["book"][at])).collect();
    assert_eq!(sectors.len(), 16, "every half of every sector, with and without every other");
}

#[test]
fn a_file_that_was_created_anew_holds_nothing_of_the_old_one() {
    let new = FileId(1);
    let operations = vec![
        Operation::Delete { name: "journal".to_owned(), syncs_folder: false },
        Operation::Create { name: "journal".to_owned(), file: new },
        write(new, 512, 9, 512),
    ];
    let images = images(operations, &[("journal", &[1; 2_048])]);
    let (mut old, mut fresh, mut none) = (0, 0, 0);
    for Image(files) in &images {
        match files.get("journal") {
            None => none += 1,
            Some(bytes) if *bytes == [1; 2_048] => old += 1,
            Some(bytes) => {
                fresh += 1;
                assert!(bytes.len() <= 1_024, "the new file never grew longer");
            }
        }
    }
    assert!(old > 0 && fresh > 0 && none > 0, "{old} {fresh} {none}");
}

#[test]
fn a_synced_folder_takes_nothing_back() {
    let new = FileId(1);
    let operations = vec![
        Operation::Delete { name: "journal".to_owned(), syncs_folder: false },
        Operation::Create { name: "log".to_owned(), file: new },
        Operation::Sync { file: new },
    ];
    for Image(files) in images(operations, &[("journal", &[1; 10])]) {
        assert_eq!(files.into_iter().collect::<Vec<_>>(), [("log".to_owned(), Vec::new())]);
    }
}

#[test]
fn a_shortened_file_may_have_its_old_length() {
    let images = images(vec![Operation::Truncate { file: FileId(0), length: 3 }], &[("book", &[1; 10])]);
    let lengths: std::collections::BTreeSet<usize> =
        images.iter().map(|Image(files)| files["book"].len()).collect();
    assert_eq!(lengths.into_iter().collect::<Vec<_>>(), [3, 10]);
}

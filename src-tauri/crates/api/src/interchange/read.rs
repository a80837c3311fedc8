//! Reads a file several times, never as a whole: its outline first, then one list after the other.
//!
//! Keys stand in any order, so transactions may come before the contracts they name. Lists that can be long
//! are given out one entry at a time.

use std::{
    fs::File,
    io::{BufReader, Read, Seek, SeekFrom},
    marker::PhantomData,
    path::{Path, PathBuf},
};

use serde::{
    Deserialize,
    de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use super::{
    error::{ImportError, Reason},
    format::Outline,
    guard::{Fault, Guard},
};

/// A file in the interchange format.
#[derive(Debug)]
pub(super) struct Source {
    path: PathBuf,
    file: File,
}

impl Source {
    pub(super) fn open(path: &Path) -> Result<Self, ImportError> {
        match File::open(path) {
            Ok(file) => Ok(Self { path: path.to_owned(), file }),
            Err(source) => Err(ImportError::Unreadable { file: path.to_owned(), source }),
        }
    }

    /// Everything but the long lists.
    pub(super) fn outline(&self) -> Result<Outline, ImportError> {
        self.pass(PhantomData)
    }

    /// Gives each entry of the list at `path` with its index.
    pub(super) fn each<T, F>(&self, path: &[&'static str], mut each: F) -> Result<(), ImportError>
    where
        T: for<'de> Deserialize<'de>,
        F: FnMut(usize, T) -> Result<(), ImportError>,
    {
        let mut refused = None;
        let read =
            self.pass(Descend { path, each: &mut each, refused: &mut refused, entry: PhantomData::<T> });
        match refused {
            Some(error) => Err(error),
            None => read,
        }
    }

    fn pass<S: for<'de> DeserializeSeed<'de, Value = V>, V>(&self, seed: S) -> Result<V, ImportError> {
        let unreadable = |source| ImportError::Unreadable { file: self.path.clone(), source };
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        let mut start = Vec::with_capacity(BYTE_ORDER_MARK.len());
        file.take(BYTE_ORDER_MARK.len() as u64).read_to_end(&mut start).map_err(unreadable)?;
        if start != BYTE_ORDER_MARK {
            file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        }
        let mut json =
            serde_json::Deserializer::from_reader(BufReader::with_capacity(BUFFER_BYTES, Guard::new(file)));
        let mut track = serde_path_to_error::Track::new();
        let read = seed.deserialize(serde_path_to_error::Deserializer::new(&mut json, &mut track));
        let value = read.map_err(|error| self.structure(&track.path().to_string(), error))?;
        json.end().map_err(|error| self.structure("", error))?;
        Ok(value)
    }

    /// What a parser's error means to the author of the file.
    fn structure(&self, path: &str, error: serde_json::Error) -> ImportError {
        // A question mark is the key that the parser was about to read.
        let place = path.trim_end_matches(['?', '.']);
        let place = if place.is_empty() { "the file" } else { place };
        if error.is_io() {
            let source = std::io::Error::from(error);
            return match source.get_ref().and_then(|inner| inner.downcast_ref::<Fault>()) {
                Some(Fault::NotUtf8 { line }) => {
                    ImportError::refused("the file", Reason::NotUtf8 { line: *line })
                }
                Some(Fault::HugeText { line, bytes_max }) => {
                    ImportError::refused(place, Reason::HugeText { line: *line, bytes_max: *bytes_max })
                }
                None => ImportError::Unreadable { file: self.path.clone(), source },
            };
        }
        if error.is_eof() && error.line() <= 1 && error.column() == 0 {
            return ImportError::refused("the file", Reason::EmptyFile);
        }
        ImportError::refused(place, Reason::Structure { message: error.to_string() })
    }
}

const BYTE_ORDER_MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];
const BUFFER_BYTES: usize = 256 * 1024;

/// Goes down a path of keys, skipping all others, and hands out the entries of the list at its end.
struct Descend<'s, T, F> {
    path: &'s [&'static str],
    each: &'s mut F,
    refused: &'s mut Option<ImportError>,
    entry: PhantomData<T>,
}

impl<'de, T, F> DeserializeSeed<'de> for Descend<'_, T, F>
where
    T: Deserialize<'de>,
    F: FnMut(usize, T) -> Result<(), ImportError>,
{
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.path.is_empty() {
            deserializer.deserialize_seq(self)
        } else {
            deserializer.deserialize_map(self)
        }
    }
}

impl<'de, T, F> Visitor<'de> for Descend<'_, T, F>
where
    T: Deserialize<'de>,
    F: FnMut(usize, T) -> Result<(), ImportError>,
{
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(if self.path.is_empty() { "a list" } else { "an object" })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((wanted, rest)) = self.path.split_first() else {
            return Err(A::Error::custom("expected a list"));
        };
        while let Some(key) = map.next_key::<String>()? {
            if key == *wanted {
                map.next_value_seed(Descend {
                    path: rest,
                    each: self.each,
                    refused: self.refused,
                    entry: PhantomData::<T>,
                })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(entry) = list.next_element()? {
            if let Err(error) = (self.each)(index, entry) {
                *self.refused = Some(error);
                return Err(A::Error::custom("refused"));
            }
            index += 1;
        }
        Ok(())
    }
}

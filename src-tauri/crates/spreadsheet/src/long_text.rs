//! Finds the text of a cell that is longer than any cell can be, before the reader of workbooks puts it together.
//!
//! A text may come in any number of pieces: runs of a rich text, references, sections of characters. The reader joins them
//! and asks nothing. Here characters are counted piece after piece, in whatever part they stand. The reader does not look
//! whether an element ends that has begun, and could be led to read on where a cell has ended; so that is held here.

use crate::{hidden_rows::PartTags, limits::CELL_CHARACTERS_MAX};

/// Most bytes of a tag that are looked at: names and the place of a cell stand at its beginning.
const TAG_BYTES_MAX: usize = 256;
/// Most elements within each other.
const DEPTH_MAX: usize = 256;

/// What a part is refused for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refused {
    /// A text of more characters than a cell holds; the cell where it stands in one.
    Long(Option<String>),
    /// What is no XML of a workbook.
    NoXml(&'static str),
}

/// Where in the XML the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between tags.
    Text,
    /// In a tag; the quote that is open in it.
    Tag(Option<u8>),
    /// In a comment, with how many of its last bytes are dashes.
    Comment(u8),
    /// In a section of characters, with how many of its last bytes are brackets.
    Section(u8),
    /// In an instruction; its last byte.
    Instruction(u8),
}

/// Counts the characters of each cell in one part.
#[derive(Debug)]
pub(crate) struct LongText {
    state: State,
    /// The beginning of the tag.
    tag: Vec<u8>,
    /// The last byte of the tag so far.
    tag_end: u8,
    /// The names of the elements that are open, one behind the other.
    names: Vec<u8>,
    /// Where each of them begins.
    starts: Vec<usize>,
    /// Depth of the element that is a whole text: a shared one, one in a cell, a value.
    whole: Option<usize>,
    /// Depth of the element whose text is a piece of it.
    piece: Option<usize>,
    /// In a reading aid, which is no part of the text.
    is_aid: bool,
    characters: usize,
    /// In a reference, which stands for one character.
    is_reference: bool,
    /// How many bytes of an escape such as `_x000D_` have been seen.
    escape: usize,
    /// The tag of the cell that was begun last.
    cell: Vec<u8>,
    /// What else the tags say.
    pub(crate) tags: PartTags,
}

impl LongText {
    pub(crate) fn new() -> Self {
        Self {
            state: State::Text,
            tag: Vec::with_capacity(TAG_BYTES_MAX),
            tag_end: 0,
            names: Vec::new(),
            starts: Vec::new(),
            whole: None,
            piece: None,
            is_aid: false,
            characters: 0,
            is_reference: false,
            escape: 0,
            cell: Vec::with_capacity(TAG_BYTES_MAX),
            tags: PartTags::default(),
        }
    }

    /// Looks at the next bytes of the part.
    pub(crate) fn look(&mut self, mut bytes: &[u8]) -> Result<(), Refused> {
        while let [byte, rest @ ..] = bytes {
            // Most bytes between tags are of no text, and are not looked at one by one.
            if self.state == State::Text && self.piece.is_none() {
                let Some(mark) = bytes.iter().position(|byte| *byte == b'<') else { return Ok(()) };
                self.begin_tag();
                bytes = &bytes[mark + 1..];
                continue;
            }
            self.byte(*byte)?;
            bytes = rest;
        }
        Ok(())
    }

    fn begin_tag(&mut self) {
        self.tag.clear();
        self.tag_end = 0;
        (self.is_reference, self.escape) = (false, 0);
        self.state = State::Tag(None);
    }

    fn byte(&mut self, byte: u8) -> Result<(), Refused> {
        let ends = |times: u8, of: u8| if byte == of { times.saturating_add(1).min(2) } else { 0 };
        match self.state {
            State::Text if byte == b'<' => self.begin_tag(),
            State::Text => self.count(byte)?,
            State::Tag(quote) => self.in_tag(byte, quote)?,
            State::Comment(2) | State::Section(2) if byte == b'>' => self.state = State::Text,
            State::Comment(dashes) => self.state = State::Comment(ends(dashes, b'-')),
            State::Section(brackets) => {
                self.state = State::Section(ends(brackets, b']'));
                if self.piece.is_some() {
                    self.count_one(byte)?;
                }
            }
            // Readers differ in where this one ends.
            State::Instruction(0) if byte == b'>' => {
                return Err(Refused::NoXml("it has an empty instruction"));
            }
            State::Instruction(b'?') if byte == b'>' => self.state = State::Text,
            State::Instruction(_) => self.state = State::Instruction(byte),
        }
        Ok(())
    }

    fn in_tag(&mut self, byte: u8, quote: Option<u8>) -> Result<(), Refused> {
        if byte == b'>' && quote.is_none() {
            self.state = State::Text;
            let tag = std::mem::take(&mut self.tag);
            let told = self.tag(&tag);
            self.tag = tag;
            return told;
        }
        if self.tag.len() < TAG_BYTES_MAX {
            self.tag.push(byte);
        }
        self.tag_end = byte;
        self.state = match (self.tag.as_slice(), byte, quote) {
            (b"!--", ..) => State::Comment(0),
            (b"![CDATA[", ..) => State::Section(0),
            (b"?", ..) => State::Instruction(0),
            (_, b'"' | b'\'', None) => State::Tag(Some(byte)),
            (_, _, Some(open)) if open == byte => State::Tag(None),
            _ => State::Tag(quote),
        };
        Ok(())
    }

    fn tag(&mut self, tag: &[u8]) -> Result<(), Refused> {
        let (is_end, inner) = match tag {
            [b'/', inner @ ..] => (true, inner),
            inner => (false, inner),
        };
        let name = inner.split(u8::is_ascii_whitespace).next().unwrap_or_default();
        if inner.first() == Some(&b'!') {
            return Err(Refused::NoXml("it declares what no workbook declares"));
        }
        if tag.len() == TAG_BYTES_MAX && name.len() == inner.len() {
            return Err(Refused::NoXml("an element has a longer name than any has"));
        }
        if is_end {
            let rest = &inner[name.len()..];
            return if rest.iter().all(u8::is_ascii_whitespace) { self.end(name) } else { Err(UNBALANCED) };
        }
        let is_empty = self.tag_end == b'/';
        let name = if is_empty { name.strip_suffix(b"/").unwrap_or(name) } else { name };
        self.begin(name, inner)?;
        if is_empty { self.end(name) } else { Ok(()) }
    }

    fn begin(&mut self, name: &[u8], tag: &[u8]) -> Result<(), Refused> {
        if self.starts.len() == DEPTH_MAX {
            return Err(Refused::NoXml("its elements are too deep in each other"));
        }
        self.starts.push(self.names.len());
        self.names.extend_from_slice(name);
        self.tags.take(local(name), tag);
        let depth = Some(self.starts.len());
        match (local(name), self.whole, self.piece) {
            (b"c", None, _) => {
                self.cell.clear();
                self.cell.extend_from_slice(tag);
            }
            (b"si" | b"is" | b"v", None, _) => {
                self.whole = depth;
                (self.characters, self.is_aid) = (0, false);
                if local(name) == b"v" {
                    self.piece = depth;
                }
            }
            (b"rPh", Some(_), None) => self.is_aid = true,
            (b"t", Some(_), None) if !self.is_aid => self.piece = depth,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) -> Result<(), Refused> {
        let depth = Some(self.starts.len());
        let Some(start) = self.starts.pop() else { return Err(UNBALANCED) };
        if &self.names[start..] != name {
            return Err(UNBALANCED);
        }
        self.names.truncate(start);
        if self.piece.is_none() && local(name) == b"rPh" {
            self.is_aid = false;
        }
        if self.piece == depth {
            self.piece = None;
        }
        if self.whole == depth {
            self.whole = None;
        }
        Ok(())
    }

    /// Counts a byte of a text.
    fn count(&mut self, byte: u8) -> Result<(), Refused> {
        if self.is_reference {
            self.is_reference = byte != b';';
            return Ok(());
        }
        self.is_reference = byte == b'&';
        self.escape = match (self.escape, byte) {
            // Seven signs that are one character.
            (6, b'_') => {
                self.characters = self.characters.saturating_sub(6);
                0
            }
            (1, b'x') => 2,
            (2..=5, byte) if byte.is_ascii_hexdigit() => self.escape + 1,
            _ => usize::from(byte == b'_'),
        };
        self.count_one(byte)
    }

    fn count_one(&mut self, byte: u8) -> Result<(), Refused> {
        // Bytes that go on with a character.
        if byte & 0xC0 == 0x80 {
            return Ok(());
        }
        self.characters += 1;
        if self.characters > CELL_CHARACTERS_MAX { Err(Refused::Long(cell_of(&self.cell))) } else { Ok(()) }
    }
}

const UNBALANCED: Refused = Refused::NoXml("an element ends that has not begun");

/// A name without what says whose it is.
fn local(name: &[u8]) -> &[u8] {
    name.iter().position(|byte| *byte == b':').map_or(name, |colon| &name[colon + 1..])
}

/// The cell that a tag begins, such as `C7`.
fn cell_of(tag: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(tag);
    let place = text.split_ascii_whitespace().find_map(|attribute| attribute.strip_prefix("r="))?;
    let place: String = place.chars().filter(char::is_ascii_alphanumeric).take(10).collect();
    (!place.is_empty()).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a part, given a byte at a time and whole.
    fn judged(part: &str) -> Result<(), Refused> {
        let whole = LongText::new().look(part.as_bytes());
        let mut scan = LongText::new();
        let by_bytes = part.as_bytes().chunks(1).try_for_each(|byte| scan.look(byte));
        assert_eq!(by_bytes, whole, "{}", &part[..part.len().min(80)]);
        whole
    }

    fn shared(inner: &str) -> String {
        format!("<?xml version=\"1.0\"?><sst><si>{inner}</si><si><t>x</t></si></sst>")
    }

    #[test]
    fn a_text_is_as_long_as_all_its_pieces() {
        let piece = |signs: usize| {
            format!("<r><rPr><b/></rPr><t xml:space=\"preserve\">{}</t></r>", "\u{e5}".repeat(signs))
        };
        let long = Err(Refused::Long(None));
        assert_eq!(judged(&shared(&piece(1).repeat(CELL_CHARACTERS_MAX))), Ok(()));
        assert_eq!(judged(&shared(&piece(1).repeat(CELL_CHARACTERS_MAX + 1))), long);
        assert_eq!(judged(&shared(&piece(400).repeat(82))), long);
        assert_eq!(judged(&shared(&piece(400)).repeat(90)), Ok(()), "each by itself");
        let cell =
            format!("<row r=\"7\"><c r=\"C7\" t=\"inlineStr\"><is>{}</is></c></row>", piece(400).repeat(82));
        assert_eq!(judged(&cell), Err(Refused::Long(Some("C7".to_owned()))));
        let value = format!("<c t=\"str\"><f>{0}</f><v>{0}</v></c>", "a".repeat(CELL_CHARACTERS_MAX));
        assert_eq!(judged(&value), Ok(()), "a formula is no text");
    }

    #[test]
    fn what_stands_for_a_character_is_one() {
        for one in ["&amp;", "&#228;", "_x000D_", "\u{1f9fe}"] {
            let text = |times: usize| shared(&format!("<t>{}</t>", one.repeat(times)));
            assert_eq!(judged(&text(CELL_CHARACTERS_MAX - 6)), Ok(()), "{one}");
            assert_eq!(judged(&text(CELL_CHARACTERS_MAX + 7)), Err(Refused::Long(None)), "{one}");
        }
        let aid = format!("<t>a</t><rPh sb=\"0\" eb=\"1\"><t>{}</t></rPh>", "b".repeat(CELL_CHARACTERS_MAX));
        assert_eq!(judged(&shared(&aid)), Ok(()), "a reading aid is no part of it");
    }

    #[test]
    fn no_trick_hides_a_part_of_it() {
        let half = "a".repeat(CELL_CHARACTERS_MAX / 2 + 1);
        for between in [
            "<!-- </t></si><si><t> -->",
            "<![CDATA[</t></si><si><t>]]>",
            "<x a=\">\" b='</t></si>'></x>",
            "<x/>",
            "<?x </t></si><si><t> ?>",
            "</t><rPh><rPh/></rPh><t>",
            "</t><rPh/><t>",
        ] {
            let told = judged(&shared(&format!("<t>{half}{between}{half}</t>")));
            assert_eq!(told, Err(Refused::Long(None)), "{between}");
        }
        for between in ["</x></t></si><si><t>", "</si><t>", "<?></t></si><si><t>?>", "<!x>", "</t a=\">\">"] {
            let told = judged(&shared(&format!("<t>{half}{between}{half}</t>")));
            assert!(matches!(told, Err(Refused::NoXml(_))), "{between}: {told:?}");
        }
        let deep = "<x>".repeat(DEPTH_MAX + 1);
        assert!(matches!(judged(&deep), Err(Refused::NoXml(_))));
        let name = format!("<{}:si>", "n".repeat(TAG_BYTES_MAX));
        assert!(matches!(judged(&name), Err(Refused::NoXml(_))));
    }
}

//! Where in a file something stands: `transactions[17].unit_price`.
//!
//! A place lives on the stack and is written out only when something is refused there, since a book has
//! millions of them.

use std::fmt;

/// A place in the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'p> {
    parent: Option<&'p Place<'p>>,
    segment: Segment,
}

#[derive(Debug, Clone, Copy)]
enum Segment {
    Field(&'static str),
    Index(usize),
}

impl Place<'static> {
    /// A key of the file itself.
    pub(crate) const fn top(field: &'static str) -> Self {
        Self { parent: None, segment: Segment::Field(field) }
    }
}

impl<'p> Place<'p> {
    /// A key of what stands here.
    pub(crate) const fn field<'c>(&'c self, field: &'static str) -> Place<'c>
    where
        'p: 'c,
    {
        Place { parent: Some(self), segment: Segment::Field(field) }
    }

    /// An entry of the list that stands here, counted from 0.
    pub(crate) const fn index<'c>(&'c self, index: usize) -> Place<'c>
    where
        'p: 'c,
    {
        Place { parent: Some(self), segment: Segment::Index(index) }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(formatter)?;
        }
        match self.segment {
            Segment::Field(field) if self.parent.is_some() => write!(formatter, ".{field}"),
            Segment::Field(field) => formatter.write_str(field),
            Segment::Index(index) => write!(formatter, "[{index}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_as_a_path() {
        let contracts = Place::top("contracts");
        let contract = contracts.index(3);
        let lines = contract.field("lines");
        assert_eq!(lines.index(0).field("tax_percent").to_string(), "contracts[3].lines[0].tax_percent");
    }
}

//! Where the lines of a text begin, and how many characters stand before a place in it.

/// After so many bytes the number of characters before is remembered: servers publish documents as one line
/// of many megabytes, of which no finding may count the characters from the beginning.
const BLOCK: usize = 1024;

/// The lines of a text, and its characters.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    /// Where each line begins.
    starts: Vec<u32>,
    /// The number of characters that begin before each block.
    characters: Vec<u32>,
}

impl Lines {
    /// Those of a text of less than 4 GiB; a longer one has no lines behind that.
    pub(crate) fn of(text: &str) -> Self {
        let starts = text.match_indices('\n');
        let starts = starts.filter_map(|(at, _)| u32::try_from(at + 1).ok());
        let mut before = 0;
        let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
            let begun = match block.is_ascii() {
                true => block.len(),
                false => block.iter().filter(|byte| begins(**byte)).count(),
            };
            let here = before;
            before += u32::try_from(begun).unwrap_or(0);
            here
        });
        Self {
            characters: blocks.collect(),
            starts: std::iter::once(0).chain(starts).collect(),
        }
    }

    /// The line of a byte, counted from zero.
    pub(crate) fn line(&self, offset: usize) -> usize {
        let line = self
            .starts
            .partition_point(|start| *start as usize <= offset);
        line.saturating_sub(1)
    }

    /// The bytes of a line, without the line break; nothing behind the last line.
    pub(crate) fn range(&self, text: &str, line: usize) -> Option<(usize, usize)> {
        let start = *self.starts.get(line)? as usize;
        let next = self.starts.get(line + 1).map(|next| *next as usize - 1);
        Some((start, next.unwrap_or(text.len())))
    }

    /// The number of characters that begin before a byte.
    pub(crate) fn characters(&self, text: &str, offset: usize) -> usize {
        let block = offset / BLOCK;
        let begun = |block: usize| {
            let end = text.len().min(offset);
            let rest = text.as_bytes().get(block * BLOCK..end);
            let rest = rest.unwrap_or_default();
            rest.iter().filter(|byte| begins(**byte)).count()
        };
        match self.characters.get(block) {
            Some(before) => *before as usize + begun(block),
            // The end of a text whose last block is full.
            None => match self.characters.last() {
                Some(before) => *before as usize + begun(self.characters.len() - 1),
                None => 0,
            },
        }
    }

    /// The byte where a character begins, counted from zero.
    pub(crate) fn byte(&self, text: &str, character: usize) -> usize {
        let blocks = self
            .characters
            .partition_point(|before| *before as usize <= character);
        let block = blocks.saturating_sub(1);
        let before = self.characters.get(block).map_or(0, |one| *one as usize);
        let rest = text.as_bytes().get(block * BLOCK..).unwrap_or_default();
        let mut begun = rest.iter().enumerate().filter(|(_, byte)| begins(**byte));
        let found = begun.nth(character.saturating_sub(before));
        found.map_or(text.len(), |(at, _)| block * BLOCK + at)
    }
}

/// Whether a character begins with this byte of UTF-8.
fn begins(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_what_counting_from_the_beginning_gives() {
        let texts = [
            String::new(),
            "a".repeat(BLOCK),
            "ä€😀a\n".repeat(700),
            format!("{}\n{}", "€".repeat(1000), "x".repeat(3000)),
        ];
        for text in texts {
            let lines = Lines::of(&text);
            let offsets = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for (character, offset) in offsets.enumerate() {
                assert_eq!(lines.characters(&text, offset), character);
                assert_eq!(lines.byte(&text, character), offset);
                let before = text.get(..offset).unwrap_or_default();
                assert_eq!(lines.line(offset), before.matches('\n').count());
            }
            let count = text.split('\n').count();
            let ranges = (0..count).map(|line| lines.range(&text, line));
            let shown = ranges.map(|range| range.and_then(|(start, end)| text.get(start..end)));
            assert!(shown.eq(text.split('\n').map(Some)));
            assert_eq!(lines.range(&text, count), None);
        }
    }
}

//! What libyaml makes too much or too little of in YAML, found where its scanner would see it: not in quotes, plain and
//! block texts.
//!
//! How deep brackets are nested has to be known before the parser sees the text: it looks at every open bracket again
//! for each token, and reads all of a text before anybody can stop it. With 100,000 brackets that takes minutes. Tabs
//! before a comment or the end of a line are white space (YAML 1.2.2, section 6.6), and libyaml refuses some of them.

/// As many values can be nested in each other.
const DEEPEST: usize = 128;
/// More lines that begin with `%` are in no document that anybody means; each is compared with those before.
const MOST_DIRECTIVES: usize = 128;

/// What takes a parser longer than the text is long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    /// The bracket that is nested too deep.
    Nesting(usize),
    /// The directive that is one too many.
    Directives(usize),
}

/// The first excess in a text.
pub(super) fn excess(text: &str) -> Option<Excess> {
    let openings = text.bytes().filter(|byte| matches!(byte, b'[' | b'{'));
    if openings.take(DEEPEST + 1).count() <= DEEPEST && !text.contains("\n%") {
        return None;
    }
    Scanner::new(text).lines().err()
}

/// Where the tabs are, outside of brackets, between which and a comment or the end of a line is white space alone.
pub(super) fn blank_tabs(text: &str) -> Vec<usize> {
    let mut scanner = Scanner::new(text);
    // The parser says what is in excess.
    let _ = scanner.lines();
    scanner.tabs
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
    /// A place in the present line, and its column.
    counted: (usize, usize),
    /// The columns of the open mappings and lists that are written without brackets.
    indents: Vec<usize>,
    /// Whether a plain text may go on in the next line.
    in_plain: bool,
    directives: usize,
    tabs: Vec<usize>,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            counted: (0, 0),
            indents: Vec::new(),
            in_plain: false,
            directives: 0,
            tabs: Vec::new(),
        }
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn is_at(&self, text: &str) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        rest.starts_with(text.as_bytes())
    }

    /// The length of the line break here.
    fn line_break(&self, ahead: usize) -> Option<usize> {
        match (
            self.byte(ahead)?,
            self.byte(ahead + 1),
            self.byte(ahead + 2),
        ) {
            (b'\r', Some(b'\n'), _) | (0xc2, Some(0x85), _) => Some(2),
            (b'\r' | b'\n', ..) => Some(1),
            (0xe2, Some(0x80), Some(0xa8 | 0xa9)) => Some(3),
            _ => None,
        }
    }

    /// Whether a word has ended here.
    fn is_blank(&self, ahead: usize) -> bool {
        matches!(self.byte(ahead), None | Some(b' ' | b'\t')) || self.line_break(ahead).is_some()
    }

    fn skip_blanks(&mut self) {
        let start = self.at;
        while matches!(self.byte(0), Some(b' ' | b'\t')) {
            self.at += 1;
        }
        if matches!(self.byte(0), None | Some(b'#')) || self.line_break(0).is_some() {
            let blanks = self.bytes.get(start..self.at).unwrap_or_default();
            let tabs = blanks.iter().zip(start..);
            let tabs = tabs.filter_map(|(byte, at)| (*byte == b'\t').then_some(at));
            self.tabs.extend(tabs);
        }
    }

    /// Goes behind the end of the line.
    fn skip_line(&mut self) {
        while self.byte(0).is_some() {
            if let Some(length) = self.line_break(0) {
                return self.begin_line(length);
            }
            self.at += 1;
        }
    }

    fn begin_line(&mut self, length: usize) {
        self.at += length;
        self.counted = (self.at, 0);
    }

    /// The column of this place, in characters.
    fn column(&mut self) -> usize {
        let (from, before) = self.counted;
        let since = self.bytes.get(from..self.at).unwrap_or_default();
        let column = before + since.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        self.counted = (self.at, column);
        column
    }

    /// Begins a mapping or a list at a column, if none is open there.
    fn indent(&mut self, column: usize) {
        if self.indents.last().is_none_or(|last| *last < column) {
            self.indents.push(column);
        }
    }

    /// Ends what is open further to the right.
    fn unindent(&mut self, column: usize) {
        while self.indents.last().is_some_and(|last| *last > column) {
            self.indents.pop();
        }
    }

    fn lines(&mut self) -> Result<(), Excess> {
        while self.byte(0).is_some() {
            if self.line_break(0).is_none() && matches!(self.byte(0), Some(b'%')) {
                self.directives += 1;
                if self.directives > MOST_DIRECTIVES {
                    return Err(Excess::Directives(self.at));
                }
                self.skip_line();
                continue;
            }
            if (self.is_at("---") || self.is_at("...")) && self.is_blank(3) {
                self.indents.clear();
                self.in_plain = false;
                self.at += 3;
            }
            self.line()?;
        }
        Ok(())
    }

    /// The rest of a line, and of lines that what begins in it goes on in.
    fn line(&mut self) -> Result<(), Excess> {
        self.skip_blanks();
        if let Some(length) = self.line_break(0) {
            self.begin_line(length);
            return Ok(());
        }
        let column = self.column();
        let is_inside = self.indents.last().is_none_or(|last| column > *last);
        if self.in_plain && is_inside && self.byte(0) != Some(b'#') {
            self.plain(false);
            self.in_plain = self.byte(0).is_none() || self.line_break(0).is_some();
        } else {
            self.in_plain = false;
            self.unindent(column);
        }
        let mut key = None;
        while self.byte(0).is_some() && self.line_break(0).is_none() {
            self.token(&mut key)?;
            self.skip_blanks();
        }
        if let Some(length) = self.line_break(0) {
            self.begin_line(length);
        }
        Ok(())
    }

    /// What begins here outside of brackets. `key`: the column of what may be a key.
    fn token(&mut self, key: &mut Option<usize>) -> Result<(), Excess> {
        let column = self.column();
        let Some(byte) = self.byte(0) else {
            return Ok(());
        };
        match byte {
            b'#' => {
                while self.byte(0).is_some() && self.line_break(0).is_none() {
                    self.at += 1;
                }
                return Ok(());
            }
            b'-' | b'?' if self.is_blank(1) => {
                self.indent(column);
                self.at += 1;
                *key = None;
                return Ok(());
            }
            b':' if self.is_blank(1) => {
                self.indent(key.take().unwrap_or(column));
                self.at += 1;
                return Ok(());
            }
            b'|' | b'>' => {
                self.block_text();
                *key = None;
                return Ok(());
            }
            _ => {}
        }
        let line = self.counted.0;
        key.get_or_insert(column);
        match byte {
            b'&' | b'*' | b'!' => self.skip_word(),
            b'"' | b'\'' => self.quoted(byte),
            b'[' | b'{' => self.brackets()?,
            _ => {
                self.plain(false);
                self.in_plain = self.byte(0).is_none() || self.line_break(0).is_some();
            }
        }
        // A key is in one line.
        let passed = self.bytes.get(line..self.at).unwrap_or_default();
        if let Some(last) = passed
            .iter()
            .rposition(|byte| matches!(byte, b'\n' | b'\r'))
        {
            self.counted = (line + last + 1, 0);
            *key = None;
        }
        Ok(())
    }

    fn skip_word(&mut self) {
        while !self.is_blank(0) {
            self.at += 1;
        }
    }

    fn quoted(&mut self, quote: u8) {
        self.at += 1;
        while let Some(byte) = self.byte(0) {
            let is_escape = match quote {
                b'"' => byte == b'\\',
                _ => byte == quote && self.byte(1) == Some(quote),
            };
            self.at += 1 + usize::from(is_escape);
            if byte == quote && !is_escape {
                return;
            }
        }
    }

    /// A text without quotes: outside of brackets to the end of the line, inside over lines.
    fn plain(&mut self, inside: bool) {
        while let Some(byte) = self.byte(0) {
            if self.is_blank(0) {
                match self.line_break(0) {
                    Some(_) if !inside => return,
                    Some(length) => self.begin_line(length),
                    None => self.at += 1,
                }
                if self.byte(0) == Some(b'#') {
                    return;
                }
                continue;
            }
            let ends = match byte {
                b':' => self.is_blank(1) || inside && self.byte(1).is_some_and(is_indicator),
                b'?' => false,
                _ => inside && is_indicator(byte),
            };
            if ends {
                return;
            }
            self.at += 1;
        }
    }

    /// `[` or `{`, to where it is closed.
    fn brackets(&mut self) -> Result<(), Excess> {
        let mut depth = 0_usize;
        while let Some(byte) = self.byte(0) {
            match byte {
                _ if self.line_break(0).is_some() => {
                    let length = self.line_break(0).unwrap_or(1);
                    self.begin_line(length);
                }
                b'#' => self.skip_line(),
                b'[' | b'{' => {
                    depth += 1;
                    if depth > DEEPEST {
                        return Err(Excess::Nesting(self.at));
                    }
                    self.at += 1;
                }
                b']' | b'}' => {
                    self.at += 1;
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Ok(());
                    }
                }
                b'"' | b'\'' => self.quoted(byte),
                b'!' if self.byte(1) == Some(b'<') => self.skip_word(),
                b'!' | b'&' | b'*' => {
                    while !self.is_blank(0) && !self.byte(0).is_some_and(is_indicator) {
                        self.at += 1;
                    }
                }
                b' ' | b'\t' | b',' | b':' | b'?' => self.at += 1,
                b'-' if self.is_blank(1) => self.at += 1,
                _ => {
                    let before = self.at;
                    self.plain(true);
                    self.at = self.at.max(before + 1);
                }
            }
        }
        Ok(())
    }

    /// `|` or `>`, and the lines that are indented after it.
    fn block_text(&mut self) {
        let mut explicit = None;
        while !self.is_blank(0) {
            explicit = self.byte(0).filter(u8::is_ascii_digit).or(explicit);
            self.at += 1;
        }
        self.skip_line();
        let parent = self.indents.last().copied();
        let least = parent.map_or(1, |parent| parent + 1);
        let mut indent = explicit.map(|digit| parent.unwrap_or(0) + usize::from(digit - b'0'));
        let mut longest = 0;
        while self.byte(0).is_some() {
            let spaces = self.bytes.get(self.at..).unwrap_or_default();
            let spaces = spaces.iter().take_while(|byte| **byte == b' ').count();
            let is_empty = self.line_break(spaces).is_some();
            match indent {
                _ if is_empty && indent.is_none_or(|indent| spaces < indent) => {
                    longest = longest.max(spaces);
                }
                Some(indent) if spaces < indent => return,
                Some(_) => {}
                None => {
                    let begun = longest.max(spaces).max(least);
                    if spaces < begun {
                        return;
                    }
                    indent = Some(begun);
                }
            }
            self.skip_line();
        }
    }
}

/// Whether a byte ends a plain text inside of brackets.
fn is_indicator(byte: u8) -> bool {
    matches!(byte, b',' | b'?' | b'[' | b']' | b'{' | b'}')
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde::de::IgnoredAny;

    use super::*;

    fn deep(text: &str) -> bool {
        matches!(excess(text), Some(Excess::Nesting(_)))
    }

    #[test]
    fn brackets_that_are_none_count_for_nothing() {
        let many = "[".repeat(500);
        let texts = [
            format!("a: x {many}\nb: 1\n"),
            format!("a: 'it''s {many}'\nb: [1]\n"),
            format!("a: \"\\\" {many}\"\nb: [1]\n"),
            format!("# {many}\na: 1\n"),
            format!("a: [1, # {many}\n 2]\nb: 1\n"),
            format!("a: [it's, \"{many}\", x']\n"),
            format!("a: |\n  {many}\nb: >-\n {many}\n\n  {many}\nc: 1\n"),
            format!("a:\n- |2\n    {many}\n- b: |\n    {many}\n  c: 1\n"),
            format!("- - |\n   {many}\n  - 1\n"),
            format!("--- |\n {many}\n"),
            format!("a: text\n  {many}\n  {many}\nb: 1\n"),
            format!("? |\n  {many}\n: >\n  {many}\n"),
            format!("é: &x !t |\n  {many}\nb: *x\n"),
            format!("a: [{}]\n", "[[]],".repeat(500)),
        ];
        for text in texts {
            let read = serde_yaml::Deserializer::from_str(&text);
            assert!(IgnoredAny::deserialize(read).is_ok(), "{text}");
            assert_eq!(excess(&text), None, "{text}");
        }
    }

    #[test]
    fn deep_brackets_are_found_wherever_they_begin() {
        let many = |open: &str| open.repeat(DEEPEST + 1);
        let texts = [
            many("["),
            many("{"),
            many("{a: "),
            many("[\n"),
            format!("a: {}", many("[x, ")),
            format!("a:\n  - b: {}", many("[ # c\n")),
            format!("a:\n  {}", many("[")),
            format!("- {}", many("{? ")),
            format!("a: |\n  text\nb: {}", many("['x', ")),
            format!("a: text\nb: {}", many("[\"x\", ")),
            format!("&x !t {}", many("[it's, ")),
            format!("'q': {}", many("[")),
            format!("\"q\": {}", many("[")),
            format!("[]: {}", many("[")),
            format!("a: 1\n---\n{}", many("[")),
        ];
        for text in texts {
            assert!(deep(&text), "{text}");
        }
        assert!(!deep(&"[".repeat(DEEPEST)));
    }

    #[test]
    fn directives_are_counted() {
        let directives = |count: usize| "%TAG !e! tag:x\n".repeat(count);
        assert_eq!(excess(&directives(MOST_DIRECTIVES)), None);
        let found = excess(&directives(MOST_DIRECTIVES + 1));
        assert!(matches!(found, Some(Excess::Directives(_))));
    }
}

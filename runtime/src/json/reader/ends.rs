//! Where arrays and objects of a text end.

/// Ends of arrays and objects, by where they start, so that what was passed over once is passed over in one step.
///
/// A union looks at the names of its object, which means passing over all the values in it, and then reads them; a
/// union within it does so again. Without this, nested unions cost the size of the text times their depth.
#[derive(Clone, Debug, Default)]
pub(in crate::json) struct Ends {
    /// Start and end, by start. An end of 0 is not known.
    known: Vec<(u32, u32)>,
    recording: bool,
}

/// Passing over this many bytes again costs less than remembering them.
const SHORT: usize = 32;

impl Ends {
    /// Whether ends are kept from now on; what it was until now.
    pub(in crate::json) fn record(&mut self, recording: bool) -> bool {
        std::mem::replace(&mut self.recording, recording)
    }

    /// The end of what starts here, if it is known.
    #[inline]
    pub(in crate::json) fn of(&self, start: usize) -> Option<usize> {
        let (last, _) = self.known.last()?;
        if start > *last as usize {
            return None;
        }
        let start = u32::try_from(start).ok()?;
        let found = self.known.binary_search_by_key(&start, |(start, _)| *start);
        let (_, end) = self.known.get(found.ok()?)?;
        (*end > 0).then_some(*end as usize)
    }

    /// Begins with what starts here. It gives what [`finish`](Self::finish) asks for.
    #[inline]
    pub(in crate::json) fn begin(&mut self, start: usize) -> Option<usize> {
        if !self.recording {
            return None;
        }
        let start = u32::try_from(start).ok()?;
        if self.known.last().is_some_and(|(last, _)| start <= *last) {
            return None;
        }
        self.known.push((start, 0));
        Some(self.known.len() - 1)
    }

    /// Keeps the end of what was begun.
    #[inline]
    pub(in crate::json) fn finish(&mut self, begun: Option<usize>, end: usize) {
        let Some(index) = begun else {
            return;
        };
        let is_last = index + 1 == self.known.len();
        if let Some((start, place)) = self.known.get_mut(index) {
            if is_last && end - (*start as usize) < SHORT {
                self.known.pop();
            } else {
                // Beyond 4 GiB nothing is remembered.
                *place = u32::try_from(end).unwrap_or_default();
            }
        }
    }
}

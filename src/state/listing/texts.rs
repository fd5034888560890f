//! Many texts in one, so that a part is looked for in all of them at once.

/// Stands between two texts. A part that is looked for never has it.
const END: char = '\0';

#[derive(Default)]
pub struct Texts {
    all: String,
    /// Where each text ends.
    ends: Vec<usize>,
}

impl Texts {
    pub fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
        self.all.push(END);
    }

    /// The places of the texts that contain `part`, in order. Every text contains the empty one.
    pub fn containing<'t>(&'t self, part: &'t str) -> Box<dyn Iterator<Item = usize> + 't> {
        if part.is_empty() {
            return Box::new(0..self.ends.len());
        }
        let found = self.all.match_indices(part).filter(|_| !part.contains(END));
        let mut ends = self.ends.iter().enumerate().peekable();
        let mut last = None;
        Box::new(found.filter_map(move |(at, _)| {
            while ends.next_if(|(_, end)| **end <= at).is_some() {}
            let place = ends.peek().map(|(place, _)| *place);
            if place == last {
                return None;
            }
            last = place;
            place
        }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_part_is_found_in_the_texts_that_contain_it(
            texts in prop::collection::vec("[ab가]{0,6}", 0..8),
            part in "[ab가]{0,3}",
        ) {
            let mut all = Texts::default();
            for text in &texts {
                all.push(text);
            }
            let wanted: Vec<usize> = (0..texts.len()).filter(|at| texts[*at].contains(&part)).collect();
            prop_assert_eq!(all.containing(&part).collect::<Vec<_>>(), wanted);
        }
    }
}

//! A column of numbers in blocks. A full block keeps only the distance of each number from its least one, in the
//! fewest whole bytes (frame of reference).

/// The records of one block.
pub const BLOCK: usize = 4096;

/// A growing column of numbers.
#[derive(Default)]
pub struct Numbers {
    full: Vec<Block>,
    /// The last block, which is not full.
    open: Vec<u64>,
}

struct Block {
    least: u64,
    most: u64,
    packed: Packed,
}

enum Packed {
    /// All numbers are the same.
    Same,
    One(Box<[u8]>),
    Two(Box<[u16]>),
    Four(Box<[u32]>),
    Eight(Box<[u64]>),
}

impl Numbers {
    pub fn len(&self) -> usize {
        self.full.len() * BLOCK + self.open.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline]
    pub fn push(&mut self, number: u64) {
        self.open.push(number);
        if self.open.len() == BLOCK {
            self.close();
        }
    }

    #[cold]
    fn close(&mut self) {
        self.full.push(Block::pack(&self.open));
        self.open.clear();
    }

    /// Appends `number` until the column has `len` numbers.
    pub fn fill(&mut self, len: usize, number: u64) {
        while self.len() < len {
            if self.open.is_empty() && len - self.len() >= BLOCK {
                self.full.push(Block { least: number, most: number, packed: Packed::Same });
            } else {
                self.push(number);
            }
        }
    }

    /// The block of this index; an empty one behind the last.
    pub fn block(&self, index: usize) -> View<'_> {
        match self.full.get(index) {
            Some(block) => block.view(),
            None if index == self.full.len() => View::open(&self.open),
            None => View::open(&[]),
        }
    }

    /// The number of a record; 0 behind the last one.
    pub fn get(&self, record: usize) -> u64 {
        self.block(record / BLOCK).get(record % BLOCK)
    }

    /// The greatest number.
    pub fn most(&self) -> u64 {
        let full = self.full.iter().map(|block| block.most);
        full.chain(self.open.iter().copied()).max().unwrap_or(0)
    }

    /// What the column takes in memory.
    pub fn bytes(&self) -> usize {
        let packed: usize = self.full.iter().map(Block::bytes).sum();
        packed + self.full.capacity() * size_of::<Block>() + self.open.capacity() * size_of::<u64>()
    }
}

impl Block {
    fn pack(numbers: &[u64]) -> Block {
        let least = numbers.iter().copied().min().unwrap_or(0);
        let most = numbers.iter().copied().max().unwrap_or(0);
        let distances = numbers.iter().map(|number| number - least);
        // Each cast is exact: no distance is greater than that of `most`.
        let packed = match most - least {
            0 => Packed::Same,
            1..=0xff => Packed::One(distances.map(|distance| distance as u8).collect()),
            0x100..=0xffff => Packed::Two(distances.map(|distance| distance as u16).collect()),
            0x1_0000..=0xffff_ffff => Packed::Four(distances.map(|distance| distance as u32).collect()),
            _ => Packed::Eight(distances.collect()),
        };
        Block { least, most, packed }
    }

    fn view(&self) -> View<'_> {
        let distances = match &self.packed {
            Packed::Same => Distances::Same,
            Packed::One(distances) => Distances::One(distances),
            Packed::Two(distances) => Distances::Two(distances),
            Packed::Four(distances) => Distances::Four(distances),
            Packed::Eight(distances) => Distances::Eight(distances),
        };
        View { least: self.least, most: self.most, distances }
    }

    fn bytes(&self) -> usize {
        match &self.packed {
            Packed::Same => 0,
            Packed::One(distances) => distances.len(),
            Packed::Two(distances) => distances.len() * 2,
            Packed::Four(distances) => distances.len() * 4,
            Packed::Eight(distances) => distances.len() * 8,
        }
    }
}

/// One block of a column.
#[derive(Clone, Copy)]
pub struct View<'a> {
    least: u64,
    most: u64,
    distances: Distances<'a>,
}

#[derive(Clone, Copy)]
enum Distances<'a> {
    Same,
    One(&'a [u8]),
    Two(&'a [u16]),
    Four(&'a [u32]),
    Eight(&'a [u64]),
}

/// Runs the same code for each width.
macro_rules! by_width {
    ($view:expr, same: $same:expr, $distances:ident: $each:expr) => {
        match $view.distances {
            Distances::Same => $same,
            Distances::One($distances) => $each,
            Distances::Two($distances) => $each,
            Distances::Four($distances) => $each,
            Distances::Eight($distances) => $each,
        }
    };
}

fn wide(distance: impl Into<u64>) -> u64 {
    distance.into()
}

/// The records of a block that a filter lets through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// All of this many.
    All(usize),
    /// Those at these places, in order.
    Some(Vec<u16>),
}

impl Rows {
    pub fn len(&self) -> usize {
        match self {
            Rows::All(len) => *len,
            Rows::Some(places) => places.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<'a> View<'a> {
    fn open(numbers: &'a [u64]) -> View<'a> {
        View { least: 0, most: u64::MAX, distances: Distances::Eight(numbers) }
    }

    pub fn get(&self, place: usize) -> u64 {
        let least = self.least;
        by_width!(
            self,
            same: least,
            distances: distances.get(place).map_or(0, |distance| least + wide(*distance))
        )
    }

    /// No number is less than the first or greater than the second.
    pub fn bounds(&self) -> (u64, u64) {
        (self.least, self.most)
    }

    /// Writes the numbers of `rows` into `out`, which is emptied first.
    pub fn gather(&self, rows: &Rows, out: &mut Vec<u64>) {
        let least = self.least;
        out.clear();
        match rows {
            Rows::All(len) => by_width!(self, same: out.resize(*len, least), distances: {
                out.extend(distances.iter().take(*len).map(|distance| least + wide(*distance)));
            }),
            Rows::Some(places) => by_width!(self, same: out.resize(places.len(), least), distances: {
                let distance = |place: &u16| distances.get(usize::from(*place)).copied().unwrap_or_default();
                out.extend(places.iter().map(|place| least + wide(distance(place))));
            }),
        }
    }

    /// Sets `mask` where a number lies between `first` and `last`, both included. Leaves the rest of `mask` as it is.
    pub fn mark_range(&self, first: u64, last: u64, mask: &mut [bool]) {
        if first > last || last < self.least || first > self.most {
            return;
        }
        if first <= self.least && self.most <= last {
            mask.fill(true);
            return;
        }
        // Both casts are exact: the bounds lie between `least` and `most`, and so do all numbers of the block.
        let from = first.max(self.least) - self.least;
        let width = last.min(self.most) - self.least - from;
        macro_rules! mark {
            ($distances:expr, $width:ty) => {
                for (mark, distance) in mask.iter_mut().zip($distances) {
                    *mark |= distance.wrapping_sub(from as $width) <= width as $width;
                }
            };
        }
        match self.distances {
            Distances::Same => {}
            Distances::One(distances) => mark!(distances, u8),
            Distances::Two(distances) => mark!(distances, u16),
            Distances::Four(distances) => mark!(distances, u32),
            Distances::Eight(distances) => mark!(distances, u64),
        }
    }

    /// Sets `mask` where `test` is true for a number. Leaves the rest of `mask` as it is.
    pub fn mark_where(&self, mask: &mut [bool], test: impl Fn(u64) -> bool) {
        let least = self.least;
        by_width!(
            self,
            same: if test(least) { mask.fill(true) },
            distances: for (mark, distance) in mask.iter_mut().zip(distances) {
                *mark |= test(least + wide(*distance));
            }
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn column(numbers: &[u64]) -> Numbers {
        let mut column = Numbers::default();
        numbers.iter().for_each(|number| column.push(*number));
        column
    }

    /// Numbers that fit in one width, more than one block of them.
    fn numbers() -> impl Strategy<Value = Vec<u64>> {
        let width = prop_oneof![Just(0_u64), Just(0xff), Just(0xffff), Just(0xffff_ffff), Just(u64::MAX / 2)];
        (width, 0..=u64::MAX / 2, any::<u64>(), BLOCK - 2..BLOCK * 2 + 2).prop_map(
            |(width, least, seed, len)| {
                let mut random = fastrand::Rng::with_seed(seed);
                (0..len).map(|_| least + random.u64(0..=width)).collect()
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn every_number_comes_back(numbers in numbers()) {
            let column = column(&numbers);
            prop_assert_eq!(column.len(), numbers.len());
            prop_assert_eq!(column.most(), numbers.iter().copied().max().unwrap());
            prop_assert!((0..numbers.len()).all(|record| column.get(record) == numbers[record]));
        }

        #[test]
        fn ranges_and_rows_are_exact(numbers in numbers(), one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>()) {
            let column = column(&numbers);
            let (first, last) = (*one.get(&numbers), *other.get(&numbers));
            for (index, block) in numbers.chunks(BLOCK).enumerate() {
                let mut mask = vec![false; block.len()];
                column.block(index).mark_range(first, last, &mut mask);
                let expect: Vec<bool> = block.iter().map(|number| (first..=last).contains(number)).collect();
                prop_assert_eq!(&mask, &expect);
                let places: Vec<u16> = (0..block.len() as u16).filter(|place| mask[usize::from(*place)]).collect();
                let expect: Vec<u64> = places.iter().map(|place| block[usize::from(*place)]).collect();
                let mut out = Vec::new();
                column.block(index).gather(&Rows::Some(places), &mut out);
                prop_assert_eq!(&out, &expect);
                column.block(index).gather(&Rows::All(block.len()), &mut out);
                prop_assert_eq!(&out, block);
            }
        }
    }

    #[test]
    fn fill_appends_across_blocks() {
        let mut column = column(&[7]);
        column.fill(BLOCK * 3 + 5, 9);
        assert_eq!(column.len(), BLOCK * 3 + 5);
        assert_eq!((column.get(0), column.get(1), column.get(BLOCK * 3 + 4)), (7, 9, 9));
    }

    #[test]
    fn a_block_of_small_distances_is_small() {
        let distances = |width: u64| {
            (0..BLOCK as u64).map(|n| u64::MAX / 2 + n * width / BLOCK as u64).collect::<Vec<_>>()
        };
        for (width, bytes) in [(1, 0), (200, 1), (40_000, 2), (4_000_000_000, 4), (u64::MAX / 8192, 8)] {
            let column = column(&distances(width));
            assert_eq!(column.full[0].bytes(), bytes * BLOCK, "{width}");
        }
    }
}

//! JSON of tuples: arrays whose items each have a type of their own (`prefixItems`).

use super::{Checker, Failure, Json, Reader, Writer};

macro_rules! tuples {
    ($($length:literal: ($($index:tt $item:ident)+);)*) => {$(
        /// Reads arrays of exactly this length: a shorter one has no value for what is missing, unless that may be, and
        /// there is no place for the rest of a longer one.
        impl<$($item: Json),+> Json for ($($item,)+) {
            fn blank() -> Self {
                ($($item::blank(),)+)
            }

            fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
                const LENGTH: &str = concat!("an array of ", $length, " items");
                reader.look();
                let start = reader.position();
                let mut value = Self::blank();
                let mut next = 0;
                reader.items(&mut |reader| {
                    match next {
                        $($index => value.$index = Json::read(reader)?,)+
                        _ => return Err(reader.failure(LENGTH)),
                    }
                    next += 1;
                    Ok(())
                })?;
                if next < count([$(!$item::MAY_BE_MISSING),+]) {
                    reader.rewind(start);
                    return Err(reader.failure(LENGTH));
                }
                Ok(value)
            }

            fn write(&self, writer: &mut Writer) {
                let needed = count([$(!$item::MAY_BE_MISSING),+]);
                let written = needed.max(count([$(!self.$index.is_absent()),+]));
                writer.items(|writer| {
                    $(if $index < written {
                        writer.item(&self.$index);
                    })+
                });
            }

            fn check(&self, at: &mut Checker<'_>) {
                $(self.$index.check(&mut at.item($index));)+
            }
        }
    )*};
}

tuples! {
    1: (0 A);
    2: (0 A 1 B);
    3: (0 A 1 B 2 C);
    4: (0 A 1 B 2 C 3 D);
    5: (0 A 1 B 2 C 3 D 4 E);
    6: (0 A 1 B 2 C 3 D 4 E 5 F);
    7: (0 A 1 B 2 C 3 D 4 E 5 F 6 G);
    8: (0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H);
    9: (0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H 8 I);
    10: (0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H 8 I 9 J);
    11: (0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H 8 I 9 J 10 K);
    12: (0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H 8 I 9 J 10 K 11 L);
}

/// The number of items up to the last one that has to be there.
fn count<const N: usize>(are_needed: [bool; N]) -> usize {
    let last = are_needed.iter().rposition(|is_needed| *is_needed);
    last.map_or(0, |last| last + 1)
}

//! What becomes of schemas, one decision after the other: which type, which variant, which tag, what is dropped and what is said of it.

mod all_of;
mod enumeration;
mod inheritance;
mod narrow;
mod nulls;
mod object;
mod passes;
mod printed;
mod sides;
mod union;

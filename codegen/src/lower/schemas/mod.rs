//! Schemas: which type each becomes, and what its users have to know.

pub(in crate::lower) mod all_of;
pub(in crate::lower) mod enumeration;
pub(in crate::lower) mod formats;
pub(in crate::lower) mod inheritance;
pub(in crate::lower) mod limits;
pub(in crate::lower) mod narrow;
pub(in crate::lower) mod nulls;
pub(in crate::lower) mod object;
pub(in crate::lower) mod references;
pub(in crate::lower) mod schema;
pub(in crate::lower) mod sides;
pub(in crate::lower) mod tuple;
pub(in crate::lower) mod types;
pub(in crate::lower) mod union;
pub(in crate::lower) mod variants;

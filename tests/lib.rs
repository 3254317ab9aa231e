//! The tests of this workspace; see the files beside this one.

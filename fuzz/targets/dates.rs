//! `openapi_build_fuzz::dates`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| openapi_build_fuzz::dates(bytes));

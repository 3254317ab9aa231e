//! `openapi_build_fuzz::json`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| openapi_build_fuzz::json(bytes));

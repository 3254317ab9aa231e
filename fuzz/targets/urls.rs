//! `openapi_build_fuzz::urls`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| openapi_build_fuzz::urls(bytes));

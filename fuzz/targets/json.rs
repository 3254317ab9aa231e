//! `openapi_client_fuzz::json`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| openapi_client_fuzz::json(bytes));

//! What is measured: one payload, one direction, one library.

use std::hint::black_box;

use openapi_build_runtime::json::{self, Json};
use serde::{Serialize, de::DeserializeOwned};

use crate::{derived, generated, payloads};

pub const PAYLOADS: [&str; 3] = ["credential", "orders", "chunks"];
pub const DIRECTIONS: [&str; 2] = ["decode", "encode"];
/// Ours first.
pub const LIBRARIES: [&str; 4] = ["generated", "serde_json", "simd-json", "sonic-rs"];

pub type Work = Box<dyn FnMut()>;

/// The work of one round: all texts of the payload.
///
/// # Panics
///
/// When there is no such work, or a library cannot read what it should.
pub fn of(payload: &str, direction: &str, library: &str) -> Work {
    let one = |text: String| vec![text];
    match payload {
        "credential" => typed::<seam_client::types::AcsCredential, seam_derived::AcsCredential>(
            one(payloads::credential()),
            direction,
            library,
        ),
        "orders" => typed::<generated::types::OrderList, derived::OrderList>(
            one(payloads::orders()),
            direction,
            library,
        ),
        "chunks" => {
            typed::<generated::types::Chunk, derived::Chunk>(payloads::chunks(), direction, library)
        }
        _ => panic!("no payload {payload}"),
    }
}

fn typed<G: Json, D: DeserializeOwned + Serialize + 'static>(
    texts: Vec<String>,
    direction: &str,
    library: &str,
) -> Work {
    check::<G, D>(&texts);
    match direction {
        "decode" => decoding::<G, D>(texts, library),
        "encode" => encoding::<G, D>(&texts, library),
        _ => panic!("no direction {direction}"),
    }
}

/// All read the same, and what generated code writes is what it read.
fn check<G: Json, D: DeserializeOwned + Serialize>(texts: &[String]) {
    let written = |derived: serde_json::Result<D>| {
        let derived = derived.expect("it fits the types");
        serde_json::to_string(&derived).expect("it was read")
    };
    for text in texts {
        let expected = written(serde_json::from_str(text));
        let generated: G = json::from_str(text).expect("it fits the document");
        let again = written(serde_json::from_str(&json::to_string(&generated)));
        assert!(again == expected, "generated code");
        let simd = simd_json::from_slice(&mut text.clone().into_bytes());
        let simd = written(Ok(simd.expect("it fits the types")));
        assert!(simd == expected, "simd-json");
        let sonic = written(Ok(sonic_rs::from_str(text).expect("it fits the types")));
        assert!(sonic == expected, "sonic-rs");
    }
}

fn decoding<G: Json, D: DeserializeOwned + 'static>(texts: Vec<String>, library: &str) -> Work {
    match library {
        "generated" => each(texts, |text| json::from_slice::<G>(text).ok()),
        "serde_json" => each(texts, |text| serde_json::from_slice::<D>(text).ok()),
        // It writes into the text, so it gets a copy: a body that arrived is a buffer of its own.
        "simd-json" => {
            let mut buffer = Vec::new();
            each(texts, move |text| {
                buffer.clear();
                buffer.extend_from_slice(text);
                simd_json::from_slice::<D>(&mut buffer).ok()
            })
        }
        "sonic-rs" => each(texts, |text| sonic_rs::from_slice::<D>(text).ok()),
        _ => panic!("no library {library}"),
    }
}

fn each<T>(texts: Vec<String>, mut read: impl FnMut(&[u8]) -> Option<T> + 'static) -> Work {
    Box::new(move || {
        for text in &texts {
            let value = read(black_box(text.as_bytes()));
            assert!(black_box(value).is_some());
        }
    })
}

fn encoding<G: Json, D: DeserializeOwned + Serialize + 'static>(
    texts: &[String],
    library: &str,
) -> Work {
    let derived = || {
        let values = texts.iter().map(|text| serde_json::from_str(text));
        values.collect::<Result<Vec<D>, _>>().expect("it fits")
    };
    match library {
        "generated" => {
            let values = texts.iter().map(|text| json::from_str(text));
            let values: Vec<G> = values.collect::<Result<_, _>>().expect("it fits");
            every(values, |value| Some(json::to_vec(value)))
        }
        "serde_json" => every(derived(), |value| serde_json::to_vec(value).ok()),
        "simd-json" => every(derived(), |value| simd_json::to_vec(value).ok()),
        "sonic-rs" => every(derived(), |value| sonic_rs::to_vec(value).ok()),
        _ => panic!("no library {library}"),
    }
}

fn every<T: 'static>(
    values: Vec<T>,
    mut write: impl FnMut(&T) -> Option<Vec<u8>> + 'static,
) -> Work {
    Box::new(move || {
        for value in &values {
            let text = write(black_box(value));
            assert!(black_box(text).is_some());
        }
    })
}

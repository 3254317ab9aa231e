//! The credentials of Seam's own documentation.
//!
//! They are read from `$OPENAPI_BUILD_SHARED/seam/examples`; without the variable these tests
//! pass and say that they have looked at nothing.

mod shared;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use seam_client::Validate as _;
use seam_client::runtime::json;
use serde_json::Value;

/// What the document requires of a credential and no value can stand in for, in its order.
const REQUIRED: [&str; 7] = [
    "access_method",
    "acs_credential_id",
    "acs_system_id",
    "connected_account_id",
    "created_at",
    "display_name",
    "workspace_id",
];

/// File names and credentials; none when nobody says where they are.
fn examples() -> Option<Vec<(String, Value)>> {
    let directory = shared::directory("seam/examples")?;
    let entries = fs::read_dir(&directory).expect("$OPENAPI_BUILD_SHARED/seam/examples");
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let mut file: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, file["object"].take())
    };
    let examples: Vec<_> = paths.into_iter().map(read).collect();
    assert!(examples.len() > 20, "there are {} examples", examples.len());
    Some(examples)
}

/// With the corrections of `tests/corrected`.
#[test]
fn all_decode_and_encode_back_to_the_same_json() {
    for (name, sent) in examples().unwrap_or_default() {
        let text = sent.to_string();
        let credential: seam_corrected::types::AcsCredential =
            json::from_str(&text).unwrap_or_else(|failure| panic!("{name}: {failure}"));
        let written: Value = serde_json::from_str(&json::to_string(&credential)).unwrap();
        assert_eq!(written, sent, "{name}");
        // The bridges to serde are no second opinion.
        let bridged: seam_corrected::types::AcsCredential = serde_json::from_value(sent).unwrap();
        assert_eq!(bridged, credential, "{name}");
        assert_eq!(serde_json::to_value(&bridged).unwrap(), written, "{name}");
    }
}

/// The secrets of the examples, by the place where they stand, are nowhere in what is printed.
#[test]
fn none_shows_its_secrets() {
    for (name, sent) in examples().unwrap_or_default() {
        let shown = |change: &dyn Fn(&mut Value)| {
            let mut changed = sent.clone();
            change(&mut changed);
            let credential: seam_corrected::types::AcsCredential =
                serde_json::from_value(changed).unwrap();
            format!("{credential:?} {credential:#?}")
        };
        let secret = shown(&|credential| {
            credential["code"] = "471147".into();
            credential["card_number"] = "471147".into();
        });
        assert!(!secret.contains("471147"), "{name}");
        // Not even whether there is one.
        let null = shown(&|credential| {
            credential["code"] = Value::Null;
            credential["card_number"] = Value::Null;
        });
        assert_eq!(secret, null, "{name}");
    }
}

/// Where the document as it stands is at odds with an example, found without the client's help.
fn expected_failure(credential: &Value) -> Option<(String, Vec<&'static str>)> {
    let metadata = &credential["visionline_metadata"];
    if metadata.is_object() && metadata.get("card_function_type").is_none() {
        let path = "$.visionline_metadata.card_function_type".to_owned();
        return Some((path, vec!["card_function_type"]));
    }
    let missing = REQUIRED.into_iter();
    let missing: Vec<_> = missing
        .filter(|name| credential.get(name).is_none())
        .collect();
    Some((format!("$.{}", missing.first()?), missing))
}

#[test]
fn without_the_corrections_each_failure_names_its_path() {
    let Some(examples) = examples() else { return };
    let (mut fine, mut paths) = (0, BTreeSet::new());
    for (name, sent) in examples {
        let read = json::from_str::<seam_client::types::AcsCredential>(&sent.to_string());
        match (read, expected_failure(&sent)) {
            (Ok(credential), None) => {
                assert_eq!(serde_json::to_value(&credential).unwrap(), sent, "{name}");
                fine += 1;
            }
            (Err(failure), Some((path, missing))) => {
                assert_eq!(failure.path(), path, "{name}");
                assert_eq!(failure.missing_properties(), missing, "{name}");
                assert!(failure.to_string().starts_with(&format!("{path}: missing")));
                paths.insert(path);
            }
            (Ok(_), Some(expected)) => panic!("{name} decodes without {expected:?}"),
            (Err(failure), None) => panic!("{name}: {failure}"),
        }
    }
    assert_eq!(fine, 3);
    let classes = [
        "$.access_method",
        "$.acs_system_id",
        "$.connected_account_id",
        "$.visionline_metadata.card_function_type",
    ];
    assert_eq!(paths.iter().collect::<Vec<_>>(), classes);
}

/// Lists that are missing are empty and a constant that is missing is the constant, so an example
/// that lacks only those decodes even without the corrections.
#[test]
fn lists_and_constants_need_no_correction() {
    for (name, mut sent) in examples().unwrap_or_default() {
        if expected_failure(&sent).is_some() {
            continue;
        }
        let object = sent.as_object_mut().unwrap();
        for property in ["errors", "warnings", "is_managed"] {
            object.remove(property);
        }
        let credential: seam_client::types::AcsCredential =
            json::from_str(&sent.to_string()).unwrap_or_else(|failure| panic!("{name}: {failure}"));
        assert!(credential.errors.is_empty() && credential.warnings.is_empty());
        assert_eq!(credential.is_managed.as_bool(), Some(true));
        assert!(credential.validate().is_ok());
    }
}

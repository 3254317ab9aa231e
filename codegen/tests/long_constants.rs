//! A text of the document stays whole in the code, however long it is and whatever brackets are in it.

use openapi_build::{Config, Source, generate};

#[test]
fn a_long_constant_with_brackets_is_one_literal() {
    let constant = format!("a ({}), b <{}>", "c, ".repeat(60), "d".repeat(60));
    let document = format!(
        r##"{{"openapi":"3.1.0","info":{{"title":"T","version":"1"}},"paths":{{}},"components":{{"schemas":{{
            "Cat":{{"type":"object","required":["kind"],"properties":{{"kind":{{"type":"string"}}}}}},
            "Dog":{{"type":"object","required":["kind"],"properties":{{"kind":{{"type":"string"}}}}}},
            "Pet":{{"oneOf":[{{"$ref":"#/components/schemas/Cat"}},{{"$ref":"#/components/schemas/Dog"}}],
                "discriminator":{{"propertyName":"kind","mapping":{{"{constant}":"#/components/schemas/Cat"}}}}}},
            "Listed":{{"enum":["{constant}","x"]}}}}}}}}"##
    );
    let source = Source::from_text("constants.json", &document);
    let generated = generate(source, &Config::default(), "client.rs");
    let output = generated.output.expect("a document without errors");
    let [(_, code)] = output.files.as_slice() else {
        panic!("one file");
    };
    let code: Vec<&str> = code.lines().collect();
    let code = code
        .iter()
        .filter(|line| !line.trim_start().starts_with("//"));
    let begun = code.clone().filter(|line| line.contains("\"a ("));
    let whole = code.filter(|line| line.contains(&format!("{constant:?}")));
    // What `new` sets, the enum both ways, and what its rule lists.
    let (begun, whole) = (begun.count(), whole.count());
    assert_eq!(begun, whole);
    assert!(whole >= 4, "{whole}");
}

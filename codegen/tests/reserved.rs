//! Lowering keeps names away from the methods that generated code has anyway, by lists in `names::reserved`. Here is checked
//! that these lists are what the emitters write.

use std::collections::{BTreeMap, BTreeSet};

use openapi_build::names::reserved;
use openapi_build::{Config, Source, generate};

/// All names of this document begin with `zz`, and so does what is made of them.
const DOCUMENT: &str = "\
openapi: 3.0.3
info: { title: Names, version: '1' }
servers:
  - { url: 'https://{zz-host}.example', description: zz main, variables: { zz-host: { default: a } } }
  - { url: 'https://b.example', description: zz other }
security: [{ zz-key: [] }]
paths:
  /a:
    post:
      operationId: zzSend
      parameters: [{ name: zz-page, in: query, schema: { type: integer } }]
      requestBody:
        content: { application/json: { schema: { $ref: '#/components/schemas/ZzThing' } }, text/plain: {} }
      responses: { '200': { description: Bytes., content: { application/octet-stream: {} } } }
  /b:
    post:
      operationId: zzUpload
      requestBody: { content: { multipart/form-data: { schema: {
        type: object, properties: { zz-file: { type: string, format: binary }, zz-name: { type: string } } } } } }
      responses: { '200': { description: Events., content: { text/event-stream: {} } } }
  /c:
    post:
      operationId: zzUploadAll
      requestBody: { required: true, content: { multipart/form-data: { schema: {
        type: object, required: [zz-file], properties: { zz-file: { type: string, format: binary } } } } } }
      responses: { '204': { description: Done. } }
components:
  schemas:
    ZzThing: { type: object, required: [zz-name], properties: {
      zz-name: { type: string, minLength: 1 }, zz-count: { type: integer } } }
    ZzPart: { type: object, properties: { zz-thing: { $ref: '#/components/schemas/ZzThing' } } }
  securitySchemes:
    zz-key: { type: apiKey, in: header, name: X-Key }
";

/// The methods of each type, but for those that a name of the document gave and those of traits that nobody
/// has in scope unasked.
fn methods(items: &[syn::Item], found: &mut BTreeMap<String, BTreeSet<String>>) {
    for item in items {
        match item {
            syn::Item::Mod(module) => {
                let inside = module.content.as_ref();
                methods(inside.map_or(&[][..], |(_, items)| items), found);
            }
            syn::Item::Impl(block) => {
                let asked_for = block.trait_.as_ref().is_some_and(|(path, _)| {
                    let first = path.segments.first().map(|one| one.ident.to_string());
                    matches!(first.as_deref(), Some("json" | "serde"))
                });
                let syn::Type::Path(of) = &*block.self_ty else {
                    continue;
                };
                let of = of.path.segments.last().expect("a name").ident.to_string();
                let names = block.items.iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(method) if !asked_for => Some(method.sig.ident.to_string()),
                    _ => None,
                });
                let names = names.filter(|name| !name.starts_with("zz"));
                found.entry(of).or_default().extend(names);
            }
            _ => {}
        }
    }
}

#[test]
fn the_methods_that_generated_code_has_anyway_are_reserved() {
    let source = Source::from_text("names.yaml", DOCUMENT);
    let generated = generate(source, &Config::default(), "client.rs");
    let output = generated.output.expect("a client");
    let file = syn::parse_file(&output.files[0].1).expect("Rust");
    let mut found = BTreeMap::new();
    methods(&file.items, &mut found);
    let mut calls = BTreeSet::new();
    for (of, methods) in &found {
        let reserved = match of.as_str() {
            "Client" => reserved::CLIENT,
            "ClientBuilder" => reserved::BUILDER,
            "Server" => reserved::SERVER,
            "Multipart" => continue,
            form if form.ends_with("Form") => reserved::FORM,
            call if call.ends_with("Call") => {
                calls.extend(methods.iter().map(String::as_str));
                reserved::CALL
            }
            _ => reserved::OBJECT,
        };
        for method in methods {
            assert!(reserved.contains(&method.as_str()), "{of}::{method}");
        }
    }
    // Nothing is kept away from calls that they don't have; `request` is a variable of the client's methods.
    let kept: BTreeSet<&str> = reserved::CALL.iter().copied().collect();
    let had = calls.into_iter().chain(["request"]).collect();
    assert_eq!(kept, had);
}

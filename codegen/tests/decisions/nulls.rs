//! Whether a schema allows null by what it consists of.

use crate::printed::made;

/// What a property is that refers to this component; `Text` and `Maybe` are there besides.
fn property(schema: &str) -> String {
    let made = made(&format!(
        "Text: {{ type: object, properties: {{ t: {{ type: string }} }} }}
         Maybe: {{ type: [object, 'null'], properties: {{ t: {{ type: string }} }} }}
         It: {schema}
         Zz: {{ type: object, properties: {{ v: {{ $ref: '#/components/schemas/It' }} }} }}"
    ));
    made.ty("Zz")
}

const TEXT: &str = "{ $ref: '#/components/schemas/Text' }";
const MAYBE: &str = "{ $ref: '#/components/schemas/Maybe' }";

#[test]
fn a_union_is_null_where_one_variant_is_and_an_all_of_where_all_parts_are() {
    let null = "{ v?: It|null }";
    let sure = "{ v?: It }";
    for (schema, expected) in [
        (format!("{{ anyOf: [{TEXT}, {MAYBE}] }}"), null),
        (format!("{{ anyOf: [{TEXT}, {{ type: 'null' }}] }}"), null),
        (format!("{{ anyOf: [{TEXT}, {{ type: integer }}] }}"), sure),
        (format!("{{ allOf: [{TEXT}, {MAYBE}] }}"), sure),
        (format!("{{ allOf: [{MAYBE}] }}"), null),
        (
            format!("{{ oneOf: [{TEXT}, {{ oneOf: [{{ type: 'null' }}, {{ type: string }}] }}] }}"),
            null,
        ),
        // Another name for a component is that component.
        (MAYBE.to_owned(), "{ v?: Maybe|null }"),
    ] {
        assert_eq!(property(&schema), expected, "{schema}");
    }
}

#[test]
fn a_union_in_a_circle_finds_null_wherever_it_is_asked_first() {
    let circle = |first: &str, second: &str| {
        let made = made(&format!(
            "{first}: {{ anyOf: [{{ $ref: '#/components/schemas/{second}' }}, {{ type: string }}] }}
             {second}: {{ anyOf: [{{ $ref: '#/components/schemas/{first}' }}, {{ type: integer }}, {{ type: 'null' }}] }}
             Zz: {{ type: object, properties: {{ x: {{ $ref: '#/components/schemas/{first}' }}, y: {{ $ref: '#/components/schemas/{second}' }} }} }}"
        ));
        made.ty("Zz")
    };
    assert_eq!(circle("A", "B"), "{ x?: A|null, y?: B|null }");
    assert_eq!(circle("B", "A"), "{ x?: B|null, y?: A|null }");
}

//! Rules of aliases, which Rust has no place for, stand where the alias is used.

use crate::printed::made;

#[test]
fn rules_follow_aliases_of_aliases_into_lists_and_maps() {
    let made = made(
        "Word: { type: string, minLength: 2 }
         Short: { allOf: [{ $ref: '#/components/schemas/Word' }] }
         Words: { type: array, maxItems: 5, items: { $ref: '#/components/schemas/Short' } }
         Use: { type: object, properties: { one: { $ref: '#/components/schemas/Short' }, all: { $ref: '#/components/schemas/Words' }, by: { type: object, additionalProperties: { $ref: '#/components/schemas/Word' } } } }",
    );
    assert_eq!(
        made.ty("Use"),
        "{ one?: Short [MinLength(2)], all?: Words [MaxItems(5), each MinLength(2)], by?: Map<Word> [each MinLength(2)] }"
    );
}

#[test]
fn rules_reach_variants_additional_properties_and_nullable_items() {
    let made = made(
        "Word: { type: string, minLength: 2 }
         Maybe: { type: [string, 'null'], maxLength: 4 }
         Choice: { oneOf: [{ $ref: '#/components/schemas/Word' }, { type: integer }] }
         Rest: { type: object, properties: { list: { type: array, items: { $ref: '#/components/schemas/Maybe' } } }, additionalProperties: { $ref: '#/components/schemas/Word' } }",
    );
    assert_eq!(
        made.ty("Choice"),
        "Word(Word) [MinLength(2)] | Integer(i64)"
    );
    assert_eq!(
        made.ty("Rest"),
        "{ list?: Vec<Option<Maybe>> [each MaxLength(4)], ..: Word [MinLength(2)] }"
    );
}

#[test]
fn rules_that_a_place_adds_stay_and_none_is_there_twice() {
    let made = made(
        "Word: { type: string, minLength: 2 }
         Use: { type: object, properties: { w: { allOf: [{ $ref: '#/components/schemas/Word' }], minLength: 2, maxLength: 3 } } }",
    );
    let ty = made.ty("Use");
    assert_eq!(ty.matches("MinLength(2)").count(), 1, "{ty}");
    assert_eq!(ty.matches("MaxLength(3)").count(), 1, "{ty}");
}

#[test]
fn a_list_that_holds_itself_checks_its_rules_itself() {
    let made = made(
        "Tree: { type: array, maxItems: 3, items: { $ref: '#/components/schemas/Tree' } }
         Use: { type: object, properties: { tree: { $ref: '#/components/schemas/Tree' } } }",
    );
    assert_eq!(made.ty("Tree"), "(Vec<Tree>) [MaxItems(3)]");
    assert_eq!(made.ty("Use"), "{ tree?: Tree }");
}

#[test]
fn rules_that_very_many_places_would_copy_are_named() {
    let pattern = "x".repeat(40_000);
    let fields: Vec<String> = (0..60)
        .map(|at| format!("f{at}: {{ $ref: '#/components/schemas/Word' }}"))
        .collect();
    let made = made(&format!(
        "Word: {{ type: string, pattern: {pattern} }}\nUse: {{ type: object, properties: {{ {} }} }}",
        fields.join(", ")
    ));
    let copied = made.ty("Use").matches("Pattern").count();
    assert!((1..60).contains(&copied), "{copied}");
    assert_eq!(made.found("too-many-rules"), ["Use"]);
}

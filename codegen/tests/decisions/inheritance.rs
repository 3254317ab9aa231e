//! A schema with a discriminator that others name in their `allOf`.

use crate::printed::made;

const HEIRS: &str = "Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object, properties: { purrs: { type: boolean } } }] }
    Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object, properties: { barks: { type: boolean } } }] }";

fn pets(discriminator: &str, kind: &str) -> crate::printed::Made {
    made(&format!(
        "Pet: {{ type: object, required: [kind], properties: {{ kind: {kind} }}, discriminator: {discriminator} }}\n{HEIRS}"
    ))
}

#[test]
fn a_parent_is_one_of_its_heirs_or_itself() {
    let made = pets("{ propertyName: kind }", "{ type: string }");
    assert_eq!(
        made.ty("Pet"),
        "Cat(Cat) Cat | Dog(Dog) Dog | Base(PetBase) Pet default"
    );
    assert_eq!(made.ty("Cat"), r#"{ kind: String = "Cat", purrs?: Bool }"#);
}

#[test]
fn the_mapping_renames_heirs_and_the_parent() {
    let made = pets(
        "{ propertyName: kind, mapping: { cat: Cat, kitten: Cat, any: Pet } }",
        "{ type: string }",
    );
    assert_eq!(
        made.ty("Pet"),
        "Cat(Cat) cat kitten | Dog(Dog) Dog | Base(PetBase) any default"
    );
    // A cat of two tags has none from the beginning.
    assert_eq!(made.ty("Cat"), "{ kind: String, purrs?: Bool }");
    assert_eq!(made.ty("Dog"), r#"{ kind: String = "Dog", barks?: Bool }"#);
}

#[test]
fn what_the_parent_lists_for_all_tells_no_heir_and_the_rest_is_the_parents_own() {
    let made = pets(
        "{ propertyName: kind }",
        "{ type: string, enum: [Cat, Dog, Fish] }",
    );
    assert_eq!(
        made.ty("Pet"),
        "Cat(Cat) Cat | Dog(Dog) Dog | Base(PetBase) Fish default"
    );
}

#[test]
fn a_default_mapping_takes_the_place_of_the_parent() {
    let made = pets(
        "{ propertyName: kind, defaultMapping: Dog }",
        "{ type: string }",
    );
    assert_eq!(
        made.ty("Pet"),
        "Cat(Cat) Cat | Dog(Dog) Dog default | Base(PetBase) Pet"
    );
}

#[test]
fn heirs_of_heirs_are_variants_and_none_of_them_contains_the_union() {
    let made = made(&format!(
        "Pet: {{ type: object, required: [kind], properties: {{ kind: {{ type: string }} }}, discriminator: {{ propertyName: kind }} }}
         {HEIRS}
         Puppy: {{ allOf: [{{ $ref: '#/components/schemas/Dog' }}, {{ type: object, properties: {{ weeks: {{ type: integer }} }} }}] }}"
    ));
    assert_eq!(
        made.ty("Pet"),
        "Cat(Cat) Cat | Dog(Dog) Dog | Puppy(Puppy) Puppy | Base(PetBase) Pet default"
    );
    assert_eq!(
        made.ty("Puppy"),
        r#"{ kind: String = "Puppy", barks?: Bool, weeks?: i64 }"#
    );
}

//! Enums of errors that several operations have.

use openapi_build::ir::Replies;

use crate::printed::{Made, made_for};

/// What becomes of operations with these replies beside a success.
fn operations(replies: &[&str]) -> Made {
    let paths: Vec<String> = replies
        .iter()
        .enumerate()
        .map(|(at, replies)| {
            format!("/p{at}: {{ get: {{ operationId: op{at}, responses: {{ '204': {{ description: Done. }}, {replies} }} }} }}")
        })
        .collect();
    made_for(
        &paths.join("\n"),
        "Problem: { type: object, properties: { detail: { type: string } } }",
    )
}

fn reply(status: &str, description: &str, schema: &str) -> String {
    format!(
        "'{status}': {{ description: {description}, content: {{ application/json: {{ schema: {schema} }} }} }}"
    )
}

fn shared(made: &Made) -> Vec<Option<usize>> {
    let operations = made.api.operations.iter();
    let shared = operations.map(|operation| match &operation.error {
        Replies::Many { shared, .. } => *shared,
        _ => None,
    });
    shared.collect()
}

const PROBLEM: &str = "{ $ref: '#/components/schemas/Problem' }";

#[test]
fn operations_with_the_same_statuses_and_bodies_share_one() {
    let both = [
        reply("404", "Gone.", PROBLEM),
        reply("409", "Taken.", "{ type: string }"),
    ]
    .join(", ");
    let other = [
        reply("404", "Gone.", PROBLEM),
        reply("410", "Taken.", "{ type: string }"),
    ]
    .join(", ");
    let made = operations(&[&both, &other, &both]);
    assert_eq!(shared(&made), [Some(0), None, Some(0)]);
    assert_eq!(made.api.shared_errors.len(), 1);
}

#[test]
fn only_what_all_say_of_a_status_is_said_of_the_shared_one() {
    let replies = |gone: &str| {
        [
            reply("404", gone, PROBLEM),
            reply("409", "Taken.", "{ type: string }"),
        ]
        .join(", ")
    };
    let made = operations(&[&replies("No user."), &replies("No order.")]);
    let said = made.api.shared_errors[0].variants.iter();
    let said: Vec<&str> = said.map(|one| one.description.as_str()).collect();
    assert_eq!(said, ["", "Taken."]);
}

#[test]
fn the_same_statuses_with_other_bodies_have_names_of_their_own() {
    let with = |schema: &str| {
        [
            reply("404", "Gone.", schema),
            reply("409", "Taken.", "{ type: boolean }"),
        ]
        .join(", ")
    };
    let (text, problem) = (with("{ type: string }"), with(PROBLEM));
    let made = operations(&[&text, &problem, &text, &problem]);
    assert_eq!(shared(&made), [Some(0), Some(1), Some(0), Some(1)]);
    let names = made.api.shared_errors.iter();
    let names: Vec<&str> = names.map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["NotFoundOrConflict", "NotFoundOrConflictOfProblem"]);
}

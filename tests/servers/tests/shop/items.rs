//! Items are created, listed, read, changed, deleted, and waited for.

use std::collections::BTreeSet;
use std::time::Duration;

use openapi_build_servers::shop::types::{
    Color, Dimensions, Dog, Fish, ItemCreate, ItemIdOrName, ItemPet, ItemUpdate, ItemUpdatePrice,
    Level,
};
use openapi_build_servers::shop::{Date, Nullable, Uuid, Value};

use super::{alice, item, stranger};

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn what_is_created_is_read() {
    let client = alice().await;
    let body = ItemCreate::new("Lamp", "10.50".into())
        .description("of brass")
        .color(Color::LightBlue)
        .level(Level::Value2)
        .tags(vec!["light".to_owned()])
        .size(Dimensions::new(1.5, 2.0))
        .pet(ItemPet::from(Dog::new().bark("loud")))
        .homepage("https://example.com/lamp")
        .extra([("answer".to_owned(), Value::from(42))].into())
        .location((1.0, -2.5))
        .ttl("P1DT6H")
        .opens("08:30:00")
        .available_from("2026-01-02".parse::<Date>().unwrap())
        .id_or_name("lamp".into());
    let response = client.create_item(&body).send().await.unwrap();
    assert_eq!(response.status(), 201);
    let created = response.into_body();
    assert_eq!(created.owner, "alice");
    assert_eq!(created.price, "10.50");
    assert_eq!(created.label, "Lamp (light blue)");
    assert_eq!(created.level, Nullable::Value(Level::Value2));
    assert_eq!(created.location, Nullable::Value((1.0, -2.5)));
    assert_eq!(
        created.available_from.value().unwrap().to_string(),
        "2026-01-02"
    );
    assert_eq!(created.id_or_name, Some(ItemIdOrName::from("lamp")));
    assert_eq!(created.parent, Nullable::Null);
    let Nullable::Value(ItemPet::Dog(dog)) = &created.pet else {
        panic!("{:?}", created.pet);
    };
    assert_eq!(dog.bark, Nullable::Value("loud".to_owned()));

    // The server leaves out what was not set: absent is not null.
    let read = client.read_item(created.id).await.unwrap();
    assert_eq!(read.parent, Nullable::Absent);
    assert_eq!(read.created_at, created.created_at);
    assert_eq!(read.size.value().unwrap().height, 2.0);
    assert_eq!(read.extra.unwrap()["answer"], Value::from(42));
}

/// `kind` of a fish has two values, and one of them is the default.
#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_variant_that_is_built_keeps_its_tag() {
    let client = alice().await;
    let body = ItemCreate::new("Pond", "1.00".into()).pet(ItemPet::from(Fish::new(true)));
    let created = client.create_item(&body).await.unwrap();
    let Nullable::Value(ItemPet::Fish(fish)) = &created.pet else {
        panic!("{:?}", created.pet);
    };
    assert!(fish.salt_water);
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn pages_hold_every_item_once() {
    let client = alice().await;
    let mut made = BTreeSet::new();
    for number in 0..5 {
        let body = ItemCreate::new(format!("Page {number}"), "1.00".into()).color(Color::Green);
        made.insert(client.create_item(&body).await.unwrap().id);
    }
    let mut seen = BTreeSet::new();
    let mut cursor: Option<String> = None;
    loop {
        let call = client.list_items().limit(2).color(Some(vec![Color::Green]));
        let page = call
            .cursor(&cursor)
            .x_trace(Some("t".to_owned()))
            .await
            .unwrap();
        assert!(page.items.len() <= 2);
        for item in &page.items {
            assert!(seen.insert(item.id), "{} is on two pages", item.id);
        }
        cursor = page.next_cursor.into_value();
        if cursor.is_none() {
            break;
        }
    }
    assert!(seen.is_superset(&made));
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn what_is_changed_and_what_is_not() {
    let client = alice().await;
    let body = ItemCreate::new("Chair", "5.00".into()).description("of wood");
    let id = client.create_item(&body).await.unwrap().id;
    // Absent leaves it as it is, null takes it away.
    let change = ItemUpdate::new().price(ItemUpdatePrice::from("6.25"));
    let changed = client.update_item(id, &change).await.unwrap();
    assert_eq!(changed.price, "6.25");
    assert_eq!(changed.description, Nullable::Value("of wood".to_owned()));
    let change = ItemUpdate::new().description(Nullable::Null);
    let changed = client.update_item(id, &change).await.unwrap();
    assert_eq!(changed.description, Nullable::Null);
    assert_eq!(changed.name, "Chair");
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn what_is_deleted_is_gone() {
    let client = alice().await;
    let id = item(&client, "Vase").await;
    let deleted = client.delete_item(id).send().await.unwrap();
    assert_eq!(deleted.status(), 204);
    let gone = client.read_item(id).await.unwrap_err();
    assert_eq!(gone.status().unwrap(), 404);
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_program_that_waits_sees_the_end() {
    let client = alice().await;
    let id = item(&client, "Cake").await;
    let mut states = Vec::new();
    while states.last().map(String::as_str) != Some("ready") {
        assert!(states.len() < 10, "{states:?}");
        let state = client.item_state(id).await.unwrap();
        states.push(state.as_str().to_owned());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(states, ["pending", "pending", "ready"]);
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn lists_in_queries_repeat_their_name() {
    let client = stranger();
    let call = client
        .by_ids(&[3, 1, 2])
        .flags(&[Color::Red, Color::LightBlue]);
    let call = call.when("2026-01-02".parse::<Date>().unwrap()).on(false);
    assert_eq!(call.await.unwrap(), [3, 1, 2]);
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_head_has_no_body() {
    let response = stranger().head_items().send().await.unwrap();
    assert_eq!(response.status(), 200);
    let nobody = stranger().read_item(Uuid::from_u128(1)).await.unwrap_err();
    assert_eq!(nobody.status().unwrap(), 404);
}

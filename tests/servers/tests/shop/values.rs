//! What is sent is what comes back: unions, tuples, dates, numbers, texts with everything in them.

use openapi_build_servers::shop::headers::XTotal;
use openapi_build_servers::shop::types::{
    Bird, BodyEmbedEmbedPost, BodyMultiMultiItemIdPut, Cat, CreatePetRequest, Dimensions, Dog,
    EitherResponse, FilterOrderBy, Fish, ItemCreate, Model2, Model2Lit, Tick, UnionRequest, User,
};
use openapi_build_servers::shop::{Nullable, Value};

use super::stranger;

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn each_variant_comes_back_as_itself() {
    let client = stranger();
    let cat = CreatePetRequest::from(Cat::new().lives(7));
    let told = client.create_pet(&cat).await.unwrap();
    assert!(matches!(told, CreatePetRequest::Cat(cat) if cat.lives == Some(7)));
    let dog = CreatePetRequest::from(Dog::new());
    let told = client.create_pet(&dog).await.unwrap();
    assert!(matches!(told, CreatePetRequest::Dog(_)));
    let fish = CreatePetRequest::from(Fish::new(false));
    let told = client.create_pet(&fish).await.unwrap();
    assert!(matches!(told, CreatePetRequest::Fish(fish) if !fish.salt_water));
    let bird = CreatePetRequest::from(Bird::new());
    let told = client.create_pet(&bird).await.unwrap();
    assert!(matches!(told, CreatePetRequest::Bird(bird) if bird.wings == Some(2)));
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_union_of_everything_comes_back() {
    let client = stranger();
    let values = [
        UnionRequest::from(Dimensions::new(1.0, 2.0)),
        UnionRequest::IntegerList(vec![1, 2]),
        UnionRequest::from("text"),
    ];
    for value in values {
        let told = client.union().body(&Some(value.clone())).await.unwrap();
        assert_eq!(told, Some(value));
    }
    let cat = UnionRequest::from(Cat::new());
    let told = client.union().body(&Some(cat)).await.unwrap();
    assert!(matches!(told, Some(UnionRequest::Cat(_))));
    assert_eq!(client.union().await.unwrap(), None);
    assert_eq!(client.union().body(&None).await.unwrap(), None);
    let told = client.either().await.unwrap();
    assert!(matches!(told, EitherResponse::Tick(tick) if tick.n == 1));
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_model_with_everything_comes_back() {
    let client = stranger();
    let told = client.model2(&Model2::new()).await.unwrap();
    assert_eq!(told.pos, Some((1, "a".to_owned(), 2.0)));
    assert_eq!(told.lit, Nullable::Null);
    let body = Model2::new()
        .pos((2, "ü".to_owned(), 0.5))
        .frozen(vec![3])
        .many(vec![1, 2, 3])
        .any(Value::from("x"))
        .lit(Model2Lit::True)
        .mapping([("5".to_owned(), Tick::new(5))].into())
        .either(nullable(Dimensions::new(1.0, 1.0)));
    let told = client.model2(&body).await.unwrap();
    assert_eq!(told.pos, body.pos);
    assert_eq!(told.frozen, body.frozen);
    assert_eq!(told.many, body.many);
    assert_eq!(told.any, body.any);
    assert_eq!(told.lit, body.lit);
    assert_eq!(told.mapping, body.mapping);
    assert_eq!(told.either, body.either);
}

fn nullable<T, U: From<T>>(value: T) -> Nullable<U> {
    Nullable::Value(value.into())
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn bodies_of_several_parts() {
    let client = stranger();
    let item = ItemCreate::new("Lamp", 2.5.into());
    let body = BodyMultiMultiItemIdPut::new(item, User::new("bob").full_name("Bob B"), 5);
    let told = client
        .multi(3, &body)
        .q(Some("ü &".to_owned()))
        .await
        .unwrap();
    assert_eq!(told["item_id"], Value::from(3));
    assert_eq!(told["importance"], Value::from(5));
    assert_eq!(told["user"]["fullName"], Value::from("Bob B"));
    let told = client
        .embed(&BodyEmbedEmbedPost::new(Tick::new(4)))
        .await
        .unwrap();
    assert_eq!(told["tick"].n, 4);
    let ticks = [Tick::new(1), Tick::new(2)];
    assert_eq!(client.body_list(&ticks).await.unwrap(), ticks);
    let payload = [("a".to_owned(), Value::from(1))].into();
    let accepted = client.accept(&payload).send().await.unwrap();
    assert_eq!(accepted.status(), 202);
    assert_eq!(accepted.message, "queued");
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn parameters_of_one_model() {
    let client = stranger();
    let told = client.filter().await.unwrap();
    assert_eq!((told.limit, told.tags), (Some(100), Some(Vec::new())));
    let call = client.filter().limit(5).order_by(&FilterOrderBy::UpdatedAt);
    let told = call
        .tags(&["a b".to_owned(), "c,d".to_owned()])
        .await
        .unwrap();
    assert_eq!(told.order_by, Some(FilterOrderBy::UpdatedAt));
    assert_eq!(told.tags.unwrap(), ["a b", "c,d"]);
    let path = "a/b c/ü%2F?#";
    // What the path stands for is one parameter: its slashes are part of the value.
    assert_eq!(client.file_path(path).await.unwrap(), path);
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn plain_values() {
    let client = stranger();
    let naive = client.naive().await.unwrap();
    assert_eq!(naive.to_string(), "2026-01-02T03:04:05.000678");
    assert!(!naive.has_offset());
    assert_eq!(client.nan().await.unwrap(), 1e300);
    assert_eq!(client.none().await.unwrap(), Value::Null);
    assert_eq!(client.any().await.unwrap()["a"].to_string(), "[1,null]");
    assert_eq!(client.counts().await.unwrap()["light blue"], 2);
    assert_eq!(client.maybe().await.unwrap(), None);
    assert_eq!(client.maybe().n(3).await.unwrap().unwrap().n, 3);
    let reply = client.header_reply().send().await.unwrap();
    assert_eq!(XTotal::of(reply.headers()).x_total().unwrap(), Some(42));
}

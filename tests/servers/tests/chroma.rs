//! What users of Chroma do: tenants, databases and collections come and go, records are added, found, changed and deleted.
//! Its document asks for a key in 31 of 35 operations, and the server for none.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use openapi_build_servers::address;
use openapi_build_servers::chroma::operations::{
    TenantDatabaseArguments, TenantDatabaseCollectionIdArguments,
};
use openapi_build_servers::chroma::types::{
    AddCollectionRecordsPayload, CreateCollectionPayload, CreateDatabasePayload,
    CreateTenantPayload, Database, DeleteCollectionRecordsPayload, EmbeddingsPayload,
    ForkCollectionPayload, GetRequestPayload, HashMapValue, Include, QueryRequestPayload,
    SearchRequestPayload, UpdateCollectionPayload, UpdateCollectionRecordsPayload,
    UpsertCollectionRecordsPayload,
};
use openapi_build_servers::chroma::{Client, Error, Nullable};

const DATABASE: &str = "library";

fn client() -> Client {
    let builder = Client::builder().base_url(address("SERVERS_CHROMA"));
    builder.anonymous().build().unwrap()
}

/// A client and a tenant of its own with a database.
async fn tenant(name: &str) -> Client {
    let client = client();
    let tenant = CreateTenantPayload::new(name);
    client.create_tenant(&tenant).await.unwrap();
    let database = CreateDatabasePayload::new(DATABASE);
    client.create_database(name, &database).await.unwrap();
    client
}

/// A client, a tenant, and the id of a collection with two records.
async fn collection(tenant_name: &str) -> (Client, String) {
    let client = tenant(tenant_name).await;
    let metadata = BTreeMap::from([("kind".to_owned(), "novels".into())]);
    let body = CreateCollectionPayload::new("books").metadata(metadata);
    let collection = client.create_collection(
        TenantDatabaseArguments {
            tenant: tenant_name,
            database: DATABASE,
        },
        &body,
    );
    let id = collection.await.unwrap().id.to_string();
    let embeddings = vec![vec![1.0, 0.0, 0.0], vec![0.0, 1.0, 0.0]];
    let metadata = BTreeMap::from([
        ("year".to_owned(), 1851.into()),
        ("rating".to_owned(), 4.5.into()),
        ("title".to_owned(), "Moby-Dick".into()),
        ("read".to_owned(), true.into()),
    ]);
    let body = AddCollectionRecordsPayload::new(
        EmbeddingsPayload::NumberListList(embeddings),
        vec!["a".to_owned(), "b".to_owned()],
    )
    .documents(vec![Some("Call me Ishmael.".to_owned()), None])
    .metadatas(vec![Some(metadata), None]);
    let added = client.collection_add(
        TenantDatabaseCollectionIdArguments {
            tenant: tenant_name,
            database: DATABASE,
            collection_id: &id,
        },
        &body,
    );
    // 201, with the body that the document declares.
    assert_eq!(added.send().await.unwrap().status(), 201);
    (client, id)
}

#[tokio::test]
#[ignore = "needs Chroma: run tests/servers/run"]
async fn says_how_it_is() {
    let client = client();
    assert!(client.heartbeat().await.unwrap().nanosecond_heartbeat > 0);
    assert!(client.version().await.unwrap().contains('.'));
    let limits = client.pre_flight_checks().await.unwrap();
    assert!(limits.max_batch_size > 0);
    let identity = client.get_user_identity().await.unwrap();
    assert_eq!(identity.tenant, "default_tenant");
}

#[tokio::test]
#[ignore = "needs Chroma: run tests/servers/run"]
async fn tenants_and_databases_come_and_go() {
    let client = tenant("come-and-go").await;
    let read = client.get_tenant("come-and-go").await.unwrap();
    assert_eq!(read.name, "come-and-go");
    assert_eq!(read.resource_name, Nullable::Null);

    let second = CreateDatabasePayload::new("second");
    client
        .create_database("come-and-go", &second)
        .await
        .unwrap();
    // The document has one schema `Vec` for two lists, and it is that of collections.
    let wrong = client.list_databases("come-and-go").await.unwrap_err();
    assert!(wrong.succeeded());
    let told = wrong.to_string();
    assert!(told.contains("#/components/schemas/Vec/items"), "{told}");
    let page = client.list_databases("come-and-go").limit(1).offset(1);
    let page: Vec<Database> = page.into_call().json().await.unwrap();
    assert_eq!(page.len(), 1);
    let all = client.list_databases("come-and-go").into_call();
    let all: Vec<Database> = all.json().await.unwrap();
    let mut names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, [DATABASE, "second"]);
    let one = client
        .get_database(TenantDatabaseArguments {
            tenant: "come-and-go",
            database: "second",
        })
        .await
        .unwrap();
    assert!(all.iter().any(|listed| listed.id == one.id));

    client
        .delete_database(TenantDatabaseArguments {
            tenant: "come-and-go",
            database: "second",
        })
        .await
        .unwrap();
    let gone = client
        .get_database(TenantDatabaseArguments {
            tenant: "come-and-go",
            database: "second",
        })
        .await;
    assert_eq!(gone.unwrap_err().status().unwrap(), 404);
}

#[tokio::test]
#[ignore = "needs Chroma: run tests/servers/run"]
async fn collections_are_created_read_renamed_and_deleted() {
    let name = "collections";
    let client = tenant(name).await;
    let metadata: BTreeMap<String, HashMapValue> = BTreeMap::from([
        ("text".to_owned(), "v".into()),
        ("whole".to_owned(), 1.into()),
        ("part".to_owned(), 1.5.into()),
        ("flag".to_owned(), true.into()),
    ]);
    let body = CreateCollectionPayload::new("books").metadata(metadata.clone());
    let created = client
        .create_collection(
            TenantDatabaseArguments {
                tenant: name,
                database: DATABASE,
            },
            &body,
        )
        .await
        .unwrap();
    assert_eq!(created.name, "books");
    // What was sent is what comes back, each value in the variant it was put into.
    assert_eq!(created.metadata, Nullable::Value(metadata));
    assert_eq!(created.dimension, Nullable::Null);
    assert_eq!(created.tenant, name);

    let body = CreateCollectionPayload::new("books").get_or_create(true);
    let again = client.create_collection(
        TenantDatabaseArguments {
            tenant: name,
            database: DATABASE,
        },
        &body,
    );
    assert_eq!(again.await.unwrap().id, created.id);
    let read = client
        .get_collection(TenantDatabaseCollectionIdArguments {
            tenant: name,
            database: DATABASE,
            collection_id: "books",
        })
        .await
        .unwrap();
    assert_eq!(read.id, created.id);
    let count = client
        .count_collections(TenantDatabaseArguments {
            tenant: name,
            database: DATABASE,
        })
        .await
        .unwrap();
    assert_eq!(count, 1);

    let id = created.id.to_string();
    let renamed = UpdateCollectionPayload::new().new_name("shelf");
    let updated = client.update_collection(
        TenantDatabaseCollectionIdArguments {
            tenant: name,
            database: DATABASE,
            collection_id: &id,
        },
        &renamed,
    );
    updated.await.unwrap();
    let listed = client
        .list_collections(TenantDatabaseArguments {
            tenant: name,
            database: DATABASE,
        })
        .await
        .unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].name, "shelf");

    let deleted = client.delete_collection(TenantDatabaseCollectionIdArguments {
        tenant: name,
        database: DATABASE,
        collection_id: "shelf",
    });
    deleted.await.unwrap();
    let listed = client
        .list_collections(TenantDatabaseArguments {
            tenant: name,
            database: DATABASE,
        })
        .await
        .unwrap();
    assert!(listed.is_empty());
}

/// A server that writes more than its document says: nothing of a collection's schema is lost.
#[tokio::test]
#[ignore = "needs Chroma: run tests/servers/run"]
async fn what_is_read_is_written_as_it_was() {
    let client = tenant("lossless").await;
    let body = CreateCollectionPayload::new("books");
    let call = client.create_collection(
        TenantDatabaseArguments {
            tenant: "lossless",
            database: DATABASE,
        },
        &body,
    );
    let response = call.send().await.unwrap();
    let received: serde_json::Value = serde_json::from_slice(response.raw().body()).unwrap();
    assert!(received["schema"]["defaults"]["float_list"].is_object());
    let written = openapi_build_servers::chroma::runtime::json::to_string(response.body());
    let written: serde_json::Value = serde_json::from_str(&written).unwrap();
    assert_eq!(written, received);
}

#[tokio::test]
#[ignore = "needs Chroma: run tests/servers/run"]
async fn records_are_read_as_they_were_added() {
    let (client, id) = collection("read").await;
    let body = GetRequestPayload::new().include(vec![
        Include::Documents,
        Include::Embeddings,
        Include::Metadatas,
    ]);
    let read = client
        .collection_get(
            TenantDatabaseCollectionIdArguments {
                tenant: "read",
                database: DATABASE,
                collection_id: &id,
            },
            &body,
        )
        .await;
    let read = read.unwrap();
    assert_eq!(read.ids, ["a", "b"]);
    assert_eq!(
        read.documents,
        Nullable::Value(vec![Some("Call me Ishmael.".to_owned()), None])
    );
    assert_eq!(read.uris, Nullable::Null);
    assert_eq!(read.include.len(), 3);
    let embeddings = read.embeddings.into_value().unwrap();
    assert_eq!(embeddings[1], [0.0, 1.0, 0.0]);
    let metadatas = read.metadatas.into_value().unwrap();
    assert_eq!(metadatas[1], None);
    let first = metadatas[0].as_ref().unwrap();
    assert_eq!(first["year"], HashMapValue::Integer(1851));
    assert_eq!(first["rating"], HashMapValue::Number(4.5));
    assert_eq!(first["title"], HashMapValue::String("Moby-Dick".to_owned()));
    assert_eq!(first["read"], HashMapValue::Boolean(true));
}

#[tokio::test]
#[ignore = "needs Chroma: run tests/servers/run"]
async fn records_are_found_by_what_they_are_near_to() {
    let (client, id) = collection("find").await;
    let body = QueryRequestPayload::new(vec![vec![1.0, 0.0, 0.0]])
        .n_results(2)
        .include(vec![Include::Distances, Include::Documents]);
    let found = client.collection_query(
        TenantDatabaseCollectionIdArguments {
            tenant: "find",
            database: DATABASE,
            collection_id: &id,
        },
        &body,
    );
    let found = found.limit(2).await.unwrap();
    assert_eq!(found.ids, [["a", "b"]]);
    let distances = found.distances.into_value().unwrap();
    assert_eq!(distances, [[Some(0.0), Some(2.0)]]);

    let of_year = serde_json::from_str(r#"{"year": {"$gt": 1900}}"#).unwrap();
    let body = QueryRequestPayload::new(vec![vec![1.0, 0.0, 0.0]]).where_(of_year);
    let found = client
        .collection_query(
            TenantDatabaseCollectionIdArguments {
                tenant: "find",
                database: DATABASE,
                collection_id: &id,
            },
            &body,
        )
        .await;
    assert_eq!(found.unwrap().ids, [Vec::<String>::new()]);
}

#[tokio::test]
#[ignore = "needs Chroma: run tests/servers/run"]
async fn records_are_changed_and_deleted() {
    let (client, id) = collection("change").await;
    let body = UpdateCollectionRecordsPayload::new(vec!["b".to_owned()])
        .documents(vec![Some("It was the best of times.".to_owned())]);
    let updated = client.collection_update(
        TenantDatabaseCollectionIdArguments {
            tenant: "change",
            database: DATABASE,
            collection_id: &id,
        },
        &body,
    );
    updated.await.unwrap();
    let body = UpsertCollectionRecordsPayload::new(
        EmbeddingsPayload::NumberListList(vec![vec![0.0, 0.0, 1.0]]),
        vec!["c".to_owned()],
    );
    let upserted = client.collection_upsert(
        TenantDatabaseCollectionIdArguments {
            tenant: "change",
            database: DATABASE,
            collection_id: &id,
        },
        &body,
    );
    upserted.await.unwrap();
    let count = client.collection_count(TenantDatabaseCollectionIdArguments {
        tenant: "change",
        database: DATABASE,
        collection_id: &id,
    });
    assert_eq!(count.await.unwrap(), 3);

    let body = GetRequestPayload::new().ids(vec!["b".to_owned()]);
    let read = client
        .collection_get(
            TenantDatabaseCollectionIdArguments {
                tenant: "change",
                database: DATABASE,
                collection_id: &id,
            },
            &body,
        )
        .await;
    let documents = read.unwrap().documents.into_value().unwrap();
    assert_eq!(documents[0].as_deref(), Some("It was the best of times."));

    let body = DeleteCollectionRecordsPayload::new().ids(vec!["a".to_owned(), "c".to_owned()]);
    let deleted = client.collection_delete(
        TenantDatabaseCollectionIdArguments {
            tenant: "change",
            database: DATABASE,
            collection_id: &id,
        },
        &body,
    );
    assert_eq!(deleted.await.unwrap().deleted, Some(2));
    let count = client.collection_count(TenantDatabaseCollectionIdArguments {
        tenant: "change",
        database: DATABASE,
        collection_id: &id,
    });
    assert_eq!(count.await.unwrap(), 1);
}

/// Statuses of the 4xx and 5xx, declared and not, with what the server says.
#[tokio::test]
#[ignore = "needs Chroma: run tests/servers/run"]
async fn errors_say_what_the_server_said() {
    let (client, id) = collection("errors").await;
    let again = CreateTenantPayload::new("errors");
    let conflict = client.create_tenant(&again).await.unwrap_err();
    refused(&conflict, 409, "Tenant [errors] already exists");
    let declared = client.get_tenant("nobody").await.unwrap_err();
    refused(&declared, 404, "Tenant [nobody] not found");
    assert_eq!(declared.declared().unwrap().error, "NotFoundError");
    let missing = client
        .get_collection(TenantDatabaseCollectionIdArguments {
            tenant: "errors",
            database: DATABASE,
            collection_id: "none",
        })
        .await;
    refused(
        &missing.unwrap_err(),
        404,
        "Collection [none] does not exist",
    );

    let wrong = EmbeddingsPayload::NumberListList(vec![vec![1.0]]);
    let body = AddCollectionRecordsPayload::new(wrong, vec!["d".to_owned()]);
    let wrong = client
        .collection_add(
            TenantDatabaseCollectionIdArguments {
                tenant: "errors",
                database: DATABASE,
                collection_id: &id,
            },
            &body,
        )
        .await;
    let told = "Collection expecting embedding with dimension of 3, got 1";
    refused(&wrong.unwrap_err(), 400, told);

    let wrong = CreateCollectionPayload::new("");
    let wrong = client
        .create_collection(
            TenantDatabaseArguments {
                tenant: "errors",
                database: DATABASE,
            },
            &wrong,
        )
        .await;
    assert!(wrong.unwrap_err().status().unwrap().is_client_error());

    let fork = ForkCollectionPayload::new("copy");
    let fork = client
        .fork_collection(
            TenantDatabaseCollectionIdArguments {
                tenant: "errors",
                database: DATABASE,
                collection_id: &id,
            },
            &fork,
        )
        .await;
    let told = "Collection forking is unsupported for local chroma";
    refused(&fork.unwrap_err(), 501, told);
    let search = SearchRequestPayload::new(Vec::new());
    let search = client.collection_search(
        TenantDatabaseCollectionIdArguments {
            tenant: "errors",
            database: DATABASE,
            collection_id: &id,
        },
        &search,
    );
    assert_eq!(search.await.unwrap_err().status().unwrap(), 501);
    let status = client
        .indexing_status(TenantDatabaseCollectionIdArguments {
            tenant: "errors",
            database: DATABASE,
            collection_id: &id,
        })
        .await;
    refused(
        &status.unwrap_err(),
        500,
        "Method scout_logs is not implemented",
    );
    refused(&client.reset().await.unwrap_err(), 403, "Reset is disabled");
}

fn refused<E>(error: &Error<E>, status: u16, told: &str) {
    assert_eq!(error.kind(), "status");
    assert_eq!(error.status().unwrap(), status);
    assert!(!error.succeeded());
    let problem = error.problem().unwrap();
    let message = problem.message.unwrap();
    assert!(message.contains(told), "{message}");
    assert!(error.to_string().contains(told), "{error}");
    assert!(format!("{error:?}").contains(told), "{error:?}");
}

/// Without `anonymous`, a call of an operation that asks for a key isn't sent.
#[tokio::test]
#[ignore = "needs Chroma: run tests/servers/run"]
async fn a_key_that_the_document_asks_for_is_missed_before_anything_is_sent() {
    let builder = Client::builder().base_url(address("SERVERS_CHROMA"));
    let client = builder.build().unwrap();
    let error = client.get_tenant("default_tenant").await.unwrap_err();
    assert!(error.is_unsent());
    assert!(error.to_string().contains("api_key_auth"), "{error}");
    let builder = Client::builder().base_url(address("SERVERS_CHROMA"));
    let client = builder.api_key_auth("any").build().unwrap();
    client.get_tenant("default_tenant").await.unwrap();
}

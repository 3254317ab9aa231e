//! Uploads, forms and downloads.

use openapi_build_servers::shop::Value;
use openapi_build_servers::shop::operations::{CreateFilesForm, UploadImageForm};
use openapi_build_servers::shop::runtime::Part;
use openapi_build_servers::shop::types::{Color, Survey};

use super::{alice, item, stranger};

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_file_arrives_with_its_name_its_type_and_the_fields_beside_it() {
    let client = alice().await;
    let id = item(&client, "Picture").await;
    let file = Part::new(vec![0_u8; 100_000])
        .file_name("ä b;c.png")
        .content_type("image/png");
    let form = UploadImageForm::new(file, "a note").tags(&["one".to_owned(), "two".to_owned()]);
    let told = client.upload_image(id, form).await.unwrap();
    assert_eq!(told["size"], Value::from(100_000));
    assert_eq!(told["type"], Value::from("image/png"));
    assert_eq!(told["name"], Value::from("ä b;c.png"));
    assert_eq!(told["note"], Value::from("a note"));
    assert_eq!(told["tags"].to_string(), r#"["one","two"]"#);
    assert_eq!(told["meta"], Value::Null);
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn several_files_and_one_more() {
    let files = [3, 0, 70_000].map(|size| Part::new(vec![b'x'; size]).file_name("f"));
    let form = CreateFilesForm::new(files).raw(Part::new("12345"));
    assert_eq!(
        stranger().create_files(form).await.unwrap(),
        [3, 0, 70_000, 5]
    );
}

#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_form_comes_back() {
    let body = Survey::new("a & b = ü?", 7).colors(vec![Color::LightBlue, Color::Red]);
    let told = stranger().survey(&body).await.unwrap();
    assert_eq!(told, body);
}

/// The reply of `/download` isn't declared: `bytes` reads what there is.
#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_download_is_all_there() {
    let client = stranger();
    client.download().await.unwrap();
    let bytes = client.download().bytes().await.unwrap();
    assert!(bytes.starts_with(b"import asyncio"));
    let image = client.png().size(3).await.unwrap();
    assert_eq!(&*image, b"\x89PNG\xff\x00\x89PNG\xff\x00\x89PNG\xff\x00");
    assert_eq!(client.plain().await.unwrap(), "hello");
    assert_eq!(client.html().await.unwrap(), "<p>hi</p>");
}

/// 128 MiB, twice what a reply may have that is kept in memory.
#[tokio::test]
#[ignore = "needs the application: run tests/servers/run"]
async fn a_stream_of_bytes_may_be_longer_than_a_body() {
    let client = stranger();
    let call = client.stream_file().n(2048).into_call();
    let mut stream = call.stream().await.unwrap().into_body();
    let mut size = 0;
    while let Some(chunk) = stream.next().await {
        size += chunk.unwrap().len();
    }
    assert_eq!(size, 2048 * 65_536);
    let error = client.stream_file().n(2048).await.unwrap_err();
    assert_eq!(error.kind(), "body");
    assert!(error.succeeded());
}

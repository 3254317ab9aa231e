use http::header::{AUTHORIZATION, LOCATION};
use http::{HeaderValue, Response};
use openapi_build_runtime::transport::InMemory;
use openapi_build_runtime::{
    Body, Call, HttpClient, Media, Operation, Reply, Requirement, SecurityScheme, Status, reply,
};
use url::Url;

static BEARER: SecurityScheme = SecurityScheme::bearer("bearer");
static QUERY: SecurityScheme = SecurityScheme::api_key_query("query", "key");
static GET: Operation = Operation::new("get", "GET", "/b/c/d;p?q")
    .security(&[&[Requirement::new(&BEARER), Requirement::new(&QUERY)]])
    .replies(&[Reply::success(Status::Code(200), Media::None)]);

const SECRET: &str = "s3cret";

/// The first line is a base URL, the second a `Location`: each is refused, or leads where the crate `url` says; and no
/// credential goes to another origin than the first.
pub fn urls(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (base, location) = text.split_once('\n').unwrap_or((text, ""));
    let Some(base) = based(base).or_else(|| based("http://a.example")) else {
        panic!("a base URL is refused");
    };
    redirected(&base, location);
}

/// A client's base URL, if it is one.
fn based(text: &str) -> Option<String> {
    let client = HttpClient::builder("").transport(InMemory::new());
    let ours = client.base_url(text).build().ok()?.base_url();
    // What `url` refuses is not sent.
    let theirs = Url::parse(text).ok()?;
    let ours_read = Url::parse(&ours).unwrap_or_else(|error| panic!("{ours}: {error}"));
    assert_eq!(ours_read.origin(), theirs.origin(), "{text}");
    let [our_path, path] = [&ours_read, &theirs].map(|url| url.path().trim_end_matches('/'));
    assert!(is_same_path(our_path, path), "{text}: {ours}");
    assert!(ours_read.username().is_empty() && ours_read.password().is_none());
    Some(ours)
}

fn redirected(base: &str, location: &str) {
    let Ok(value) = HeaderValue::from_bytes(location.as_bytes()) else {
        return;
    };
    let memory = InMemory::new();
    let redirect = Response::builder().status(302).header(LOCATION, value);
    memory.push(Ok(redirect.body(Body::empty()).expect("a valid reply")));
    memory.reply(200, "", "");
    let client = HttpClient::builder("")
        .base_url(base)
        .credential(&BEARER, SECRET)
        .credential(&QUERY, SECRET)
        .transport(memory.clone())
        .build()
        .expect("a base URL that was taken before");
    let call: Call<()> = client.request(&GET).call(reply::empty, reply::undeclared);
    let outcome = crate::finished(call.into_future());
    let requests = memory.requests();
    let first = Url::parse(&requests[0].uri().to_string()).expect("the first URL");
    let Some(second) = requests.get(1) else {
        let error = outcome.expect_err("a redirect that is not followed is an error");
        assert_eq!(
            error.status().map(|status| status.as_u16()),
            Some(302),
            "{error}"
        );
        return;
    };
    let ours = second.uri().to_string();
    let Ok(ours) = Url::parse(&ours) else {
        // No transport sends it.
        return;
    };
    let theirs = first.join(location);
    let theirs = theirs.unwrap_or_else(|error| panic!("{location}: {error}, but {ours} was asked"));
    assert_eq!(ours.origin(), theirs.origin(), "{location}");
    assert!(
        is_same_path(ours.path(), theirs.path()),
        "{location}: {ours}"
    );
    let is_home = theirs.origin() == first.origin();
    assert_eq!(
        second.headers().contains_key(AUTHORIZATION),
        is_home,
        "{location}"
    );
    let key = format!("key={SECRET}");
    let has_key = ours
        .query()
        .is_some_and(|query| query.split('&').any(|pair| pair == key));
    assert_eq!(has_key, is_home, "{location}");
}

/// Whether two paths are the same, but for what the runtime encodes though no URL needs it.
fn is_same_path(ours: &str, theirs: &str) -> bool {
    let is_drive = |segment: &str| matches!(segment.as_bytes(), [_, b':' | b'|']);
    // `url` doesn't leave a folder that is called as a drive by `..`, though no file is meant.
    let has_drive = theirs.split('/').any(is_drive);
    let theirs = theirs.replace('[', "%5B").replace(']', "%5D");
    has_drive || ours == theirs.replace('^', "%5E").replace('|', "%7C")
}

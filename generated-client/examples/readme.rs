//! The program of the README, as it stands there.

use seam_client as demo;

use demo::types::AcsCredentialsAssignRequest;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = demo::Client::builder()
        .api_key(std::env::var("SEAM_API_KEY")?)
        .build()?;
    let body = AcsCredentialsAssignRequest::new("73a0a199-024f-454d-a916-9bbda8502c12".parse()?)
        .acs_user_id("0fc82df4-391b-4d00-a234-86378f1c3952".parse()?);
    let reply = client.acs_credentials_assign(&body).await?;
    println!("{}", reply.acs_credential.access_method);
    Ok(())
}

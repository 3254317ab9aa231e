//! A typed client of the [Seam Connect API](https://docs.seam.co), generated from `openapi.yaml`
//! when it is built.
//!
//! ```no_run
//! # async fn assign() -> Result<(), Box<dyn std::error::Error>> {
//! use seam_client::Client;
//! use seam_client::types::AcsCredentialsAssignRequest;
//!
//! let client = Client::builder().api_key("seam_...").build()?;
//! let body = AcsCredentialsAssignRequest::new("73a0a199-024f-454d-a916-9bbda8502c12".parse()?)
//!     .acs_user_id("0fc82df4-391b-4d00-a234-86378f1c3952".parse()?);
//! let reply = client.acs_credentials_assign(&body).await?;
//! println!("{:?}", reply.acs_credential.access_method);
//! # Ok(())
//! # }
//! ```

include!(concat!(env!("OUT_DIR"), "/client.rs"));

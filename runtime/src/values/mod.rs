//! Values that std and serde have no type for.

mod additional_properties;
mod bridge;
mod date_time;
mod nullable;
mod numbers;
mod operands;
mod text;

pub use self::additional_properties::AdditionalProperties;
pub use self::date_time::{Date, DateTime, ParseDateError};
pub use self::nullable::Nullable;
pub use self::numbers::{NumberOrText, ParsedNumber};
pub use self::text::{Base64, JsonText, Parsed};

//! `Serialize` and `Deserialize` of these types.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{AdditionalProperties, Date, DateTime, Nullable};
use crate::json::{Json, bridges, deserialize, serialize};

bridges! {
    AdditionalProperties;
    Date;
    DateTime;
    Nullable<T>, T;
}

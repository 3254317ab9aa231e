use std::fmt::Debug;

use runtime::json::{self, Json};
use runtime::serde_json::{Value as Any, json};

/// What comes of a question: an answer, or what is wrong with the question.
type Answer = Result<Any, String>;


//! Servers that no request can go to, such as `https://{your-host}`: the user of the client has to give a base URL.

use serde_json::Value;

/// Stands in for such a server.
const GIVEN: &str = "https://given.example";

/// The base URL that has to be given for an operation, if its own servers or those of its path are no use.
pub fn base_url(operation: &Value, item: &Value) -> Option<&'static str> {
    let mut lists = [operation, item].into_iter().map(|one| &one["servers"]);
    let servers = lists.find_map(|list| list.as_array().filter(|list| !list.is_empty()))?;
    is_unusable(servers.first()?).then_some(GIVEN)
}

/// Puts what is given in place of every such server, for a judge who compares URLs with them.
pub fn replace(node: &mut Value) {
    match node {
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                match value {
                    Value::Array(servers) if key == "servers" => {
                        servers
                            .iter_mut()
                            .filter(|server| is_unusable(server))
                            .for_each(|server| server["url"] = GIVEN.into());
                    }
                    _ => replace(value),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(replace),
        _ => {}
    }
}

fn is_unusable(server: &Value) -> bool {
    let Some(mut url) = server["url"].as_str().map(str::to_owned) else {
        return false;
    };
    for (name, variable) in server["variables"].as_object().into_iter().flatten() {
        let default = variable["default"].as_str().unwrap_or_default();
        url = url.replace(&format!("{{{name}}}"), default);
    }
    url.contains(['{', '}']) || url.ends_with("://")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn unusable_servers_are_replaced() {
        let variable = json!({"host": {"default": "{your-host}"}});
        let operation = json!({"servers": [{"url": "https://{host}", "variables": variable}]});
        assert_eq!(base_url(&operation, &Value::Null), Some(GIVEN));
        let item = json!({"servers": [{"url": "https://"}]});
        assert_eq!(base_url(&Value::Null, &item), Some(GIVEN));
        let mut whole = json!({"paths": {"/a": {"get": operation}}});
        replace(&mut whole);
        assert_eq!(whole["paths"]["/a"]["get"]["servers"][0]["url"], GIVEN);
        let good = json!({"servers": [{"url": "https://{host}", "variables": {"host": {"default": "a"}}}]});
        assert_eq!(base_url(&good, &item), None);
    }
}

//! Form bodies (OpenAPI 3.0.4, sections 4.8.14.4 and 4.8.15).

use super::parameter::{Escape, Serialization};
use crate::contract::{Encoding, Style};
use crate::json::{Failure, Kind, Reader};

/// Adds a form to `out`, from the JSON of an object; whether it is one.
pub(crate) fn write(json: &str, encodings: &[Encoding], out: &mut String) -> Result<bool, Failure> {
    let mut reader = Reader::new(json);
    if reader.peek()? != Kind::Object {
        return Ok(false);
    }
    let start = out.len();
    reader.entries(&mut |reader, name| {
        let is_object = reader.peek()? == Kind::Object;
        let value = reader.raw()?;
        let encoding = encodings.iter().find(|one| one.0.name == name);
        let serialization = encoding.map_or(
            Serialization {
                style: if is_object { Style::Json } else { Style::Form },
                explode: !is_object,
                escape: Escape::All,
                joint: Some(JOINT),
            },
            |encoding| Serialization::from(&encoding.0),
        );
        let end = out.len();
        if end > start {
            out.push_str(JOINT);
        }
        if !serialization.write(&name, value, out)? {
            out.truncate(end);
        }
        Ok(())
    })?;
    Ok(true)
}

/// What stands between two pairs.
const JOINT: &str = "&";

#[cfg(test)]
mod tests {
    use super::*;

    fn form(json: &str, encodings: &[Encoding]) -> Option<String> {
        let mut out = String::new();
        write(json, encodings, &mut out).unwrap().then_some(out)
    }

    #[test]
    fn arrays_repeat_their_name_and_objects_are_json() {
        let json = r#"{"no":null,"a":"b c","none":[],"list":[1,2],"o":{"x":true}}"#;
        assert_eq!(
            form(json, &[]).as_deref(),
            Some("a=b%20c&list=1&list=2&o=%7B%22x%22%3Atrue%7D")
        );
        assert_eq!(form("[]", &[]), None);
    }

    #[test]
    fn encodings_choose_another_form() {
        let encodings = [
            Encoding::new("card").style(Style::DeepObject),
            Encoding::new("items").style(Style::DeepObject),
            Encoding::new("ids").explode(false),
            Encoding::new("piped").style(Style::PipeDelimited),
            Encoding::new("url").allow_reserved(),
            Encoding::new("tags").style(Style::Json),
        ];
        let json = r#"{"card":{"a":{"b":1},"list":["x","y"]},"items":[{"price":"p"},{"price":"q"}],
            "ids":[1,2],"piped":["a","b"],"url":"https://a/b?c","tags":["a"]}"#;
        let expected = "card[a][b]=1&card[list][0]=x&card[list][1]=y\
            &items[0][price]=p&items[1][price]=q&ids=1,2&piped=a%7Cb&url=https://a/b?c&tags=%5B%22a%22%5D";
        let written = form(json, &encodings).unwrap();
        let (left, right) = written.split_once("&tags=").unwrap();
        assert_eq!(
            format!(
                "{}&tags={right}",
                left.replace("%5B", "[").replace("%5D", "]")
            ),
            expected
        );
    }
}

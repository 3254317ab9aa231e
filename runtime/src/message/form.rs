//! Form bodies (OpenAPI 3.0.4, sections 4.8.14.4 and 4.8.15).

use super::parameter::{self, Escape};
use crate::contract::{Encoding, Style};
use crate::json::{Failure, Kind, Reader};

/// A form from the JSON of an object. `None` if it is no object.
pub(crate) fn write(json: &str, encodings: &[Encoding]) -> Result<Option<String>, Failure> {
    let mut reader = Reader::new(json);
    if reader.peek()? != Kind::Object {
        return Ok(None);
    }
    let mut out = Vec::new();
    reader.entries(&mut |reader, name| {
        let is_object = reader.peek()? == Kind::Object;
        let value = reader.raw()?;
        let encoding = encodings.iter().find(|one| one.property == name);
        let (style, explode) = match encoding {
            Some(encoding) => (encoding.style, encoding.explode),
            None if is_object => (Style::Json, false),
            None => (Style::Form, true),
        };
        let escape = match encoding {
            Some(encoding) if encoding.allow_reserved => Escape::Reserved,
            _ => Escape::All,
        };
        out.extend(parameter::pairs(&name, style, explode, escape, value)?);
        Ok(())
    })?;
    Ok(Some(parameter::join(&out)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_repeat_their_name_and_objects_are_json() {
        let body = write(r#"{"a":"b c","list":[1,2],"o":{"x":true},"no":null}"#, &[]);
        assert_eq!(
            body.unwrap().as_deref(),
            Some("a=b%20c&list=1&list=2&o=%7B%22x%22%3Atrue%7D")
        );
        assert_eq!(write("[]", &[]).unwrap(), None);
    }

    #[test]
    fn encodings_choose_another_form() {
        let encodings = [
            Encoding::new("card", Style::DeepObject, true),
            Encoding::new("items", Style::DeepObject, true),
            Encoding::new("ids", Style::Form, false),
            Encoding::new("piped", Style::PipeDelimited, false),
            Encoding::new("url", Style::Form, true).allow_reserved(),
            Encoding::new("tags", Style::Json, false),
        ];
        let json = r#"{"card":{"a":{"b":1},"list":["x","y"]},"items":[{"price":"p"},{"price":"q"}],
            "ids":[1,2],"piped":["a","b"],"url":"https://a/b?c","tags":["a"]}"#;
        let expected = "card[a][b]=1&card[list][0]=x&card[list][1]=y\
            &items[0][price]=p&items[1][price]=q&ids=1,2&piped=a%7Cb&url=https://a/b?c&tags=%5B%22a%22%5D";
        let written = write(json, &encodings).unwrap().unwrap();
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

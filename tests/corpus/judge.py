"""Judges requests by openapi-core: reads JSON lines, answers each with one line.

    judge.py DOCUMENT.json

A question is {"operation", "method", "url", "headers", "body"}, the body a text, {"base64": TEXT} or null.
The answer is {"violations": [TEXT]}, or {"unjudged": TEXT} where openapi-core itself gives up.
"""

import base64
import json
import re
import sys
import warnings
from urllib.parse import parse_qsl, unquote, urlsplit

from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from openapi_core.validation.request.exceptions import (
    InvalidParameter,
    ParameterValidationError,
    RequestBodyValidationError,
    SecurityValidationError,
)
from werkzeug.datastructures import Headers, ImmutableMultiDict


def as_segments(path):
    """The query and the fragment as segments: openapi-core would take them for part of the one before."""
    return path.replace("?", "/-query/").replace("#", "/-fragment/")


class Request:
    def __init__(self, question):
        url = urlsplit(question["url"])
        headers = Headers([(name, value) for name, value in question["headers"]])
        cookies = [
            tuple(pair.strip().split("=", 1))
            for pair in headers.get("cookie", "").split(";")
            if "=" in pair
        ]
        # A query or fragment that belongs to the path, as OpenAPI doesn't have it.
        suffix = re.sub(r"^[^?#]*", "", question["operation"])
        fixed = parse_qsl(suffix.partition("?")[2].partition("#")[0], keep_blank_values=True)
        query = [pair for pair in parse_qsl(url.query, keep_blank_values=True) if pair not in fixed]
        self.host_url = f"{url.scheme}://{url.netloc}"
        # A slash within a value stays what it is.
        self.path = "%2F".join(unquote(part) for part in url.path.replace("%2f", "%2F").split("%2F"))
        self.path += as_segments(suffix)
        self.method = question["method"].lower()
        self.content_type = headers.get("content-type", "")
        body = question.get("body")
        if isinstance(body, dict):
            self.body = base64.b64decode(body["base64"])
        else:
            self.body = body.encode() if body is not None else None
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(query),
            header=headers,
            cookie=ImmutableMultiDict(cookies),
        )


# What openapi-core can't tell: what matches its message, what the content type begins with, and why.
LIMITS = [
    ("dictionary update sequence", "application/x-www-form-urlencoded", "openapi-core reads no JSON within forms"),
    ("Failed to cast value to object", "application/x-www-form-urlencoded", "openapi-core reads no JSON within forms"),
    (r"DeserializeError: \('deepObject'", "", "openapi-core reads deepObject only for objects with explode"),
    ("Failed to cast value to array type", "application/x-www-form-urlencoded", "openapi-core reads one level of deepObject"),
    ("could not be resolved", "application/json", "openapi-core looks for a schema named after the discriminator's value"),
    ("is not of type 'string'", "text/", "openapi-core takes only text/plain for text"),
    ("Value {} not valid for schema of type any", "application/x-www-form", "openapi-core reads no form whose schema is a union"),
    ("Value {} not valid for schema of type any", "multipart/", "openapi-core reads no form whose schema is a union"),
    ("' is not of type 'string'", "multipart/", "openapi-core takes the bytes of a part for no string"),
    ("b['\"].* is not valid under any of the given schemas", "multipart/", "openapi-core takes the bytes of a part for no string"),
    ("'(-?[0-9.]+|true|false)' is not of type", "multipart/", "openapi-core takes every part for a string"),
    ("Missing required request body", "text/", "openapi-core takes an empty text for no body"),
    ("Missing required request body", "application/x-www-form-urlencoded", "openapi-core takes an empty form for no body"),
]
# The same for parameters: what matches its message, and why.
PARAMETER_LIMITS = [
    (r"DeserializeError: \('deepObject'", "openapi-core reads deepObject only for objects with explode"),
    (r"CastError: Failed to cast value to (object|array type)", "openapi-core reads one level of deepObject"),
    (r"'(-?[0-9.]+|true|false)' is not valid under any of the given schemas", "openapi-core takes every member of anyOf for a string"),
]
# Media types whose bodies openapi-core compares with the schema as they are, or parses.
STRUCTURED = ("application/json", "application/x-www-form-urlencoded", "multipart/", "text/")


def limit(api, error, request):
    """Why an error says nothing about the request, if so."""
    text = told(error)
    for pattern, content_type, reason in LIMITS:
        if re.search(pattern, text) and request.content_type.startswith(content_type):
            return reason
    missing = re.findall(r"'([^']+)' is a required property", text)
    if request.content_type.startswith("application/x-www-form-urlencoded"):
        if any(name in dict(parse_qsl((request.body or b"").decode())) for name in missing):
            return "openapi-core reads only declared properties of forms"
    schema_errors = getattr(error.__cause__, "schema_errors", None)
    if any("could not be resolved" in message for message in deep_messages(schema_errors)):
        return "openapi-core looks for a schema named after the discriminator's value"
    if isinstance(error, RequestBodyValidationError) and "Value b'" in text:
        return "openapi-core compares the bytes of a body that it can't read with its schema"
    if isinstance(error, ParameterValidationError):
        name, place = getattr(error, "name", ""), getattr(error, "location", "")
        if place == "header" and name.lower() in ("accept", "content-type", "authorization"):
            return "openapi-core judges a header that is no parameter by the specification"
        sent = {"query": request.parameters.query, "cookie": request.parameters.cookie}.get(place)
        is_sent = sent is None or any(one == name or one.startswith(f"{name}[") for one in sent)
        if isinstance(error, InvalidParameter) and not is_sent:
            return "openapi-core judges the default of a parameter that isn't sent"
        if any("read-only property" in message for message in deep_messages(schema_errors)):
            return "openapi-core refuses parameters whose schema is readOnly, which says something of properties only"
        for pattern, reason in PARAMETER_LIMITS:
            if re.search(pattern, text):
                return reason
    opaque = not request.content_type.startswith(STRUCTURED) and "+json" not in request.content_type
    if opaque and isinstance(error, RequestBodyValidationError):
        return "openapi-core compares the bytes of a body that isn't JSON with its schema"
    if isinstance(error, SecurityValidationError):
        schemes = api.spec / "components" / "securitySchemes"
        if any((schemes / name / "type").read_str() == "mutualTLS" for name in schemes if f"'{name}'" in text):
            return "a certificate is not part of a request"
    return None


def deep_messages(errors):
    """What the schemas of a union say, however deep."""
    for one in errors or []:
        yield one.message
        yield from deep_messages(one.context)


def told(error):
    texts = [f"{type(error).__name__}: {error}"]
    cause = error.__cause__
    while cause is not None and len(texts) < 4:
        texts.append(f"{type(cause).__name__}: {str(cause)[:300]}")
        for one in list(getattr(cause, "schema_errors", None) or [])[:3]:
            texts.append(str(one)[:300])
        cause = cause.__cause__
    return " / ".join(texts).replace("\n", " ")


def judge(api, question):
    request = Request(question)
    try:
        errors = list(api.iter_request_errors(request))
    except OpenAPIError as error:
        errors = [error]
    except Exception as error:  # what openapi-core doesn't cope with
        return {"unjudged": f"openapi-core raises {type(error).__name__}: {str(error)[:200]}"}
    limits = [limit(api, error, request) for error in errors]
    violations = [told(error) for error, reason in zip(errors, limits) if reason is None]
    if errors and not violations:
        return {"unjudged": limits[0]}
    return {"violations": violations}


def main():
    warnings.simplefilter("ignore")
    with open(sys.argv[1], encoding="utf-8") as file:
        document = json.load(file)
    document["paths"] = {as_segments(path): item for path, item in document.get("paths", {}).items()}
    api = OpenAPI.from_dict(document, config=Config(spec_validator_cls=None))
    for line in sys.stdin:
        print(json.dumps(judge(api, json.loads(line))), flush=True)


main()

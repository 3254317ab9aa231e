//! What operations send: arguments, and the statements that put them into a request.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::emit::types::{self, Module};
use crate::emit::{calls, multipart};
use crate::ir::{
    Api, Body, BodyKind, ContentType, Form, Function, Operation, Parameter, Place, Style, Type,
};

/// The type of an argument: what is cheap to copy by value, the rest borrowed.
pub(super) fn argument_type(api: &Api, ty: &Type) -> TokenStream {
    borrowed(api, ty, Module::Client)
}

/// The same, as it is written in `module`.
pub(super) fn borrowed(api: &Api, ty: &Type, module: Module) -> TokenStream {
    match ty {
        Type::String => quote!(&str),
        Type::List(item) => {
            let item = types::expression(api, item, module);
            quote!(&[#item])
        }
        ty => {
            let expression = types::expression(api, ty, module);
            match is_by_value(ty) {
                true => expression,
                false => quote!(&#expression),
            }
        }
    }
}

/// A reference to the value of such an argument.
pub(super) fn reference(name: &TokenStream, ty: &Type) -> TokenStream {
    match is_by_value(ty) {
        true => quote!(&#name),
        false => quote!(#name),
    }
}

/// Whether a value of this type is cheap to copy, and so passed by value.
pub fn is_by_value(ty: &Type) -> bool {
    match ty {
        Type::Bool
        | Type::Integer(_)
        | Type::Float
        | Type::Float32
        | Type::Uuid
        | Type::DateTime
        | Type::Date => true,
        Type::Nullable(inner) => is_by_value(inner),
        _ => false,
    }
}

pub(super) fn set_parameter(parameter: &Parameter, request: &TokenStream) -> TokenStream {
    let (name, wire, explode) = (&parameter.name, &parameter.wire, parameter.explode);
    let value = reference(&quote!(#name), &parameter.ty);
    let style = style(parameter.style);
    let method = match parameter.place {
        Place::Path if parameter.allow_reserved => "path_reserved",
        Place::Path => "path",
        Place::Query if parameter.allow_empty => "query_or_empty",
        Place::Query if parameter.allow_reserved => "query_reserved",
        Place::Query => "query",
        Place::QueryString => {
            return quote!(#request.query_string(runtime::Style::#style, #value););
        }
        Place::Header => "header",
        Place::Cookie => "cookie",
    };
    let method = format_ident!("{method}");
    quote!(#request.#method(#wire, runtime::Style::#style, #explode, #value);)
}

/// The variant of the runtime's `Style`.
pub(super) fn style(style: Style) -> proc_macro2::Ident {
    format_ident!(
        "{}",
        match style {
            Style::Simple => "Simple",
            Style::Label => "Label",
            Style::Matrix => "Matrix",
            Style::Form => "Form",
            Style::Cookie => "Cookie",
            Style::SpaceDelimited => "SpaceDelimited",
            Style::PipeDelimited => "PipeDelimited",
            Style::DeepObject => "DeepObject",
            Style::Json => "Json",
        }
    )
}

/// The arguments of a body: itself, behind its content type where the caller says that.
pub(super) fn body_arguments(api: &Api, body: &Body, module: Module) -> Vec<TokenStream> {
    let ty = match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(Form { ty, .. }) => argument_type(api, ty),
        BodyKind::JsonLines(ty) => {
            let ty = types::expression(api, ty, Module::Client);
            quote!(impl IntoIterator<Item = #ty>)
        }
        BodyKind::Multipart(Some(form)) => {
            let name = &form.name;
            match module {
                Module::Operations => quote!(#name),
                Module::Client | Module::Types => quote!(operations::#name),
            }
        }
        BodyKind::Multipart(None) => quote!(runtime::Multipart),
        BodyKind::Text => quote!(impl Into<String>),
        BodyKind::Bytes => quote!(impl Into<runtime::Body>),
    };
    let content_type = match &body.content_type {
        ContentType::Is(_) => None,
        ContentType::In(_) => Some(quote!(content_type: &str)),
    };
    content_type
        .into_iter()
        .chain([quote!(body: #ty)])
        .collect()
}

pub(super) fn set_body(body: &Body, request: &TokenStream) -> TokenStream {
    let media = match &body.content_type {
        ContentType::Is(media) => quote!(#media),
        ContentType::In(_) => quote!(content_type),
    };
    match &body.kind {
        BodyKind::Json(ty) => {
            let value = reference(&quote!(body), ty);
            match &body.content_type {
                ContentType::Is(media) if media == "application/json" => {
                    quote!(#request.json(#value);)
                }
                _ => quote!(#request.json_as(#media, #value);),
            }
        }
        BodyKind::JsonLines(_) => quote!(#request.json_lines(#media, body);),
        BodyKind::Form(Form { ty, table, .. }) => {
            let value = reference(&quote!(body), ty);
            let table = match table {
                Some(table) => quote!(descriptions::#table),
                None => quote!(&[]),
            };
            quote!(#request.form(#value, #table);)
        }
        BodyKind::Multipart(_) => quote!(#request.multipart(#media, body);),
        BodyKind::Text => quote!(#request.text(#media, body);),
        BodyKind::Bytes => quote!(#request.body(#media, body);),
    }
}

/// How the properties of a form are written.
pub(super) fn encodings(form: &Form) -> Option<TokenStream> {
    let table = form.table.as_ref()?;
    let encodings = form.encodings.iter().map(|encoding| {
        let (property, explode) = (Literal::string(&encoding.property), encoding.explode);
        let style = style(encoding.style);
        let reserved = encoding.allow_reserved.then(|| quote!(.allow_reserved()));
        quote!(Encoding::new(#property, Style::#style, #explode)#reserved)
    });
    Some(quote! {
        pub(super) static #table: &[Encoding] = &[#(#encodings),*];
    })
}

/// Whether there is a form whose properties are written in styles of their own.
pub(super) fn has_encodings(operation: &Operation) -> bool {
    operation.functions().any(|function| {
        let kind = function.body.map(|body| &body.kind);
        matches!(kind, Some(BodyKind::Form(form)) if form.table.is_some())
    })
}

/// What a function needs beside itself: its call, and the form of its parts.
pub(super) fn types_of(api: &Api, operation: &Operation, function: &Function<'_>) -> TokenStream {
    let call = calls::call(api, operation, function);
    let form = match function.body.map(|body| &body.kind) {
        // The plain function has it already.
        Some(BodyKind::Multipart(Some(form))) if function.accept.is_none() => {
            Some(multipart::form(api, function, form))
        }
        _ => None,
    };
    quote!(#call #form)
}

//! Structs for operations with optional parameters, and enums for replies that differ by status.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::operations::{
    body_decoder, call_type, error_type, parameter_notes, replies_type, reply_type,
};
use super::requests::{argument_type, body_arguments, set_body, set_parameter};
use super::types::Module;
use super::{docs, item_docs};
use crate::ir::{
    Api, Body, Function, Operation, Replies, ReplyBody, ReplyCase, StatusPattern, Type,
};
use crate::names::{FunctionName, VariantName};

/// The struct of a function with optional parameters.
pub fn call(api: &Api, operation: &Operation, function: &Function<'_>) -> Option<TokenStream> {
    let name = function.call?;
    let module = Module::Operations;
    let call = call_type(api, operation, function, module);
    let success = replies_type(api, function.success, module);
    let error = error_type(api, operation, module).unwrap_or_else(|| quote!(runtime::Undeclared));
    let docs = docs::attributes(&[format!("A call of [`Client::{}`].", function.name)]);
    let setters = setters(api, operation);
    let body = function.body.and_then(|body| body_methods(api, body));
    let stream = stream_methods(function.success, &error);
    Some(quote! {
        #docs
        #[derive(Debug)]
        #[must_use = "a call does nothing unless it is awaited"]
        pub struct #name {
            pub(super) call: #call,
        }

        impl #name {
            #(#setters)*
            #body

            #[doc = " Sets the time limit of this call."]
            pub fn timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
                self.call = self.call.timeout(timeout);
                self
            }

            #[doc = " Sets a header of this call."]
            pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                self.call = self.call.header(name, value);
                self
            }

            #[doc = " Sends it and gives the result together with status and headers."]
            pub fn send(self) -> runtime::SendFuture<#success, #error> {
                self.call.send()
            }

            #stream
        }

        impl IntoFuture for #name {
            type Output = Result<#success, Error<#error>>;
            type IntoFuture = runtime::CallFuture<#success, #error>;

            fn into_future(self) -> Self::IntoFuture {
                self.call.into_future()
            }
        }
    })
}

/// A setter for each optional parameter.
fn setters(api: &Api, operation: &Operation) -> impl Iterator<Item = TokenStream> {
    let parameters = operation.parameters.iter();
    let optional = parameters.filter(|parameter| !parameter.required);
    optional.map(move |parameter| {
        let (name, ty) = (&parameter.name, argument_type(api, &parameter.ty));
        let set = set_parameter(parameter, &quote!(self.call.request_mut()));
        let docs = item_docs(
            &parameter.docs,
            &format!("Sets {}.", docs::code(&parameter.wire)),
            &parameter_notes(parameter),
        );
        let deprecated = parameter.docs.deprecated.then(|| quote!(#[deprecated]));
        quote! {
            #docs
            #deprecated
            pub fn #name(mut self, #name: #ty) -> Self {
                #set
                self
            }
        }
    })
}

/// What sets a body that is optional, or leaves out one that may be.
fn body_methods(api: &Api, body: &Body) -> Option<TokenStream> {
    if body.may_be_omitted {
        return Some(quote! {
            #[doc = " Sends no body: the document lets it be left out."]
            pub fn without_body(mut self) -> Self {
                self.call = self.call.without_body();
                self
            }
        });
    }
    if body.required {
        return None;
    }
    let arguments = body_arguments(api, body, Module::Operations);
    let set = set_body(body, &quote!(self.call.request_mut()));
    let docs = item_docs(&body.docs, "Sets the body.", &[]);
    Some(quote! {
        #docs
        pub fn body(mut self, #(#arguments),*) -> Self {
            #set
            self
        }
    })
}

/// What a call can do besides whose reply is a stream, or can be used as one.
fn stream_methods(success: &Replies, error: &TokenStream) -> Option<TokenStream> {
    let idle = quote! {
        #[doc = " Sets how long the stream may be silent."]
        pub fn idle_timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
            self.call = self.call.idle_timeout(timeout);
            self
        }
    };
    if success.stream().is_some() {
        return Some(idle);
    }
    success
        .bodies()
        .any(|body| *body == ReplyBody::Bytes)
        .then(|| {
            quote! {
                #idle

                #[doc = " Sends it and gives the body as it arrives, whatever its size."]
                pub fn stream(self) -> runtime::SendFuture<runtime::ByteStream, #error> {
                    self.call.stream()
                }
            }
        })
}

/// The enum of replies that differ by status.
pub fn replies(
    api: &Api,
    operation: &Operation,
    function: &FunctionName,
    replies: &Replies,
) -> Option<TokenStream> {
    let Replies::Many { name, variants } = replies else {
        return None;
    };
    let first = variants
        .first()
        .and_then(|(_, index, _)| operation.cases.get(*index));
    let what = match first {
        Some(case) if !case.success => "An error",
        _ => "A reply",
    };
    let docs = docs::attributes(&[format!("{what} of [`Client::{function}`], by status.")]);
    let declared = variants.iter().map(|(variant, case, body)| {
        let case = operation.cases.get(*case);
        declared_variant(api, variant, case, body)
    });
    let arms = variants.iter().map(|(variant, case, body)| {
        let status = operation.cases.get(*case).map(reply_status);
        let decode = body_decoder(body);
        match body {
            ReplyBody::Empty => quote!(Some(#status) => Ok(Self::#variant)),
            _ => quote!(Some(#status) => #decode(reply).map(Self::#variant)),
        }
    });
    Some(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#declared,)*
        }

        impl #name {
            pub(super) fn decode(reply: &runtime::RawReply) -> Result<Self, runtime::Mismatch> {
                match reply.declared().map(runtime::Reply::status) {
                    #(#arms,)*
                    _ => Err(runtime::Mismatch::Undeclared),
                }
            }
        }
    })
}

fn declared_variant(
    api: &Api,
    variant: &VariantName,
    case: Option<&ReplyCase>,
    body: &ReplyBody,
) -> TokenStream {
    let description = case.map(|case| case.description.as_str());
    let text = docs::markdown(description.unwrap_or_default());
    let docs = docs::attributes(&[if text.is_empty() {
        docs::code(variant.as_str())
    } else {
        text
    }]);
    match body {
        ReplyBody::Empty => quote!(#docs #variant),
        // The variants differ in size; in a box they don't.
        ReplyBody::Json(Type::Named(_)) => {
            let ty = reply_type(api, body);
            quote!(#docs #variant(Box<#ty>))
        }
        body => {
            let ty = reply_type(api, body);
            quote!(#docs #variant(#ty))
        }
    }
}

fn reply_status(case: &ReplyCase) -> TokenStream {
    match case.status {
        StatusPattern::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(runtime::Status::Code(#code))
        }
        StatusPattern::Range(class) => {
            let class = Literal::u8_unsuffixed(class);
            quote!(runtime::Status::Range(#class))
        }
        StatusPattern::Default => quote!(runtime::Status::Default),
    }
}

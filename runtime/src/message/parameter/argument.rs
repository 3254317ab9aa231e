//! What callers may give for a parameter.

use std::borrow::Cow;

/// What may be given for a parameter that is a `T`: a value or a reference to one.
///
/// For a list of texts, `[String]`, that is a list of `&str` too.
pub trait Argument<T: ToOwned + ?Sized> {
    /// The value.
    fn argument(&self) -> Cow<'_, T>;
}

/// What may be given for a parameter that is a `T` and may be left out: a value, a reference to one, or an `Option` of
/// either. `None` leaves the parameter out.
///
/// For a text, `str`, that is a `String` too, and for a list of texts, `[String]`, a list of `&str`.
pub trait OptionalArgument<T: ToOwned + ?Sized> {
    /// The value, if there is one.
    fn optional(&self) -> Option<Cow<'_, T>>;
}

impl<T: Clone> Argument<T> for T {
    fn argument(&self) -> Cow<'_, T> {
        Cow::Borrowed(self)
    }
}

impl<T: ToOwned + ?Sized> Argument<T> for &T {
    fn argument(&self) -> Cow<'_, T> {
        Cow::Borrowed(self)
    }
}

impl<T: Clone> OptionalArgument<T> for T {
    fn optional(&self) -> Option<Cow<'_, T>> {
        Some(Cow::Borrowed(self))
    }
}

impl<T: ToOwned + ?Sized> OptionalArgument<T> for &T {
    fn optional(&self) -> Option<Cow<'_, T>> {
        Some(Cow::Borrowed(self))
    }
}

impl<T: Clone> OptionalArgument<T> for Option<T> {
    fn optional(&self) -> Option<Cow<'_, T>> {
        self.as_ref().map(Cow::Borrowed)
    }
}

impl<T: Clone> OptionalArgument<T> for &Option<T> {
    fn optional(&self) -> Option<Cow<'_, T>> {
        self.as_ref().map(Cow::Borrowed)
    }
}

impl<T: ToOwned + ?Sized> OptionalArgument<T> for Option<&T> {
    fn optional(&self) -> Option<Cow<'_, T>> {
        (*self).map(Cow::Borrowed)
    }
}

/// Implements both traits for what holds a `$target`: by itself, behind a reference, and in an `Option`.
macro_rules! arguments {
    ($(($($generic:tt)*) $source:ty => $target:ty: |$value:ident| $made:expr;)*) => {$(
        impl<$($generic)*> Argument<$target> for $source {
            fn argument(&self) -> Cow<'_, $target> {
                let $value = self;
                $made
            }
        }

        impl<$($generic)*> Argument<$target> for &$source {
            fn argument(&self) -> Cow<'_, $target> {
                let $value = *self;
                $made
            }
        }

        impl<$($generic)*> OptionalArgument<$target> for $source {
            fn optional(&self) -> Option<Cow<'_, $target>> {
                Some(Argument::<$target>::argument(self))
            }
        }

        impl<$($generic)*> OptionalArgument<$target> for &$source {
            fn optional(&self) -> Option<Cow<'_, $target>> {
                Some(Argument::<$target>::argument(*self))
            }
        }

        impl<$($generic)*> OptionalArgument<$target> for Option<$source> {
            fn optional(&self) -> Option<Cow<'_, $target>> {
                self.as_ref().map(Argument::<$target>::argument)
            }
        }

        impl<$($generic)*> OptionalArgument<$target> for &Option<$source> {
            fn optional(&self) -> Option<Cow<'_, $target>> {
                self.as_ref().map(Argument::<$target>::argument)
            }
        }

        impl<$($generic)*> OptionalArgument<$target> for Option<&$source> {
            fn optional(&self) -> Option<Cow<'_, $target>> {
                (*self).map(Argument::<$target>::argument)
            }
        }
    )*};
}

arguments! {
    () String => str: |text| Cow::Borrowed(text.as_str());
    () Cow<'_, str> => str: |text| Cow::Borrowed(text.as_ref());
    (T: Clone) Vec<T> => [T]: |items| Cow::Borrowed(items.as_slice());
    (T: Clone, const N: usize) [T; N] => [T]: |items| Cow::Borrowed(items.as_slice());
    () Vec<&str> => [String]: |items| Cow::Owned(texts(items));
    (const N: usize) [&str; N] => [String]: |items| Cow::Owned(texts(items));
}

impl Argument<[String]> for &[&str] {
    fn argument(&self) -> Cow<'_, [String]> {
        Cow::Owned(texts(self))
    }
}

impl OptionalArgument<[String]> for &[&str] {
    fn optional(&self) -> Option<Cow<'_, [String]>> {
        Some(self.argument())
    }
}

impl OptionalArgument<[String]> for Option<&[&str]> {
    fn optional(&self) -> Option<Cow<'_, [String]>> {
        self.map(|items| Cow::Owned(texts(items)))
    }
}

fn texts(items: &[&str]) -> Vec<String> {
    items.iter().map(|text| (*text).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn required<T: ToOwned<Owned = O> + ?Sized, O>(given: impl Argument<T>) -> O {
        given.argument().into_owned()
    }

    fn optional<T: ToOwned<Owned = O> + ?Sized, O>(given: impl OptionalArgument<T>) -> Option<O> {
        given.optional().map(Cow::into_owned)
    }

    #[test]
    fn values_references_and_options_fit() {
        assert_eq!(optional::<i32, _>(5), Some(5));
        assert_eq!(optional::<i32, _>(&5), Some(5));
        assert_eq!(optional::<i32, _>(Some(5)), Some(5));
        assert_eq!(optional::<i32, _>(&Some(5)), Some(5));
        assert_eq!(optional::<i32, _>(None::<i32>), None);
        assert_eq!(required::<i32, _>(&5), 5);
    }

    #[test]
    fn texts_of_all_kinds_fit() {
        let owned = "text".to_owned();
        let found = Some(owned.clone());
        assert_eq!(optional::<str, _>("text"), found);
        assert_eq!(optional::<str, _>(&owned), found);
        assert_eq!(optional::<str, _>(Some("text")), found);
        assert_eq!(optional::<str, _>(Some(&owned)), found);
        assert_eq!(optional::<str, _>(&Some(owned.clone())), found);
        assert_eq!(optional::<str, _>(Cow::Borrowed("text")), found);
        assert_eq!(optional::<str, _>(owned), found);
        assert_eq!(optional::<str, _>(None::<&str>), None);
    }

    #[test]
    fn lists_of_all_kinds_fit() {
        let texts = vec!["a".to_owned(), "b".to_owned()];
        assert_eq!(required::<[String], _>(["a", "b"]), texts);
        assert_eq!(required::<[String], _>(&["a", "b"]), texts);
        assert_eq!(required::<[String], _>(vec!["a", "b"]), texts);
        assert_eq!(required::<[String], _>(["a", "b"].as_slice()), texts);
        assert_eq!(required::<[String], _>(&texts), texts);
        assert_eq!(required::<[String], _>(texts.as_slice()), texts);
        assert_eq!(
            optional::<[String], _>(Some(["a", "b"])),
            Some(texts.clone())
        );
        assert_eq!(optional::<[String], _>(Some(texts.clone())), Some(texts));
        assert_eq!(optional::<[i64], _>([1, 2]), Some(vec![1, 2]));
        assert_eq!(optional::<[i64], _>(&[1, 2]), Some(vec![1, 2]));
        assert_eq!(optional::<[i64], _>(None::<Vec<i64>>), None);
    }
}

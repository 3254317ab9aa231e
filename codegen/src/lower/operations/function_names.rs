//! What the functions of operations are called.

use crate::hash::{Map, Set};
use crate::names::{FunctionName, Scope, Wish, function_words};

/// What the names of functions are made from.
pub(super) struct Naming<'a> {
    /// The name that somebody chose.
    pub(super) pinned: Option<&'a str>,
    /// `operationId`
    pub(super) id: Option<&'a str>,
    pub(super) method: &'a str,
    pub(super) path: &'a str,
}

/// Who comes first where several want one name.
const BY_ID: u8 = 0;
const BY_PART_OF_ID: u8 = 1;
const BY_PATH: u8 = 2;

/// The function of each operation, in order; `scope` has every other name of the client. `operations` are all that the document
/// has, whatever is wanted of them, and which is in front of which has no effect.
///
/// Pinned names come first. The others are the words of `operationId`, or of method and path where there is none or another
/// operation has the same. Of an id only a part is wanted
///
/// - where FastAPI made it of a function's name, the path and the method: the name, if no other operation has it;
/// - where it ends in its own method, which is `POST`, and so do all ids that end in theirs: in documents that call remote
///   procedures this says nothing. In others `users_post` and `users_delete` differ in nothing else.
pub(super) fn function_names(operations: &[Naming<'_>], scope: &mut Scope) -> Vec<FunctionName> {
    let all = All::of(operations);
    let wishes = operations.iter().map(|one| match one.pinned {
        Some(name) => Wish::chosen_or(Some(name), name),
        None => all.wish(one),
    });
    let wishes: Vec<Wish> = wishes.collect();
    scope.functions(&wishes)
}

/// What the name of a function depends on beside its own operation.
struct All<'a> {
    /// The path and the method of the one operation that has each id, should several say it.
    owners: Map<&'a str, (&'a str, &'a str)>,
    /// The words of all ids.
    ids: Set<String>,
    /// How many have a name before their path, by its words.
    before_path: Map<String, usize>,
    /// Whether no id ends in its own method but for `POST`.
    are_procedures: bool,
}

impl<'a> All<'a> {
    fn of(operations: &[Naming<'a>]) -> Self {
        let mut owners: Map<&str, (&str, &str)> = Map::default();
        let mut before_path: Map<String, usize> = Map::default();
        for one in operations {
            if let Some(id) = one.id {
                let owner = owners.entry(id).or_insert((one.path, one.method));
                *owner = (*owner).min((one.path, one.method));
            }
            if let Some(name) = one.name_before_path() {
                *before_path.entry(function_words(name)).or_default() += 1;
            }
        }
        let mut others = operations.iter().filter(|one| !one.is_post());
        Self {
            ids: owners.keys().map(|id| function_words(id)).collect(),
            owners,
            before_path,
            are_procedures: !others.any(Naming::ends_in_method),
        }
    }

    fn wish(&self, one: &Naming<'_>) -> Wish {
        let by_path = format!("{} {}", one.method, one.path);
        let is_owner = |id: &&str| self.owners.get(id) == Some(&(one.path, one.method));
        let Some(id) = one.id.filter(is_owner) else {
            return Wish {
                class: BY_PATH,
                others: vec![by_path.replace('{', "by ")],
                text: by_path,
                ..Wish::default()
            };
        };
        let words = function_words(id);
        let is_procedure = self.are_procedures && one.is_post();
        let short = words.strip_suffix("_post").filter(|_| is_procedure);
        let name = one.name_before_path().filter(|name| self.is_unique(name));
        match name.or(short) {
            Some(part) => Wish {
                class: BY_PART_OF_ID,
                text: part.to_owned(),
                others: vec![id.to_owned(), by_path],
                ..Wish::default()
            },
            None => Wish {
                class: BY_ID,
                text: id.to_owned(),
                others: vec![by_path],
                ..Wish::default()
            },
        }
    }

    fn is_unique(&self, name: &str) -> bool {
        let words = function_words(name);
        self.before_path.get(&words) == Some(&1) && !self.ids.contains(&words)
    }
}

impl<'a> Naming<'a> {
    fn is_post(&self) -> bool {
        self.method.eq_ignore_ascii_case("post")
    }

    /// Whether the last of several words of its id is its method.
    fn ends_in_method(&self) -> bool {
        let words = self.id.map(function_words).unwrap_or_default();
        let last = words.rsplit_once('_').map(|(_, last)| last);
        last.is_some_and(|last| last.eq_ignore_ascii_case(self.method))
    }

    /// The name of a function of FastAPI, which makes an id of it, the path and a method: all but letters, digits and `_` becomes
    /// `_`.
    fn name_before_path(&self) -> Option<&'a str> {
        let id = self.id?;
        let rest = METHODS.iter().find_map(|method| id.strip_suffix(method))?;
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let path = self.path.chars().map(|c| if is_word(c) { c } else { '_' });
        let path: String = path.collect();
        let name = rest.strip_suffix(path.as_str())?;
        (!name.is_empty()).then_some(name)
    }
}

/// Methods at the end of ids that FastAPI makes: one of those that a route has.
const METHODS: [&str; 8] = [
    "_get", "_put", "_post", "_delete", "_options", "_head", "_patch", "_trace",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// `method path id`, the id `-` for none; a fourth word is `x-rust-name`.
    fn names(operations: &[&str]) -> Vec<String> {
        let naming: Vec<Naming<'_>> = operations
            .iter()
            .map(|line| {
                let words: Vec<&str> = line.split(' ').collect();
                Naming {
                    method: words[0],
                    path: words[1],
                    id: Some(words[2]).filter(|id| *id != "-"),
                    pinned: words.get(3).copied(),
                }
            })
            .collect();
        let names = function_names(&naming, &mut Scope::reserving(&["builder"]));
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn names_read_well() {
        let cases = [
            ("POST /acs/assign acsAssignPost", "acs_assign"),
            ("GET /tasks tasks_get", "tasks_get"),
            ("GET /emojis emojis/get", "emojis_get"),
            ("GET /v1/app v1.application.get", "v1_application_get"),
            ("GET /a GetAccountByID", "get_account_by_id"),
            ("PUT /Services/{Sid}.json -", "put_services_sid_json"),
            ("GET /admin/realms/{realm} -", "get_admin_realms_realm"),
            ("GET / -", "get"),
            ("COPY /a -", "copy_a"),
            ("GET /a builder", "get_a"),
            ("GET /a x pinned", "pinned"),
        ];
        for (operation, name) in cases {
            assert_eq!(names(&[operation]), [name], "{operation}");
        }
    }

    #[test]
    fn what_comes_in_front_renames_nothing() {
        let before = ["POST /sync syncPost", "GET /a a", "GET /b -", "GET /c getC"];
        let more = ["PUT /sync sync-", "POST /b a", "GET /d Get-C", "GET /{b} -"];
        let own = ["sync", "a", "get_b", "get_c"];
        assert_eq!(names(&before), own);
        let behind = names(&[&before[..], &more].concat());
        assert_eq!(behind[..4], own);
        let in_front = names(&[&more[..], &before].concat());
        assert_eq!(in_front[4..], own);
        assert_eq!(behind[4..], in_front[..4]);
    }

    #[test]
    fn the_name_before_the_path_is_enough() {
        let read = "GET /items/{item_id} read_item_items__item_id__get";
        assert_eq!(names(&[read]), ["read_item"]);
        let twin = "GET /admin/{id} read_item_admin__id__get";
        let both = ["read_item_items_item_id_get", "read_item_admin_id_get"];
        assert_eq!(names(&[read, twin]), both);
        let other = "GET /a read_item";
        assert_eq!(names(&[read, other]), [both[0], "read_item"]);
        assert_eq!(names(&["GET /a/b list_b_get"]), ["list_b_get"]);
    }

    #[test]
    fn an_exact_id_wins_over_its_twins() {
        let [one, other] = ["GET /users/{id} getUser", "GET /u get_user"];
        assert_eq!(names(&[one, other]), ["get_users_id", "get_user"]);
        assert_eq!(names(&[other, one]), ["get_user", "get_users_id"]);
    }

    #[test]
    fn methods_at_the_end_stay_where_they_differ() {
        let all = ["POST /a aPost", "GET /a aGet", "POST /b blogPost"];
        assert_eq!(names(&all), ["a_post", "a_get", "blog_post"]);
        let procedures = ["POST /a/list aListPost", "GET /b blogPost", "GET /c get"];
        assert_eq!(names(&procedures), ["a_list", "blog_post", "get"]);
    }

    #[test]
    fn a_short_name_that_is_taken_stays_long() {
        let operations = [
            "GET /sync sync",
            "POST /sync syncPost",
            "GET /c c sync_post",
        ];
        assert_eq!(names(&operations), ["sync", "post_sync", "sync_post"]);
    }
}

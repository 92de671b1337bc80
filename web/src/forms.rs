//! Forms: what was typed, kept as it was typed, so that a refused form comes back filled in.
//!
//! Reading never fails for a field's sake: a missing field is empty, an unreadable one is refused
//! by name. What the fields mean is the handler's.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use minijinja::Value;
use minijinja::value::{Enumerator, Object};
use serde::{Serialize, Serializer};
use texts::{Args, Texts};
use units::Locale;

use crate::errors::PageError;
use crate::face::Face;
use crate::refusal::text_key;

/// Most fields of one form.
const FIELDS_MAX: usize = 500;
/// Largest form, in bytes.
pub const FORM_MAX_BYTES: usize = 256 * 1024;

/// Names and values in the order they came.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// What was typed into `name`, without blanks around it; empty when there is no such field.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// As `text`, blanks and all: for passwords.
    pub fn raw(&self, name: &str) -> &str {
        let first = self.iter().find(|(found, _)| *found == name);
        first.map_or("", |(_, value)| value)
    }

    /// Every value of `name`, e.g. of several checkboxes.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Whether a checkbox was ticked, or a button of this name pressed.
    pub fn has(&self, name: &str) -> bool {
        self.iter().any(|(found, _)| found == name)
    }

    /// The value of `name` read as a `T`; none when it is missing, empty or something else.
    pub fn parsed<T: FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).parse().ok()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first value of each name: how a story keeps what was typed.
    pub fn to_map(&self) -> BTreeMap<String, String> {
        let mut map = BTreeMap::new();
        for (name, value) in self.iter() {
            map.entry(name.to_owned()).or_insert_with(|| value.to_owned());
        }
        map
    }

    fn read(encoded: &[u8]) -> Result<Fields, PageError> {
        let pairs = url::form_urlencoded::parse(encoded).into_owned();
        let fields: Vec<(String, String)> = pairs.take(FIELDS_MAX + 1).collect();
        if fields.len() > FIELDS_MAX {
            return Err(PageError::of_code("body.too_large"));
        }
        Ok(Fields(fields))
    }
}

/// Fields of a posted form.
#[derive(Clone, Debug)]
pub struct Form(pub Fields);

impl FromRequest<Face> for Form {
    type Rejection = PageError;

    async fn from_request(request: Request, face: &Face) -> Result<Form, PageError> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
            return Err(PageError::of_code("body.wrong_type"));
        }
        let too_large = || PageError::of_code("body.too_large");
        let body = Bytes::from_request(request, face).await.map_err(|_| too_large())?;
        if body.len() > FORM_MAX_BYTES {
            return Err(too_large());
        }
        Fields::read(&body).map(Form)
    }
}

/// Fields of the address, after the `?`.
#[derive(Clone, Debug)]
pub struct Asked(pub Fields);

impl FromRequestParts<Face> for Asked {
    type Rejection = PageError;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        _: &Face,
    ) -> Result<Asked, PageError> {
        let query = parts.uri.query().unwrap_or_default();
        Fields::read(query.as_bytes()).map(Asked)
    }
}

/// What is wrong with which field: the `errors` of a page's form, by field name.
#[derive(Clone, Debug, Default)]
pub struct FieldErrors(BTreeMap<Cow<'static, str>, String>);

impl Serialize for FieldErrors {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_object(Said(self.0.clone())).serialize(serializer)
    }
}

/// The errors as templates see them: a field about which nothing is said has none, so that a form
/// can ask about each of its fields, while a name that is missing elsewhere is a mistake.
#[derive(Debug)]
struct Said(BTreeMap<Cow<'static, str>, String>);

impl Object for Said {
    fn get_value(self: &Arc<Self>, field: &Value) -> Option<Value> {
        let said = field.as_str().and_then(|field| self.0.get(field));
        Some(said.map_or_else(|| Value::from(()), |text| Value::from(text.as_str())))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.0.keys().map(|field| Value::from(&**field)).collect())
    }
}

impl FieldErrors {
    /// Refuses `field` with the sentence of `code`; the first sentence about a field stays.
    pub fn add(
        &mut self,
        texts: &Texts,
        locale: &Locale,
        field: impl Into<Cow<'static, str>>,
        code: &str,
        args: &Args,
    ) {
        let said = || texts.get(locale, &text_key(code), args);
        self.0.entry(field.into()).or_insert_with(said);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is said about `field`, if anything.
    pub fn about(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_kept() {
        let fields = Fields::read(b"name=+Ada+&password=+a+&who=1&who=2&seats=5&empty=&x=%zz%ff")
            .expect("few fields");
        assert_eq!(fields.text("name"), "Ada");
        assert_eq!(fields.raw("password"), " a ");
        assert_eq!(fields.all("who").collect::<Vec<&str>>(), ["1", "2"]);
        assert_eq!(fields.parsed::<u32>("seats"), Some(5));
        assert_eq!(fields.parsed::<u32>("name"), None);
        assert!(fields.has("empty") && !fields.has("missing"));
        assert_eq!(fields.text("x"), "%zz\u{fffd}");
        assert_eq!(fields.to_map().get("who").map(String::as_str), Some("1"));
        let mut errors = FieldErrors::default();
        errors.0.insert("seats".into(), "Too many.".to_owned());
        let page = "{{ e.seats }}|{% if e.name is none %}none{% endif %}|\
            {% for f, t in e|items %}{{ f }}{% endfor %}";
        let e = Value::from(minijinja::value::Serde(&errors));
        let shown = minijinja::Environment::new().render_str(page, minijinja::context! { e });
        assert_eq!(shown.ok().as_deref(), Some("Too many.|none|seats"));
        let many = "a=1&".repeat(FIELDS_MAX + 1);
        assert!(Fields::read(many.as_bytes()).is_err());
    }
}

//! An expectation beside its life: what differs, by path.
//!
//! An expected object may leave keys out; a list must have every element, in order.

use serde_json::Value;

/// Every difference between `expected` and `found`, one line each; none when they agree.
pub fn differences(expected: &Value, found: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    compare("", expected, found, &mut lines);
    lines
}

fn compare(path: &str, expected: &Value, found: &Value, lines: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(wanted), Value::Object(there)) => {
            for (key, value) in wanted {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                match there.get(key) {
                    Some(found) => compare(&path, value, found, lines),
                    None => lines.push(format!("{path}: expected {value}, but there is none")),
                }
            }
        }
        (Value::Array(wanted), Value::Array(there)) => {
            if wanted.len() != there.len() {
                lines.push(format!(
                    "{path}: expected {} of them, not {}",
                    wanted.len(),
                    there.len()
                ));
            }
            for (index, (value, found)) in wanted.iter().zip(there).enumerate() {
                compare(&format!("{path}[{index}]"), value, found, lines);
            }
        }
        _ if same(expected, found) => {}
        _ => {
            let wanted = expected.get(TOML_DATE).and_then(Value::as_str);
            let wanted = wanted.map_or_else(|| expected.to_string(), str::to_owned);
            lines.push(format!("{path}: expected {wanted}, not {found}"));
        }
    }
}

/// How the TOML reader hands its own dates to a value that knows none.
const TOML_DATE: &str = "$__toml_private_datetime";

/// Equal, or a number and the text of it: numbers of documents are texts.
fn same(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Object(date), Value::String(_)) => date.get(TOML_DATE) == Some(found),
        (Value::Number(number), Value::String(text)) => number.to_string() == *text,
        _ => expected == found,
    }
}

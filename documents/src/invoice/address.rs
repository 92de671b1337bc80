//! Postal addresses as they stand in a window envelope.
//!
//! The order of postcode, city and region is the custom of the country the letter goes to; the
//! country is named, in capitals, only on letters that leave the sender's (UPU's advice).

use units::{Country, PostalAddress};

/// The lines from the name down; none is empty. `country_name` is in a language the sender's post
/// and the reader understand.
pub fn lines(address: &PostalAddress, sender: Country, country_name: &str) -> Vec<String> {
    let mut lines = vec![address.name.clone()];
    lines.extend(address.street.lines().map(str::to_owned));
    lines.extend(place(address));
    if address.country != sender {
        lines.push(country_name.to_uppercase());
    }
    lines.iter().map(|line| tidy(line)).filter(|line| !line.is_empty()).collect()
}

/// The lines below the street.
fn place(address: &PostalAddress) -> Vec<String> {
    let PostalAddress { postcode, city, region, .. } = address;
    match address.country.code() {
        "US" | "CA" | "AU" => {
            let comma = if region.is_empty() || address.country.code() == "AU" { "" } else { "," };
            vec![format!("{city}{comma} {region} {postcode}")]
        }
        "GB" | "IE" | "IN" | "SG" => vec![city.clone(), region.clone(), postcode.clone()],
        "JP" | "KR" | "TW" | "CN" if region.is_empty() => vec![format!("{city} {postcode}")],
        "JP" | "KR" | "TW" | "CN" => vec![format!("{city}, {region} {postcode}")],
        "RU" | "UA" | "BY" | "KZ" => vec![city.clone(), region.clone(), postcode.clone()],
        "IT" if !region.is_empty() => vec![format!("{postcode} {city} ({region})")],
        _ => vec![format!("{postcode} {city}"), region.clone()],
    }
}

/// Without the gaps that missing parts leave.
fn tidy(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(parts: [&str; 6], expected: &[&str]) {
        let [name, street, postcode, city, region, country] = parts.map(str::to_owned);
        let country: Country = country.parse().expect("a country");
        let address = PostalAddress { name, street, postcode, city, region, country };
        let sender = "DE".parse().expect("a country");
        assert_eq!(lines(&address, sender, "Somewhere"), expected);
    }

    #[test]
    fn each_country_has_its_order() {
        check(
            ["Ada", "Torstr. 1", "10119", "Berlin", "", "DE"],
            &["Ada", "Torstr. 1", "10119 Berlin"],
        );
        check(
            ["Ben", "1 Main St\nFloor 2", "94107", "San Francisco", "CA", "US"],
            &["Ben", "1 Main St", "Floor 2", "San Francisco, CA 94107", "SOMEWHERE"],
        );
        check(
            ["Clara", "1 High Street", "SW1A 1AA", "London", "", "GB"],
            &["Clara", "1 High Street", "London", "SW1A 1AA", "SOMEWHERE"],
        );
        check(["Dan", "", "", "Kuwait City", "", "KW"], &["Dan", "Kuwait City", "SOMEWHERE"]);
    }
}

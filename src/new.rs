//! What `briefing new` and `briefing add` write: a site and a brief to begin with, as texts.

use jiff::civil::Date;

use crate::{
    assets::FOLDER,
    lang::Lang,
    parse::{address::http_address, values},
    render::POLICY,
    schema,
    slug::Slug,
};

/// The files of a new site: path and text. `today` is the day of the sample brief.
pub fn site(today: Date) -> Vec<(String, String)> {
    let sample = format!("briefs/{:04}/{today}-a-second-bridge.md", today.year());
    let next = today.year().saturating_add(1);
    let brief = include_str!("new/site/brief.md").replace("DAY", &today.to_string());
    let brief = brief.replace("NEXT", &format!("{next:04}"));
    let files = [
        ("site.toml", include_str!("new/site/site.toml").to_owned()),
        (&sample, brief),
        ("pages/about.md", include_str!("new/site/about.md").to_owned()),
        ("README.md", include_str!("new/site/README.md").to_owned()),
        (".gitignore", "/public/\n/.briefing/\n".to_owned()),
        (".github/workflows/publish.yml", include_str!("new/site/publish.yml").to_owned()),
        ("vercel.json", vercel()),
        (".vscode/tasks.json", include_str!("new/site/tasks.json").to_owned()),
        (".vscode/briefs.code-snippets", schema::snippets()),
        ("brief.schema.json", schema::of_briefs()),
    ];
    files.map(|(path, text)| (path.to_owned(), text)).into()
}

/// What Vercel has to be told, which does not read `_headers`: the policy of the pages, and what may be kept for ever.
fn vercel() -> String {
    let header = |key: &str, value: &str| format!("        {{ \"key\": \"{key}\", \"value\": \"{value}\" }}");
    let of_all = [
        header("Content-Security-Policy", POLICY),
        header("X-Content-Type-Options", "nosniff"),
        header("Referrer-Policy", "strict-origin-when-cross-origin"),
    ];
    let rule = |source: &str, headers: &[String]| {
        format!(
            "    {{\n      \"source\": \"{source}\",\n      \"headers\": [\n{}\n      ]\n    }}",
            headers.join(",\n")
        )
    };
    let rules = [
        rule("/(.*)", &of_all),
        rule(&format!("/{FOLDER}(.*)"), &[header("Cache-Control", "public, max-age=31536000, immutable")]),
    ];
    format!(
        "{{\n  \"$schema\": \"https://openapi.vercel.sh/vercel.json\",\n  \"framework\": null,\n  \"installCommand\": \"\",\n  \
         \"buildCommand\": \"briefing build\",\n  \"outputDirectory\": \"public\",\n  \"trailingSlash\": true,\n  \
         \"headers\": [\n{}\n  ]\n}}\n",
        rules.join(",\n")
    )
}

/// The language that was typed, as briefs may have it.
///
/// # Errors
/// Why it is none.
pub fn lang(tag: &str) -> Result<Lang, String> {
    let help = || values::language_hint(tag).unwrap_or_else(|| "write one such as `ar` or `ckb`".to_owned());
    values::language(tag).ok_or_else(|| format!("`{tag}` is not a language tag; {}", help()))
}

/// The address that was typed, as a source may have it.
///
/// # Errors
/// Why it is none.
pub fn source(address: &str) -> Result<String, String> {
    http_address(address).ok_or_else(|| format!("`{address}` is not an http or https address"))
}

/// A brief to begin with.
#[derive(Clone, Debug)]
pub struct NewBrief<'a> {
    /// One line.
    pub title: &'a str,
    /// Its day.
    pub date: Date,
    /// The address of the article; without one the author has to fill it in.
    pub source: Option<&'a str>,
    /// Its language, if not the site's.
    pub lang: Option<&'a Lang>,
    /// The day on which the article is read.
    pub today: Date,
}

/// Path and text of a new brief, or `None` where the title has no letter or digit.
pub fn brief(new: &NewBrief<'_>) -> Option<(String, String)> {
    let slug = Slug::from_text(new.title)?;
    let path = format!("briefs/{:04}/{}-{slug}.md", new.date.year(), new.date);
    let mut text = format!("---\ntitle: {}\ndate: {}\n", quoted(new.title), new.date);
    if let Some(lang) = new.lang {
        text.push_str(&format!("lang: {lang}\n"));
    }
    match new.source {
        Some(url) => {
            let publisher = "  publisher:   # who published it\n  published:   # when, such as 2024-01-27\n";
            text.push_str(&format!("source:\n  url: {}\n{publisher}  retrieved: {}\n", quoted(url), new.today));
        }
        None => text.push_str("source:   # publisher, day or address, such as: Gulan Media, 2024-01-27\n"),
    }
    text.push_str("takeaway:   # one sentence; else the first paragraph\n---\n\n\n## Key points\n\n- \n");
    Some((path, text))
}

/// `text` as YAML writes it between double quotes.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, source: Option<&str>, expected: Option<(&str, &str)>) {
        let day = jiff::civil::date(2024, 1, 28);
        let new = NewBrief { title, date: day, source, lang: None, today: day };
        let found = brief(&new);
        let start = found.as_ref().map(|(path, text)| (path.as_str(), text.lines().nth(1).unwrap_or_default()));
        assert_eq!(start, expected);
    }

    #[test]
    fn the_workflow_is_yaml_and_asks_actions_for_what_they_know() {
        use crate::parse::plain;
        let text = include_str!("new/site/publish.yml");
        assert_eq!(text.matches("\n  BRIEFING: \"\"\n").count(), 1, "the one line to fill in");
        let workflow = serde_json::to_value(plain::json(text).expect("it is YAML")).expect("it is JSON");
        let known: [(&str, &[&str]); 5] = [
            ("actions/checkout@v4", &[]),
            ("actions/cache@v4", &["path", "key", "restore-keys"]),
            ("actions/configure-pages@v5", &[]),
            ("actions/upload-pages-artifact@v3", &["path"]),
            ("actions/deploy-pages@v4", &[]),
        ];
        let mut used = Vec::new();
        for job in ["build", "publish"] {
            for step in workflow["jobs"][job]["steps"].as_array().expect("steps") {
                let Some(action) = step["uses"].as_str() else {
                    assert!(step["run"].is_string(), "{step}");
                    continue;
                };
                let inputs = known.iter().find(|(name, _)| *name == action).expect("a known action").1;
                let given =
                    step["with"].as_object().map_or(Vec::new(), |with| with.keys().map(String::as_str).collect());
                assert!(given.iter().all(|name| inputs.contains(name)), "{action}: {given:?}");
                used.push(action);
            }
        }
        // The cache is used twice in a row: for the program, and for pictures.
        used.dedup();
        assert_eq!(used, known.map(|(name, _)| name));
    }

    #[test]
    fn a_brief_is_named_after_its_day_and_title() {
        check("Talks open", None, Some(("briefs/2024/2024-01-28-talks-open.md", "title: \"Talks open\"")));
        check(
            "Say \"no\": a \\ title",
            Some("https://news.example/a"),
            Some(("briefs/2024/2024-01-28-say-no-a-title.md", "title: \"Say \\\"no\\\": a \\\\ title\"")),
        );
        check("بغداد", None, Some(("briefs/2024/2024-01-28-بغداد.md", "title: \"بغداد\"")));
        check("?!", None, None);
    }
}

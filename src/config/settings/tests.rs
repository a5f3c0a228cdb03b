use jiff::Timestamp;

use super::*;
use crate::config::Held;

fn options() -> Options {
    Options { base_url: None, held: Held::Left, strict: false, now: Timestamp::UNIX_EPOCH }
}

fn read(text: &str, options: &Options) -> (Config, Vec<String>) {
    let file = TextFile { path: SitePath::new("site.toml").expect("a plain path"), text: text.to_owned() };
    let mut found = Vec::new();
    let config = parse(Some(&file), options, &mut found).expect("settings");
    let said = |note: &Diagnostic| {
        let help = note.help.as_deref().map_or_else(String::new, |help| format!(" {help}"));
        format!("{} {}:{} {}{help}", note.code.name(), note.line, note.column, note.marked())
    };
    (config, found.iter().map(said).collect())
}

const REQUIRED: &str = "title = \"Site\"\nbase_url = \"https://site.test/news\"\n";

#[test]
fn two_keys_are_enough() {
    let (config, said) = read(REQUIRED, &options());
    assert_eq!(said, [""; 0]);
    assert_eq!((config.title.as_str(), config.base_url.path.as_str()), ("Site", "/news/"));
    assert_eq!((config.lang.as_str(), config.page_size, config.quote_limit, config.raw_html), ("en", 20, 300, false));
    assert_eq!(config.time_zone, TimeZone::UTC);
}

#[test]
fn every_key_is_read() {
    let text = format!(
        "{REQUIRED}lang = \"ckb\"\ndescription = \"D\"\nauthor = [\"A\", \"B\"]\ntime_zone = \"Asia/Baghdad\"\npage_size = 10\n\
         quote_limit = 200\nraw_html = true\nlicence = \"CC BY 4.0\"\ntopics = [\"security\"]\n\
         nav = [{{title = \"About\", url = \"/about/\"}}, {{title = \"Out\", url = \"https://example.net/\"}}]\n\
         [sections.ckb]\nkey-points = \"خاڵە سەرەکییەکان\"\nmethod = [\"a\", \"b\"]\n"
    );
    let (config, said) = read(&text, &options());
    assert_eq!(said, [""; 0]);
    assert_eq!(config.author, ["A", "B"]);
    assert_eq!(config.time_zone.iana_name(), Some("Asia/Baghdad"));
    assert_eq!((config.page_size, config.quote_limit, config.raw_html), (10, 200, true));
    assert_eq!(
        config.nav.iter().map(|item| item.url.as_str()).collect::<Vec<_>>(),
        ["/about/", "https://example.net/"]
    );
    let roles: Vec<(Role, &str)> =
        config.sections.iter().map(|section| (section.role, section.heading.as_str())).collect();
    assert_eq!(roles, [(Role::KeyPoints, "خاڵە سەرەکییەکان"), (Role::Method, "a"), (Role::Method, "b")]);
}

#[test]
fn missing_settings_are_told() {
    let mut found = Vec::new();
    assert!(parse(None, &options(), &mut found).is_none());
    assert_eq!(found.iter().map(|note| note.code).collect::<Vec<_>>(), [Code::MissingSettings]);
    let (_, said) = read("", &options());
    assert_eq!(said, ["missing-field 1:1  add `title = \"…\"`", "missing-field 1:1  add `base_url = \"https://…/\"`"]);
}

#[test]
fn mistakes_are_told() {
    let check = |more: &str, expected: &[&str]| {
        assert_eq!(read(&format!("{REQUIRED}{more}"), &options()).1, expected, "{more}")
    };
    check("tilte = \"x\"", &["unknown-key 3:1 tilte did you mean `title`?"]);
    check("page_size = \"x\"", &["bad-settings 3:13 \"x\""]);
    check("page_size = 0", &["bad-number 3:13 0"]);
    check("raw_html = 1", &["bad-settings 3:12 1"]);
    check("lang = \"English\"", &["bad-lang 3:8 \"English\" write `en`"]);
    check("time_zone = \"baghdad\"", &["bad-settings 3:13 \"baghdad\" write `Asia/Baghdad`"]);
    check("time_zone = \"Bagdad\"", &["bad-settings 3:13 \"Bagdad\" did you mean `Asia/Baghdad`?"]);
    check("licence = CC BY 4.0", &["bad-settings 3:11 CC BY 4.0 put quotes around it: `licence = \"CC BY 4.0\"`"]);
    let quotes = "bad-settings 3:13 T put quotes around it: `description = \"T\"`";
    let kept = read(&format!("{REQUIRED}description = T"), &options()).1;
    assert!(kept[0].starts_with("bad-settings 3:15") && kept[0].ends_with(&quotes[20..]), "{kept:?}");
    check("time_zone = \"Asia/Bagdad\"", &["bad-settings 3:13 \"Asia/Bagdad\" did you mean `Asia/Baghdad`?"]);
    check("topics = \"x\"", &["bad-settings 3:10 \"x\""]);
    check("topics = [1]", &["bad-settings 3:11 1"]);
    check("author = \"\"\"A\nB\"\"\"", &["not-one-line 3:10 \"\"\"A\nB\"\"\""]);
    check("licence = \"a\\u0001\"", &["control-character 3:11 \"a\\u0001\" remove it"]);
    check("licence = \"a\u{fffe}\"", &["control-character 3:11 \"a\u{fffe}\" remove it"]);
    check("nav = [{title = \"A\"}]", &["missing-field 3:8 {title = \"A\"} add `url = \"/…/\"`"]);
    check("nav = [{title = \"A\", url = \"javascript:x\"}]", &["bad-address 3:28 \"javascript:x\""]);
    check("nav = [{title = \"A\", url = \"about/\"}]", &["bad-address 3:28 \"about/\" write `/about/`"]);
    check("[sections.ar]\nkeypoints = \"x\"", &["unknown-key 4:1 keypoints did you mean `key-points`?"]);
    check("[sections]\nar = 1", &["bad-settings 4:6 1"]);
    check(
        "x = \ny = 1",
        &[
            "bad-settings 3:5 ",
            "unknown-key 3:1 x known here are `title`, `base_url`, `lang`, `description`, `author`, `time_zone`, `page_size`, `quote_limit`, `raw_html`, `share_pictures`, `licence`, `topics`, `nav`, `sections`",
            "unknown-key 4:1 y known here are `title`, `base_url`, `lang`, `description`, `author`, `time_zone`, `page_size`, `quote_limit`, `raw_html`, `share_pictures`, `licence`, `topics`, `nav`, `sections`",
        ],
    );
}

#[test]
fn the_base_address_may_come_from_the_command() {
    let example = "title = \"Site\"\nbase_url = \"https://example.org/\"\n";
    assert_eq!(
        read(example, &options()).1,
        ["example-base-url 2:12 \"https://example.org/\" write the address of your site"]
    );
    let with_url = Options { base_url: BaseUrl::parse("https://other.test/"), ..options() };
    let (config, said) = read(example, &with_url);
    assert_eq!((config.base_url.origin.as_str(), said.len()), ("https://other.test", 0));
    let (_, said) = read("title = \"Site\"\nbase_url = \"site.test\"\n", &options());
    assert_eq!(said, ["bad-address 2:12 \"site.test\" write `base_url = \"https://site.test/\"`"]);
}

//! The program as it is typed: arguments, messages, exit status, files.

use std::{collections::BTreeSet, fs};

use crate::support::{BRIEF, SETTINGS, Site};

#[test]
fn a_new_site_builds_and_takes_a_brief() {
    let folder = Site::empty();
    folder.run(&["new", "mine"]).status(0).says("A new site is in `mine`");
    let checked = folder.run(&["check", "mine"]).status(0).says("example-base-url");
    assert!(checked.stderr.contains("\n1 warning\n"), "{}", checked.stderr);
    let added =
        folder.run(&["add", "Talks open", "--site", "mine", "--date", "2024-01-28", "--source", "https://a.test/x"]);
    assert_eq!(added.stdout, "mine/briefs/2024/2024-01-28-talks-open.md\n");
    added.status(0);
    folder.run(&["build", "mine"]).status(0).says("2 briefs, ");
    assert!(folder.path().join("mine/public/briefs/talks-open/index.html").is_file());
}

#[test]
fn a_new_site_comes_with_what_hosts_and_editors_need() {
    let folder = Site::empty();
    folder.run(&["new", "mine"]).status(0);
    for path in [".vscode/tasks.json", ".vscode/briefs.code-snippets", "vercel.json", "brief.schema.json"] {
        let json: serde_json::Value = serde_json::from_str(&folder.read(&format!("mine/{path}"))).expect(path);
        assert!(json.is_object(), "{path}");
    }
    // Hosts get one policy, wherever it stands.
    folder.run(&["build", "mine"]).status(0);
    let policy = |text: &str, start: &str, end: char| {
        text.split(start).nth(1).and_then(|rest| rest.split(end).next()).expect("a policy").to_owned()
    };
    let of_pages = policy(&folder.read("mine/public/_headers"), "Content-Security-Policy: ", '\n');
    assert_eq!(policy(&folder.read("mine/vercel.json"), "Content-Security-Policy\", \"value\": \"", '"'), of_pages);
    assert_eq!(folder.run(&["schema"]).status(0).stdout, folder.read("mine/brief.schema.json"));
    assert!(folder.run(&["schema", "page"]).status(0).stdout.contains("\"description\""));
}

/// What an editor reads along by is what the program says.
#[test]
fn the_messages_are_as_editors_expect_them() {
    let folder = Site::empty();
    folder.run(&["new", "mine"]).status(0);
    folder.write("mine/briefs/bad.md", "---\ntitle: Bad\ndate: 2024-02-30\nsource: A, 2024\n---\n");
    let said = folder.run(&["check", "mine"]).status(1).stderr;
    let tasks: serde_json::Value = serde_json::from_str(&folder.read("mine/.vscode/tasks.json")).expect("it is JSON");
    for task in tasks["tasks"].as_array().expect("a list") {
        let patterns = task["problemMatcher"]["pattern"].as_array().expect("a list");
        let regex = |at: usize| regex::Regex::new(patterns[at]["regexp"].as_str().expect("a text")).expect("a pattern");
        let (first, second) = (regex(0), regex(1));
        let lines: Vec<&str> = said.lines().collect();
        let found: Vec<_> = lines
            .windows(2)
            .filter_map(|pair| Some((first.captures(pair[0])?, second.captures(pair[1])?)))
            .map(|(head, place)| {
                [&head[1], &head[2], &place[1], place.get(2).map_or("", |line| line.as_str())].join(" ")
            })
            .collect();
        let settings = "warning example-base-url site.toml 3";
        assert_eq!(found, ["error bad-date briefs/bad.md 3", settings], "{said}");
    }
    let ends =
        regex::Regex::new(tasks["tasks"][1]["problemMatcher"]["background"]["endsPattern"].as_str().expect("a text"));
    let ends = ends.expect("a pattern");
    for line in [
        "1 brief, 12 pages, in 0.02 s",
        "The last good version is still shown.",
        "The site appears when its errors are mended.",
    ] {
        assert!(ends.is_match(line), "{line}");
    }
}

#[test]
fn built_in_files_are_copied_and_never_over_others() {
    let site = Site::small();
    let list = site.run(&["assets", "--list"]).status(0).stdout;
    assert!(list.contains("templates/brief.html\n") && list.contains("styles/site.css\n"), "{list}");
    site.run(&["assets", "brief.html", "styles/site.css"]).status(0).says("2 files written, 0 there already");
    let built = || crate::support::files_below(&site.path().join("public"));
    site.run(&["build"]).status(0);
    let before = built();
    let changed = site.read("templates/brief.html").replace("<h1", "<p class=\"mine\">Ours</p><h1");
    site.write("templates/brief.html", &changed);
    site.write("styles/site.css", site.read("styles/site.css") + "\n.mine { color: red; }\n");
    site.run(&["build"]).status(0);
    let after = built();
    let page = String::from_utf8_lossy(&after["briefs/talks/index.html"]);
    assert!(page.contains("<p class=\"mine\">Ours</p>"), "{page}");
    assert!(!before.keys().eq(after.keys()), "the changed style has another name");
    site.run(&["assets", "card.html", "brief.html"]).status(2).says("`--force` replaces it");
    assert!(!site.path().join("templates/card.html").exists(), "nothing was written");
    assert_eq!(site.read("templates/brief.html"), changed);
    site.run(&["assets", "brief.html", "--force"]).status(0).says("1 file written");
    assert_ne!(site.read("templates/brief.html"), changed);
    site.run(&["assets", "nope.html"]).status(2).says("there is no `nope.html`");
    let count = list.lines().count();
    let all = site.run(&["assets", "--out", "theme"]).status(0);
    assert!(all.stderr.starts_with(&format!("{count} files written")), "{}", all.stderr);
}

/// Each shell that this machine has takes its script, and bash completes a command with it.
#[test]
fn shells_take_their_completions() {
    let folder = Site::empty();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = folder.run(&["completions", shell]).status(0).stdout;
        assert!(script.contains("completions"), "{shell}");
        folder.write(shell, script);
        let is_there = std::process::Command::new(shell).arg("--version").output().is_ok();
        if shell != "powershell" && is_there {
            let checked = std::process::Command::new(shell).args(["-n", shell]).current_dir(folder.path()).output();
            let checked = checked.expect("it starts");
            assert!(checked.status.success(), "{shell}: {}", String::from_utf8_lossy(&checked.stderr));
        }
    }
    let complete =
        "source ./bash; COMP_WORDS=(briefing ch); COMP_CWORD=1; _briefing briefing ch briefing; echo ${COMPREPLY[@]}";
    let shell = std::process::Command::new("bash").args(["-c", complete]).current_dir(folder.path()).output();
    assert_eq!(String::from_utf8_lossy(&shell.expect("bash is there").stdout), "check\n");
}

#[test]
fn new_never_writes_into_a_folder_that_is_not_empty() {
    let folder = Site::empty().file("mine/thesis.txt", "years of work");
    folder.run(&["new", "mine"]).status(2).says("error: cannot make a site in `mine`: the folder is not empty");
    assert_eq!(folder.files(), ["mine/thesis.txt"]);
}

#[test]
fn add_never_overwrites_and_finds_the_site_upwards() {
    let site = Site::small().file("briefs/deep/note.txt", "");
    let add = |arguments: &[&str]| {
        let mut command = site.command(&["add", "A title: with a colon"]);
        let output = command.args(arguments).current_dir(site.path().join("briefs/deep")).output().expect("it starts");
        output.status.code()
    };
    assert_eq!(add(&["--date", "2024-02-01", "--lang", "ar"]), Some(0));
    let text = site.read("briefs/2024/2024-02-01-a-title-with-a-colon.md");
    assert!(text.starts_with("---\ntitle: \"A title: with a colon\"\ndate: 2024-02-01\nlang: ar\n"), "{text}");
    assert_eq!(add(&["--date", "2024-02-01"]), Some(2));
    assert_eq!(add(&["--date", "yesterday"]), Some(2));
    assert_eq!(add(&["--source", "javascript:alert(1)"]), Some(2));
    for bad in ["https://", "https://a b", "https://user:pw@a.test/"] {
        assert_eq!(add(&["--source", bad]), Some(2), "{bad}");
    }
    assert_eq!(add(&["--lang", "en_GB"]), Some(2));
    site.run(&["add", "Talks", "--lang", "english"]).status(2).says("`english` is not a language tag; write `en`");
    assert_eq!(site.read("briefs/2024/2024-02-01-a-title-with-a-colon.md"), text);
}

#[test]
fn add_prints_the_path_from_here() {
    let site = Site::small();
    let run = site.run(&["add", "Talks", "--date", "2024-02-01"]).status(0);
    assert_eq!(run.stdout, "briefs/2024/2024-02-01-talks.md\n");
}

#[test]
fn add_without_a_site_says_how_to_begin_one() {
    Site::empty().run(&["add", "Talks"]).status(2).says("begin a site with `briefing new DIR`");
}

#[test]
fn a_second_build_writes_nothing() {
    let site = Site::small();
    let first = site.run(&["build"]).status(0);
    assert!(first.stderr.starts_with("1 brief, "), "{}", first.stderr);
    assert!(first.stderr.contains(" 0 unchanged, 0 removed, in "), "{}", first.stderr);
    site.run(&["build"]).status(0).says("0 files written, ");
    assert_eq!(first.stdout, "", "messages go to standard error");
}

#[test]
fn a_removed_brief_is_removed_from_the_output_and_nothing_else_is() {
    let site = Site::small().file("briefs/2024-01-29-more.md", BRIEF.replace("Talks open", "More talks"));
    site.run(&["build"]).status(0);
    site.write("public/note.txt", "not ours");
    fs::remove_file(site.path().join("briefs/2024-01-29-more.md")).expect("it is there");
    site.run(&["build"]).status(0);
    assert!(!site.path().join("public/briefs/more").exists());
    assert_eq!(site.read("public/note.txt"), "not ours");
}

#[test]
fn with_errors_the_site_on_disk_stays_as_it_was() {
    let site = Site::small();
    site.run(&["build"]).status(0);
    let before = crate::support::files_below(&site.path().join("public"));
    site.write("briefs/2024-01-29-bad.md", "---\ntitle: Bad\ndate: 2024-02-30\n---\n");
    site.write("briefs/2024-01-28-talks.md", BRIEF.replace("Talks open", "Changed"));
    let run = site.run(&["build"]).status(1).says("error[bad-date]").says("Nothing was written.");
    assert!(run.stderr.contains("briefs/2024-01-29-bad.md:3:15"), "{}", run.stderr);
    assert_eq!(crate::support::files_below(&site.path().join("public")), before);
}

#[test]
fn strict_makes_warnings_stop() {
    let site =
        Site::small().file("briefs/2024-01-28-talks.md", BRIEF.replace("Gulan Media, 2024-01-27", "Gulan Media"));
    site.run(&["build"]).status(0).says("warning[undated-source]");
    fs::remove_dir_all(site.path().join("public")).expect("it was built");
    site.run(&["build", "--strict"]).status(1).says("Nothing was written.");
    assert!(!site.path().join("public").exists());
    site.run(&["check"]).status(0);
    site.run(&["check", "--strict"]).status(1);
}

#[test]
fn check_speaks_to_programs_on_standard_output() {
    let site =
        Site::small().file("briefs/2024-01-29-bad.md", "---\ntitle: Bad\ndate: 2024-02-30\nsource: A, 2024\n---\n");
    let run = site.run(&["check", "--format", "json"]).status(1);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    assert_eq!(found[0]["code"], "bad-date");
    assert_eq!(found[0]["file"], "briefs/2024-01-29-bad.md");
    assert_eq!(run.stderr, "");
    let run = site.run(&["check", "--format", "github"]).status(1);
    assert!(
        run.stdout.starts_with("::error file=briefs/2024-01-29-bad.md,line=3,col=15,title=bad-date::"),
        "{}",
        run.stdout
    );
    assert!(!site.path().join("public").exists(), "check writes nothing");
}

#[test]
fn check_names_files_from_where_it_was_typed() {
    let bad = "---\ntitle: Bad\ndate: 2024-02-30\nsource: A, 2024\n---\n";
    let folder = Site::empty().file("docs/site/site.toml", SETTINGS).file("docs/site/briefs/bad.md", bad);
    for site in ["docs/site", "./docs/site/"] {
        let run = folder.run(&["check", site, "--format", "github"]).status(1);
        assert!(run.stdout.starts_with("::error file=docs/site/briefs/bad.md,line=3,col=15,"), "{}", run.stdout);
    }
}

#[test]
fn check_says_one_thing_of_one_place() {
    let brief = |people: &str, more: &str| BRIEF.replace("source:", &format!("people: [{people}]\n{more}source:"));
    let site = Site::empty()
        .file("site.toml", SETTINGS)
        .file("briefs/a.md", brief("Al Sudani", ""))
        .file("briefs/b.md", brief("Al-Sudani", "").replace("01-28", "01-29"))
        .file("briefs/c.md", brief("Al Súdani", "status: draft\n"))
        .file("briefs/d.md", brief("Al Súdani", "status: draft\n"));
    let run = site.run(&["check", "--format", "json"]).status(0);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let alike = found.as_array().expect("it is a list").iter().filter(|one| one["code"] == "similar-names");
    let places: Vec<_> = alike.map(|one| one["file"].as_str().expect("a path")).collect();
    assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), places.len(), "{places:?}");
}

#[test]
fn a_folder_that_is_not_a_site_is_told_of() {
    Site::empty().run(&["build"]).status(1).says("error[missing-settings]");
    Site::empty().run(&["build", "nowhere"]).status(2).says("error: cannot open the site `nowhere`: no such file");
}

#[test]
fn a_foreign_output_folder_is_refused_unless_forced() {
    let site = Site::small().file("out/thesis.txt", "years of work");
    site.run(&["build", "--out", "out"]).status(2).says("briefing did not make it");
    assert_eq!(site.read("out/thesis.txt"), "years of work");
    site.run(&["build", "--out", "out", "--force"]).status(0);
    assert_eq!(site.read("out/thesis.txt"), "years of work");
    site.run(&["build", "--out", ".", "--force"]).status(2).says("the site itself lies there");
    site.run(&["build", "--out", "briefs/out", "--force"]).status(2).says("part of the site's `briefs`");
}

#[test]
fn the_base_address_can_be_given() {
    let site = Site::small();
    site.run(&["build", "--base-url", "https://me.test/news"]).status(0);
    let home = site.read("public/index.html");
    assert!(home.contains("href=\"/news/briefs/talks/\""), "{home}");
    assert!(home.contains("https://me.test/news/"), "{home}");
    site.run(&["build", "--base-url", "ftp://me.test/"]).status(2).says("is not an http or https address");
}

#[test]
fn help_has_examples_and_bad_arguments_end_with_2() {
    let folder = Site::empty();
    for command in ["new", "add", "build", "serve", "check", "schema", "assets", "completions"] {
        let run = folder.run(&[command, "--help"]).status(0);
        assert!(run.stdout.contains("Example"), "{}", run.stdout);
    }
    assert!(folder.run(&["--version"]).status(0).stdout.starts_with("briefing "));
    folder.run(&["bild"]).status(2).says("build");
    folder.run(&[]).status(2);
}

#[test]
fn a_thousand_broken_briefs_give_all_their_diagnostics() {
    let site = Site::empty().file("site.toml", SETTINGS);
    for n in 0..1_000 {
        site.write(
            &format!("briefs/{n:04}.md"),
            "---\ntitle: Bad\ndate: 2024-02-30\nsource: Gulan Media, 2024-01-27\n---\n",
        );
    }
    let run = site.run(&["check", "--format", "json"]).status(1);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let found = found.as_array().expect("it is a list");
    let bad = found.iter().filter(|one| one["code"] == "bad-date");
    let files: BTreeSet<_> = bad.map(|one| one["file"].as_str().expect("a path")).collect();
    assert_eq!(files.len(), 1_000);
    let run = site.run(&["check"]).status(1).says("error[bad-date]: 1000 in all, 980 more not shown");
    assert_eq!(run.stderr.matches("2024-02-30").count(), 20);
}

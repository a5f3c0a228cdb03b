//! The guide of the example site does what it says: the commands and files of each page, one after the other, in a new site.

use std::{fmt::Write, fs, path::Path, process::Command};

use crate::support::root;

/// A fenced block: its language, what stands behind that (a file's path, or `fails`), and its text.
struct Block {
    kind: String,
    more: String,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut is_open = false;
    for line in page.lines() {
        if let Some(info) = line.strip_prefix("```") {
            if !is_open {
                let (kind, more) = info.split_once(' ').unwrap_or((info, ""));
                found.push(Block { kind: kind.to_owned(), more: more.to_owned(), text: String::new() });
            }
            is_open = !is_open;
        } else if is_open {
            let block = found.last_mut().expect("one is open");
            block.text += &format!("{line}\n");
        }
    }
    assert!(!is_open, "a block has no end");
    found
}

/// The page as a script. What serves goes on for ever, and is ended when it says where.
fn script(blocks: &[Block]) -> String {
    let mut script = String::from("set -eu\n");
    for block in blocks {
        match (block.kind.as_str(), block.more.as_str()) {
            ("sh", "fails") => writeln!(script, "if {{\n{}}}; then echo it does not fail; exit 1; fi", block.text),
            ("sh", "") => writeln!(
                script,
                "{}",
                block.text.replace(
                    "briefing serve\n",
                    "briefing serve 2>../served & until grep -q http://127 ../served; do kill -0 $!; sleep 0.05; done; kill $!\n"
                )
            ),
            (_, "") => Ok(()),
            (_, path) => {
                let folder = Path::new(path).parent().expect("a path").display().to_string();
                writeln!(script, "mkdir -p './{folder}'\ncat > '{path}' <<'END'\n{}END", block.text)
            }
        }
        .expect("a text can be written to");
    }
    script
}

#[test]
fn its_commands_do_what_it_says() {
    let folder = root().join("content/pages/guide");
    let mut pages: Vec<_> =
        fs::read_dir(folder).expect("a guide").map(|entry| entry.expect("an entry").path()).collect();
    pages.sort();
    let program = Path::new(env!("CARGO_BIN_EXE_briefing")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut commands = 0;
    for page in &pages {
        let name = page.display();
        let text = fs::read_to_string(page).expect("a page");
        let blocks = blocks(&text);
        for file in blocks.iter().filter_map(|block| Path::new(&block.more).extension().and(Some(&block.more))) {
            let named = file.rsplit('/').next().expect("a name");
            assert!(text.matches(&format!("{named}`")).count() > 0, "{name} does not say that it is of {named}");
        }
        commands +=
            blocks.iter().filter(|block| block.kind == "sh").map(|block| block.text.lines().count()).sum::<usize>();
        let begins = blocks.iter().any(|block| block.text.contains("briefing new"));
        let before = if begins { "" } else { "briefing new my-site\ncd my-site\n" };
        let site = tempfile::tempdir().expect("a folder");
        let run = Command::new("sh")
            .args(["-c", &format!("{before}{}", script(&blocks))])
            .current_dir(site.path())
            .envs([("PATH", path.as_str()), ("NO_COLOR", "1")])
            .output()
            .expect("a shell");
        let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{name}: {said}");
        for block in blocks.iter().filter(|block| block.kind == "text") {
            assert!(said.contains(&block.text), "{name}: {:?} is not in\n{said}", block.text);
        }
    }
    assert_eq!(pages.len(), 7);
    assert!(commands >= 15, "{commands} commands");
}

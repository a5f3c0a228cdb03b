//! What was typed on the command line. Nothing is decided or looked up here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// The command line of `briefing`.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "briefing",
    version,
    about = "Turn article briefs in Markdown into a static site with search and a timeline",
    after_help = "\
Examples:
  briefing new my-site                    begin a site
  cd my-site && briefing serve            see it, and every change as you save it
  briefing add \"Talks open in Baghdad\"    begin a brief
  briefing build --out public             make the files to publish

Exit status: 0 done, 1 the content has errors, 2 the command or the machine failed."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Begin a site in a new folder
    New(NewArgs),
    /// Begin a brief and print the path of its file
    Add(AddArgs),
    /// Build the site
    Build(BuildArgs),
    /// Show the site in a browser, and every change as it is saved
    Serve(ServeArgs),
    /// Look for mistakes, and write nothing
    Check(CheckArgs),
    /// Print the format of front matter as a JSON Schema, for editors
    Schema(SchemaArgs),
    /// Copy built-in templates and styles into a site, to change them
    Assets(AssetsArgs),
    /// Print what completes this command line in a shell
    Completions(CompletionsArgs),
}

/// `briefing new`
#[derive(Args, Clone, Debug)]
#[command(after_help = "Example:\n  briefing new my-site")]
pub struct NewArgs {
    /// The folder to make; it must not exist or be empty
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// `briefing add`
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  briefing add \"Talks open in Baghdad\"
  briefing add \"Talks open\" --source https://news.example/talks --date 2024-01-28
  $EDITOR \"$(briefing add \"Talks open in Baghdad\")\"")]
pub struct AddArgs {
    /// The title of the brief
    pub title: String,
    /// The address of the article
    #[arg(long, value_name = "URL")]
    pub source: Option<String>,
    /// The day of the brief, YYYY-MM-DD [default: today in the site's time zone]
    #[arg(long, value_name = "DAY")]
    pub date: Option<String>,
    /// The language of the brief, such as ar or ckb [default: the site's]
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// The site's folder [default: the nearest one upwards with a site.toml]
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,
}

/// `briefing build`
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  briefing build                                       the site in this folder, to public/
  briefing build my-site --out /srv/www --strict       warnings stop it, too
  briefing build --base-url https://me.github.io/news/ for a site below a path")]
pub struct BuildArgs {
    /// The site's folder
    #[arg(default_value = ".")]
    pub site: PathBuf,
    /// Where to write [default: public in the site]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Where the site will be published; replaces base_url of site.toml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Include drafts and embargoed briefs, marked as such
    #[arg(long)]
    pub drafts: bool,
    /// Warnings are errors
    #[arg(long)]
    pub strict: bool,
    /// Write into a folder that briefing did not make
    #[arg(long)]
    pub force: bool,
}

/// `briefing serve`
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  briefing serve                         the site in this folder
  briefing serve my-site --open          and a browser that shows it
  briefing serve --published             without drafts and embargoed briefs")]
pub struct ServeArgs {
    /// The site's folder
    #[arg(default_value = ".")]
    pub site: PathBuf,
    /// The port to listen on [default: the first free one from 4000 on]
    #[arg(long)]
    pub port: Option<u16>,
    /// Open the site in a browser
    #[arg(long)]
    pub open: bool,
    /// Leave out drafts and embargoed briefs
    #[arg(long)]
    pub published: bool,
}

/// `briefing check`
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  briefing check                         the site in this folder
  briefing check --format github         marks in a pull request
  briefing check --format json           for programs, to standard output")]
pub struct CheckArgs {
    /// The site's folder
    #[arg(default_value = ".")]
    pub site: PathBuf,
    /// Warnings are errors
    #[arg(long)]
    pub strict: bool,
    /// How to write what is found
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub format: CheckFormat,
}

/// `--format`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// The line with the place marked, to standard error
    Human,
    /// One JSON array, to standard output
    Json,
    /// Workflow commands of GitHub Actions, to standard output
    Github,
}

/// `briefing schema`
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  briefing schema > brief.schema.json    the fields of briefs
  briefing schema page                   the fields of pages and story texts")]
pub struct SchemaArgs {
    /// Whose fields
    #[arg(value_enum, default_value_t = SchemaOf::Brief)]
    pub of: SchemaOf,
}

/// The argument of `schema`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// Files of briefs/
    Brief,
    /// Files of pages/ and stories/
    Page,
}

/// `briefing assets`
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  briefing assets --list                 what there is
  briefing assets brief.html site.css    these two, into templates/ and styles/ of this folder
  briefing assets --out my-theme         all of them, into another folder")]
pub struct AssetsArgs {
    /// The files to copy [default: all]
    #[arg(value_name = "FILE")]
    pub files: Vec<String>,
    /// The folder in which templates/ and styles/ are made
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub out: PathBuf,
    /// Replace files that were changed
    #[arg(long)]
    pub force: bool,
    /// Print the names, and write nothing
    #[arg(long)]
    pub list: bool,
}

/// `briefing completions`
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  source <(briefing completions bash)                        in this shell; put it into ~/.bashrc to keep it
  briefing completions zsh > ~/.zfunc/_briefing              a folder of $fpath, before compinit
  briefing completions fish > ~/.config/fish/completions/briefing.fish
  briefing completions powershell >> $PROFILE")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }
}

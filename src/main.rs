//! Arguments in, messages out, exit code.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use briefing::{
    assets,
    build::{self, Report},
    cli::{
        AddArgs, AssetsArgs, BuildArgs, CheckArgs, CheckFormat, Cli, Command, CompletionsArgs, NewArgs, SchemaArgs,
        SchemaOf, ServeArgs,
    },
    config::{BaseUrl, Held, Options},
    diagnostic::{Diagnostic, Format, merge, show, show_for_github},
    failure::Failure,
    load, new,
    output::Output,
    schema, serve,
    source::Source,
    write::{self, Foreign, Others, Shelf, Target},
};
use clap::{CommandFactory, Parser};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The content has errors.
const CONTENT_ERRORS: u8 = 1;
/// The command or the machine failed.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        Command::New(args) => new_site(&args),
        Command::Add(args) => add(&args),
        Command::Build(args) => build(&args),
        Command::Serve(args) => serve(&args),
        Command::Check(args) => check(&args),
        Command::Schema(args) => print_schema(&args),
        Command::Assets(args) => copy_assets(&args),
        Command::Completions(args) => print_completions(&args),
    };
    result.unwrap_or_else(|problem| {
        eprintln!("error: {problem}");
        ExitCode::from(FAILED)
    })
}

/// What stops a command: a failure of the machine, or an argument that cannot be used.
type Problem = Box<dyn std::error::Error>;

fn new_site(args: &NewArgs) -> Result<ExitCode, Problem> {
    if !write::is_empty(&args.folder)? {
        return Err(Failure::refused("make a site in", &args.folder, "the folder is not empty").into());
    }
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    for (path, text) in new::site(today) {
        write::create(&args.folder.join(path), &text)?;
    }
    let folder = args.folder.display();
    eprintln!("A new site is in `{folder}`. See it with `briefing serve {folder}`.");
    Ok(ExitCode::SUCCESS)
}

fn add(args: &AddArgs) -> Result<ExitCode, Problem> {
    let site = match &args.site {
        Some(site) => site.clone(),
        None => load::find_site(Path::new("."))
            .ok_or("there is no `site.toml` here or in a folder above; begin a site with `briefing new DIR`")?,
    };
    let source = load::load_settings(&site)?;
    let zone =
        build::settings(&source, &options(None, Held::Left, false)).map_or(TimeZone::UTC, |config| config.time_zone);
    let today = Timestamp::now().to_zoned(zone).date();
    let date = match &args.date {
        Some(day) => day.parse::<Date>().map_err(|_| format!("`{day}` is not a day; write it as {today}"))?,
        None => today,
    };
    let lang = args.lang.as_deref().map(new::lang).transpose()?;
    let source = args.source.as_deref().map(new::source).transpose()?;
    let brief = new::NewBrief { title: args.title.trim(), date, source: source.as_deref(), lang: lang.as_ref(), today };
    let (path, text) = new::brief(&brief).ok_or("the title needs at least one letter or digit")?;
    let path = site.join(path);
    write::create(&path, &text)?;
    writeln!(io::stdout(), "{}", from_here(&path).display())?;
    Ok(ExitCode::SUCCESS)
}

/// The path as one would type it in this folder.
fn from_here(path: &Path) -> &Path {
    let here = std::env::current_dir().ok().and_then(|here| load::place(&here).ok());
    here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path)
}

fn build(args: &BuildArgs) -> Result<ExitCode, Problem> {
    let start = Instant::now();
    let held = if args.drafts { Held::Shown } else { Held::Left };
    let options = options(base_url(args.base_url.as_deref())?, held, args.strict);
    let out = args.out.clone().unwrap_or_else(|| args.site.join("public"));
    let foreign = if args.force { Foreign::Taken } else { Foreign::Refused };
    let waiting = || eprintln!("Another build writes to `{}`; waiting for it to end.", out.display());
    let (source, found) = load::load(&args.site)?;
    let target = Target::look(&out, &args.site, foreign, &waiting)?;
    let bar = progress(&source);
    let report = build::build(source, found, &options, &Shelf::of(&args.site), &|file: Output| {
        if is_brief_page(&file.path) {
            bar.inc(1);
        }
        target.put(file);
    });
    bar.finish_and_clear();
    print_diagnostics(&report.diagnostics);
    if !report.built {
        eprintln!("Nothing was written.");
        return Ok(ExitCode::from(CONTENT_ERRORS));
    }
    let counts = target.finish()?;
    eprintln!(
        "{}, {}: {} written, {} unchanged, {} removed, in {:.2} s",
        counted(report.briefs, "brief"),
        counted(report.pages, "page"),
        counted(counts.written, "file"),
        counts.unchanged,
        counts.removed,
        start.elapsed().as_secs_f64()
    );
    Ok(ExitCode::SUCCESS)
}

fn serve(args: &ServeArgs) -> Result<ExitCode, Problem> {
    let held = if args.published { Held::Left } else { Held::Shown };
    let settings = serve::Settings { site: args.site.clone(), port: args.port, held, open: args.open };
    let is_shown = AtomicBool::new(false);
    serve::serve(&settings, &|report: &Report, took: Duration| {
        print_diagnostics(&report.diagnostics);
        if report.built {
            is_shown.store(true, Ordering::Relaxed);
            let (briefs, pages) = (counted(report.briefs, "brief"), counted(report.pages, "page"));
            eprintln!("{briefs}, {pages}, in {:.2} s", took.as_secs_f64());
        } else if is_shown.load(Ordering::Relaxed) {
            eprintln!("The last good version is still shown.");
        } else {
            eprintln!("The site appears when its errors are mended.");
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

fn check(args: &CheckArgs) -> Result<ExitCode, Problem> {
    let options = options(None, Held::Left, args.strict);
    let (source, found) = load::load(&args.site)?;
    // Held briefs are not published, but their mistakes are to be found before they are.
    let with_held = Options { held: Held::Shown, ..options.clone() };
    let briefs = source.briefs.len();
    let shelf = Shelf::unwritten(&args.site);
    let (site, mut of_held) = build::understand(&source, found.clone(), &with_held);
    if let Some(site) = site {
        build::see(&site, &source, &shelf, &mut of_held);
    }
    let report = build::build(source, found, &options, &shelf, &|_| {});
    let diagnostics = merge(report.diagnostics, of_held);
    match args.format {
        CheckFormat::Human => print_diagnostics(&diagnostics),
        CheckFormat::Json => write!(io::stdout(), "{}", show(&diagnostics, Format::Json))?,
        CheckFormat::Github => write!(io::stdout(), "{}", show_for_github(&diagnostics, &typed_folder(&args.site)))?,
    }
    let good = !build::stops(&diagnostics, args.strict);
    if good && args.format == CheckFormat::Human {
        eprintln!("{}: no errors", counted(briefs, "brief"));
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::from(CONTENT_ERRORS) })
}

fn print_schema(args: &SchemaArgs) -> Result<ExitCode, Problem> {
    let schema = match args.of {
        SchemaOf::Brief => schema::of_briefs(),
        SchemaOf::Page => schema::of_pages(),
    };
    io::stdout().write_all(schema.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn copy_assets(args: &AssetsArgs) -> Result<ExitCode, Problem> {
    let all: Vec<_> = assets::replaceable().collect();
    if args.list {
        all.iter().try_for_each(|(path, _)| writeln!(io::stdout(), "{path}"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let is_named = |path: &str, name: &String| path == name || path.split('/').next_back() == Some(name);
    if let Some(name) = args.files.iter().find(|name| !all.iter().any(|(path, _)| is_named(path, name))) {
        return Err(format!("there is no `{name}`; `briefing assets --list` tells what there is").into());
    }
    let is_asked = |path: &str| args.files.is_empty() || args.files.iter().any(|name| is_named(path, name));
    let asked: Vec<_> = all.into_iter().filter(|(path, _)| is_asked(path)).collect();
    let others = if args.force { Others::Replaced } else { Others::Kept };
    let written = write::copies(&args.out, &asked, others)?;
    eprintln!("{} written, {} there already", counted(written, "file"), asked.len() - written);
    Ok(ExitCode::SUCCESS)
}

fn print_completions(args: &CompletionsArgs) -> Result<ExitCode, Problem> {
    // Into memory first: the generator panics where standard output is closed.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "briefing", &mut script);
    io::stdout().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// The folder of the site as GitHub has to know it: from where the command was typed, with a final `/`.
fn typed_folder(site: &Path) -> String {
    let parts = site.components().filter(|part| *part != std::path::Component::CurDir);
    let folder: std::path::PathBuf = parts.collect();
    let folder = folder.to_string_lossy().replace('\\', "/");
    if folder.is_empty() || folder.ends_with('/') { folder } else { format!("{folder}/") }
}

fn options(base_url: Option<BaseUrl>, held: Held, strict: bool) -> Options {
    Options { base_url, held, strict, now: Timestamp::now() }
}

fn base_url(text: Option<&str>) -> Result<Option<BaseUrl>, Problem> {
    let parse = |text: &str| BaseUrl::parse(text).ok_or_else(|| format!("`{text}` is not an http or https address"));
    Ok(text.map(parse).transpose()?)
}

/// A bar that counts briefs, on a terminal and where a build takes more than a moment.
fn progress(source: &Source) -> ProgressBar {
    if !io::stderr().is_terminal() || source.briefs.len() < 2_000 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(source.briefs.len() as u64), ProgressDrawTarget::stderr_with_hz(10));
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} briefs, {eta} left");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Whether an output is the page of a brief: `briefs/S/index.html`, not a picture beside it.
fn is_brief_page(path: &str) -> bool {
    let slug = path.strip_prefix("briefs/").and_then(|rest| rest.strip_suffix("/index.html"));
    slug.is_some_and(|slug| !slug.contains('/'))
}

fn print_diagnostics(diagnostics: &[Diagnostic]) {
    let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    eprint!("{}", show(diagnostics, if colour { Format::Colour } else { Format::Human }));
}

fn counted(n: usize, name: &str) -> String {
    if n == 1 { format!("1 {name}") } else { format!("{n} {name}s") }
}

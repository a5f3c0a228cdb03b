use super::*;

fn check(markdown: &str, expected: &str) {
    assert_eq!(lead(markdown, false), expected, "{markdown}");
}

fn lead(markdown: &str, raw_html: bool) -> String {
    written(markdown, raw_html).lead.as_str().to_owned()
}

fn written(markdown: &str, raw_html: bool) -> Prose {
    let rules = Rules {
        quotes: ["«", "»", "‘", "’"],
        raw_html,
        reference: &|reference| match reference {
            Reference::Entity(_, name) if name == "Iraq" => {
                Some(Goal { href: Some("/places/iraq/".into()), label: name.clone() })
            }
            Reference::Entity(_, name) if name == "Gone" => Some(Goal { href: None, label: name.clone() }),
            Reference::Story(_) => Some(Goal { href: Some("/stories/s/".into()), label: "The <story>".into() }),
            _ => None,
        },
        path: &|path| {
            (path == "map.png" || path.starts_with('/')).then(|| format!("/base/{}", path.trim_start_matches('/')))
        },
        shown: &|path| {
            let srcset = (path == "/wide.png").then(|| "/a&b-480.webp 480w".to_owned());
            (path != "map.png").then_some(Shown { width: 800, height: 600, srcset })
        },
        role: &|heading| (heading == "Key points").then_some(Role::KeyPoints),
        number: &|n| n.to_string(),
        back: "Back to note",
        table: "Table",
    };
    prose(markdown, &rules)
}

#[test]
fn plain_markdown() {
    check("a *b* **c** ~~d~~ `e<f`", "<p>a <em>b</em> <strong>c</strong> <s>d</s> <code>e&lt;f</code></p>\n");
    check("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
    check("3. a", "<ol start=\"3\">\n<li>a</li>\n</ol>\n");
    check("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n");
    check("```rust x\n<a>\n```", "<pre><code class=\"language-rust\">&lt;a&gt;\n</code></pre>\n");
    check(
        "```\ndon't\n```\n`don't` don't",
        "<pre><code>don&#39;t\n</code></pre>\n<p><code>don&#39;t</code> don’t</p>\n",
    );
    check("a  \nb\nc", "<p>a<br>b\nc</p>\n");
    check("---", "<hr>\n");
    check("", "");
}

#[test]
fn quotation_marks_are_those_of_the_language() {
    check("a \"b\" c", "<p>a «b» c</p>\n");
    check("'a' isn't", "<p>‘a’ isn’t</p>\n");
    check("the troops' day", "<p>the troops’ day</p>\n");
    check("“a” -- b...", "<p>“a” – b…</p>\n");
    check("`\"a\"`", "<p><code>&quot;a&quot;</code></p>\n");
}

#[test]
fn a_link_has_a_safe_address_or_none() {
    check("[a](https://example.org/?b=1&c)", "<p><a href=\"https://example.org/?b=1&amp;c\">a</a></p>\n");
    check("[a](mailto:a@example.org \"t\\\"\")", "<p><a href=\"mailto:a@example.org\" title=\"t&quot;\">a</a></p>\n");
    check("[a](/about/)", "<p><a href=\"/base/about/\">a</a></p>\n");
    check("[a](#b)", "<p><a href=\"#b\">a</a></p>\n");
    check("<https://example.org>", "<p><a href=\"https://example.org\">https://example.org</a></p>\n");
    check("<a@example.org>", "<p><a href=\"mailto:a@example.org\">a@example.org</a></p>\n");
    for address in [
        "javascript:x",
        "JaVaScRiPt:x",
        "java&#10;script:x",
        "&#106;avascript:x",
        "data:text/html,x",
        "vbscript:x",
        "//e.org",
        "/\\e.org",
        "file:///x",
        "missing.png",
    ] {
        check(&format!("[a]({address})"), "<p>a</p>\n");
    }
    check("<javascript:alert(1)>", "<p>javascript:alert(1)</p>\n");
}

#[test]
fn a_picture_is_a_file_of_the_site() {
    check(
        "![a](/wide.png) ![b](/small.png)",
        "<p><img src=\"/base/wide.png\" alt=\"a\" width=\"800\" height=\"600\" srcset=\"/a&amp;b-480.webp 480w\" \
         sizes=\"(min-width: 44em) 40.5em, 100vw\" loading=\"lazy\"> \
         <img src=\"/base/small.png\" alt=\"b\" width=\"800\" height=\"600\" loading=\"lazy\"></p>\n",
    );
    check("![a *b*](map.png \"t\")", "<p><img src=\"/base/map.png\" alt=\"a b\" title=\"t\" loading=\"lazy\"></p>\n");
    check("![a](https://example.org/x.png)", "<p>a</p>\n");
    check(
        "![\" onerror=alert(1) x=\"](map.png)",
        "<p><img src=\"/base/map.png\" alt=\"« onerror=alert(1) x=«\" loading=\"lazy\"></p>\n",
    );
    check("![a](javascript:x)", "<p>a</p>\n");
    check(
        "[![a](map.png)](/b/)",
        "<p><a href=\"/base/b/\"><img src=\"/base/map.png\" alt=\"a\" loading=\"lazy\"></a></p>\n",
    );
}

#[test]
fn double_brackets_lead_into_the_site() {
    check("[[Iraq]]", "<p><a href=\"/places/iraq/\">Iraq</a></p>\n");
    check("[[place:Iraq|the *country*]]", "<p><a href=\"/places/iraq/\">the <em>country</em></a></p>\n");
    check("[[story:s]]", "<p><a href=\"/stories/s/\">The &lt;story&gt;</a></p>\n");
    check("[[Gone]] and [[Gone|it]]", "<p>Gone and it</p>\n");
    // Of what is held, not even the text that the author gives.
    check("a [[brief:held]] b [[brief:held|c]] d", "<p>a  b  d</p>\n");
    check("`[[Iraq]]` \\[[Iraq]]", "<p><code>[[Iraq]]</code> [[Iraq]]</p>\n");
}

#[test]
fn a_table_is_aligned_by_class() {
    let expected = "<section class=\"scroll\" tabindex=\"0\" aria-label=\"Table\"><table>\n<thead><tr><th scope=\"col\">a</th>\
        <th scope=\"col\" class=\"end\">b</th></tr></thead><tbody>\n<tr><td>1</td><td class=\"end\">2</td></tr>\n</tbody></table></section>\n";
    check("|a|b|\n|-|-:|\n|1|2|", expected);
}

#[test]
fn footnotes_stand_at_the_end_with_links_back() {
    let text = written("a[^x] b[^y] c[^x]\n\n[^y]: Second.\n[^x]: First.\n[^unused]: Never.", false);
    let reference = |id: &str, n: u8| format!("<sup><a class=\"fn\" id=\"{id}\" href=\"#fn-{n}\">{n}</a></sup>");
    let expected =
        format!("<p>a{} b{} c{}</p>\n", reference("fnref-1", 1), reference("fnref-2", 2), reference("fnref-1-2", 1));
    assert_eq!(text.lead.as_str(), expected);
    let back = |id: &str, n: u8| format!(" <a class=\"fn-back\" href=\"#{id}\" aria-label=\"Back to note {n}\">↩︎</a>");
    let first = format!("<li id=\"fn-1\"><p>First.{}{}</p></li>\n", back("fnref-1", 1), back("fnref-1-2", 1));
    let second = format!("<li id=\"fn-2\"><p>Second.{}</p></li>\n", back("fnref-2", 2));
    assert_eq!(text.notes.as_str(), first + &second);
}

#[test]
fn a_text_is_cut_at_its_headings() {
    let text = written(
        "lead\n\n## Key points\n- a\n\n# Other *one*\nb\n\n### Deep\nc\n\n> ## Quoted\n\n## Key points\n## !",
        false,
    );
    assert_eq!(text.lead.as_str(), "<p>lead</p>\n");
    let sections: Vec<_> =
        text.sections.iter().map(|s| (s.id.as_str(), s.role, s.title.as_str(), s.html.as_str())).collect();
    let other = "<p>b</p>\n<h3 id=\"s-deep\">Deep</h3>\n<p>c</p>\n<blockquote>\n<h3 id=\"s-quoted\">Quoted</h3>\n</blockquote>\n";
    let expected = [
        ("key-points", Some("key-points"), "Key points", "<ul>\n<li>a</li>\n</ul>\n"),
        ("s-other-one", None, "Other <em>one</em>", other),
        ("s-key-points", Some("key-points"), "Key points", ""),
        ("s-section", None, "!", ""),
    ];
    assert_eq!(sections, expected);
}

#[test]
fn raw_html_is_text_unless_the_site_allows_it() {
    check("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n");
    check("<script>\nalert(1)\n</script>", "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>\n");
    check("<!-- a -->", "<p>&lt;!-- a --&gt;</p>\n");
}

#[test]
fn allowed_html_is_sanitised() {
    let check = |markdown: &str, expected: &str| assert_eq!(lead(markdown, true), expected, "{markdown}");
    check("a <b onclick=x>b</b>", "<p>a <b>b</b></p>\n");
    check("<script>alert(1)</script>\n\na", "\n<p>a</p>\n");
    check("<div style=\"x\" class=\"vh end\" id=\"main\">a</div>", "<div class=\"end\" id=\"s-main\">a</div>");
    check("<img src=//e.org/x.png>", "<img>");
    check("<img src=https://e.org/x.png alt=a>", "<img alt=\"a\">");
    check("<a href=javascript:x>a</a>", "<p><a>a</a></p>\n");
    check("<a href='java&amp;script:x'>a</a>", "<p><a>a</a></p>\n");
    check(
        "<a href=HTTPS://e.org/x:y>a</a> <a href=b/c:d>a</a>",
        "<p><a href=\"HTTPS://e.org/x:y\">a</a> <a href=\"b/c:d\">a</a></p>\n",
    );
    check("<iframe src=/x></iframe><form><input></form>", "");
    check("a[^1]\n\n[^1]: b", &lead("a[^1]\n\n[^1]: b", false));
}

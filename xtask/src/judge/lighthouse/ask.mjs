// Asks Lighthouse, on its mobile setting: JSON comes in on stdin, with the `root` folder and the `port` to serve it at, the `pages` to look
// at, and the most `runs` for each. A list of answers goes out on stdout, one for each page: the scores of each run by category, in
// hundredths, and what cost something in the last one.
//
// The folder is served as a static host does that compresses texts and obeys `_headers`.
import { createServer } from "node:http";
import { readFileSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import lighthouse from "lighthouse";
import { launch } from "chrome-launcher";

const { root, port, pages, runs } = JSON.parse(readFileSync(0));

const kinds = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".wasm": "application/wasm",
    ".json": "application/json", ".webmanifest": "application/manifest+json", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
};
const packed = [".html", ".css", ".js", ".wasm", ".json", ".webmanifest", ".xml", ".txt", ".svg", ".bin"];

// A line without a blank before it is a pattern, those below it are its headers.
const read = (name) => {
    try {
        return readFileSync(join(root, name), "utf8");
    } catch {
        return "";
    }
};
const rules = [];
for (const line of read("_headers").split("\n")) {
    const [, name, value] = /^\s+([^:]+):\s*(.*)$/.exec(line) ?? [];
    if (name) rules.at(-1).headers.push([name, value]);
    else if (line) rules.push({ pattern: line, headers: [] });
}
const matches = (pattern, path) => (pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern);

const server = createServer((request, response) => {
    const path = decodeURI(new URL(request.url, "http://127.0.0.1").pathname);
    let file = join(root, normalize(path));
    let status = 200;
    try {
        if (statSync(file).isDirectory()) file = join(file, "index.html");
        statSync(file);
    } catch {
        [file, status] = [join(root, "404.html"), 404];
    }
    for (const { pattern, headers } of rules) {
        if (matches(pattern, path)) for (const [name, value] of headers) response.setHeader(name, value);
    }
    let body = "";
    try {
        body = readFileSync(file);
    } catch {
        // A site need not have a page for what is missing.
    }
    const ending = extname(file);
    response.setHeader("Content-Type", kinds[ending] ?? "application/octet-stream");
    if (packed.includes(ending) && body.length > 500) {
        body = gzipSync(body);
        response.setHeader("Content-Encoding", "gzip");
    }
    response.setHeader("Content-Length", body.length);
    response.writeHead(status).end(request.method === "HEAD" ? undefined : body);
});
await new Promise((done) => server.listen(port, "127.0.0.1", done));

const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

const look = async (page) => {
    // A fresh profile for each run.
    const chrome = await launch({ chromePath: process.env.CHROMIUM, chromeFlags: flags, logLevel: "silent" });
    try {
        const { lhr } = await lighthouse(`http://127.0.0.1:${port}/${page}`, { port: chrome.port, output: "json", logLevel: "silent" });
        const scores = Object.values(lhr.categories).map(({ id, score }) => [id, score === null ? null : Math.round(score * 100)]);
        const costs = Object.values(lhr.categories).flatMap(({ id, auditRefs }) =>
            auditRefs
                .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < (id.includes("paint") ? 0.99 : 1))
                .map((ref) => {
                    const { displayValue = "", details } = lhr.audits[ref.id];
                    const shown = (details?.items ?? []).slice(0, 3).map((item) => item.node?.snippet ?? item.url ?? item.description ?? "");
                    return `${id}: ${[ref.id, displayValue, ...shown].filter(Boolean).join(": ")}`;
                }),
        );
        return { scores: Object.fromEntries(scores), costs, error: lhr.runtimeError?.message ?? null };
    } finally {
        await chrome.kill();
    }
};

const answers = [];
for (const page of pages) {
    const looks = [];
    const steady = () => Object.entries(looks.at(-1).scores).every(([id, score]) => id === "performance" || score === 100);
    const fast = () => looks.filter(({ scores }) => scores.performance === 100).length;
    // What else a machine does only slows: one run that lacks nothing is enough. Else the majority decides, and nothing but the speed
    // changes from run to run.
    do looks.push(await look(page).catch((error) => ({ scores: {}, costs: [], error: error.message })));
    while (steady() && !(looks.length === 1 && fast()) && fast() <= runs / 2 && looks.length - fast() <= runs / 2);
    answers.push({ scores: looks.map(({ scores }) => scores), costs: looks.at(-1).costs, errors: looks.map(({ error }) => error).filter(Boolean) });
}
console.log(JSON.stringify(answers));
server.close();

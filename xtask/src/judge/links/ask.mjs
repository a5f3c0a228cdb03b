// Asks linkinator: a JSON list of addresses comes in on stdin, and a list of answers goes out on stdout, each a list of what is wrong
// with a site. Other hosts are not asked.
import { readFileSync } from "node:fs";
import { LinkChecker } from "linkinator";

const answer = async (path) => {
    const { links } = await new LinkChecker().check({
        path,
        recurse: true,
        checkFragments: true,
        checkCss: true,
        concurrency: 16,
        // A connection that breaks on a busy machine is no answer; a page that is not there is one, and is not asked for again.
        retryErrors: true,
        retryErrorsCount: 3,
        retryErrorsJitter: 200,
        linksToSkip: ["^https?://(?!127\\.0\\.0\\.1)"],
    });
    // A page that is not there is told once, with one of those that lead to it.
    const broken = new Map(links.filter(({ state }) => state === "BROKEN").map((link) => [link.url, link]));
    const complaints = [...broken.values()].map(({ url, status, parent, failureDetails }) => {
        const why = failureDetails?.map((failure) => failure.cause ?? failure.message).filter(Boolean);
        return `${url} is ${status}, and ${parent} leads there${why?.length ? `: ${why}` : ""}`;
    });
    return { links: new Set(links.filter(({ state }) => state === "OK").map(({ url }) => url)).size, complaints };
};

const answers = [];
for (const path of JSON.parse(readFileSync(0))) answers.push(await answer(path));
console.log(JSON.stringify(answers));

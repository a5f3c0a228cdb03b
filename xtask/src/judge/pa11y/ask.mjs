// Asks pa11y: a JSON list of pages comes in on stdin, and a list of answers goes out on stdout, each a list of what is wrong. A picture
// is waited for.
import { readFileSync } from "node:fs";
import pa11y from "pa11y";

const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    // Colours on their way from one to another would be misjudged.
    "--force-prefers-reduced-motion"];

const answer = async ({ url, width, drawn }) => {
    const { issues } = await pa11y(url, {
        chromeLaunchConfig: { executablePath: process.env.CHROMIUM, args: flags },
        runners: ["htmlcs", "axe"],
        standard: "WCAG2AA",
        // The picture comes when it is in view.
        viewport: { width, height: 6000 },
        timeout: 60000,
        actions: drawn ? ["wait for element html[data-timeline=ready] to be added"] : [],
    });
    // What axe cannot decide is no complaint: of a button with an arrow it does not know whether that is a text.
    return issues.filter(({ runnerExtras }) => !runnerExtras?.needsFurtherReview).map(({ runner, code, message, selector }) => `${runner}: ${code}: ${message}: ${selector}`);
};

const answers = [];
for (const page of JSON.parse(readFileSync(0))) {
    answers.push(await answer(page).catch((error) => [`pa11y fails: ${error.message}`]));
}
console.log(JSON.stringify(answers));

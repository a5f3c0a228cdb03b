// Asks html-validate with its own recommended rules: a JSON list of files comes in on stdin, and a list of answers goes out on stdout,
// each a list of what is wrong.
import { readFileSync } from "node:fs";
import { HtmlValidate } from "html-validate";

const judge = new HtmlValidate({ root: true, extends: ["html-validate:recommended"] });
const answers = [];
for (const file of JSON.parse(readFileSync(0))) {
    const { results } = await judge.validateFile(file);
    answers.push(results.flatMap(({ messages }) => messages).map(({ line, column, ruleId, message }) => `${line}:${column}: ${ruleId}: ${message}`));
}
console.log(JSON.stringify(answers));

// Asks the npm package: a JSON list of texts comes in on stdin, and a list of answers goes out on stdout. An answer is
// null for a text that is refused, else the first and the last second, since 1970-01-01T00:00Z, each null where open.
import { readFileSync } from "node:fs";
import edtf from "edtf";

const second = ms => Number.isFinite(ms) ? Math.floor(ms / 1000) : null;

function answer(text) {
    try {
        const { min, max } = edtf(text, { level: 1 });
        // A year beyond the reach of the language's own dates: it is read, and nothing is known of it.
        return Number.isNaN(min) || Number.isNaN(max) ? null : [second(min), second(max)];
    } catch {
        return null;
    }
}

console.log(JSON.stringify(JSON.parse(readFileSync(0)).map(answer)));

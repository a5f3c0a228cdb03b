// Asks the npm package, in and out as in `ask.py`.
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const moment = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString().replace(".000Z", "+00:00"));
const answer = (text) => {
  try {
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
    return events.map(({ uid, startDate, endDate }) => [uid, moment(startDate), moment(endDate)]);
  } catch {
    return null;
  }
};
console.log(JSON.stringify(JSON.parse(readFileSync(0)).map(answer)));

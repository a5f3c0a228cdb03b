// Draws the picture of the timeline in the page's own colours and letters. What stands where comes from the module, as numbers and
// texts: `www/front/src/timeline/drawing.rs` lists the records, in the order in which they are drawn here.
//
// Places count from the early side and from above. Where the page is written from right to left, each canvas is mirrored as a whole, and
// each text is turned back.
//
// Events and axis are on one canvas, the names of lanes and the strip on two others: what is dragged only has to move the first, and is
// laid out and drawn anew a few times a second.
//
// It comes to a page before `picture.js`, as one file with what calls the module: they compress better together.

// How an event stands, what its mark is, and how a side of that is, by their numbers.
const [CONFIRMED, DISPUTED, CANCELLED, DENIED] = [1, 2, 4, 5];
const [DOT, BAND, BAR] = [0, 1, 2];
const [KNOWN, UNKNOWN] = [0, 1];
const TURN = 2 * Math.PI;
// Height of the bars of the strip, and of what is around them beside a line of text.
const BARS = 44;
const AROUND = 12;
// What is dragged reaches so far beyond the picture on both sides.
const BEYOND = 48;
// The names of lanes have so much room: a long word may reach beyond their column.
const NAMES = 240;
// A text goes the way of its first letter, as `dir="auto"` has it. To the left go Hebrew, Arabic and their neighbours, their presentation
// forms, the old scripts, Adlam and its neighbours.
const LETTER = /\p{L}/u;
const TO_THE_LEFT = /^\P{L}*(?=\p{L})[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

const limited = (value, least, most) => Math.max(least, Math.min(value, most));

// The canvases of a place. `probe` is an element that is asked for colours.
const painter = (place, probe, isRightToLeft) => {
  const [plot, names, strip] = [0, 1, 2].map(() => element(place, "canvas", { "aria-hidden": "true" }).getContext("2d"));
  // The one that is drawn on.
  let context;
  const { months, tAll, tDisputed, tPlanned, tCancelled, tDenied } = place.dataset;
  const question = /[\u0600-\u06FF]/.test(months) ? "؟" : "?";
  // By the numbers of the states: the first two go without saying.
  const words = ["", "", tDisputed, tPlanned, tCancelled, tDenied];
  const [EARLY, LATE, MIDDLE] = isRightToLeft ? ["right", "left", "center"] : ["left", "right", "center"];
  const mirror = isRightToLeft ? -1 : 1;
  let [width, height, line] = [0, 0, 0];
  let ink, soft, paper, wash, rule, edge, tint, split, link;
  let clear;
  let paleness;

  let fonts;
  // Whether the letters of the canvas are bold: to set them costs as much as to write a word.
  let isBold;
  // Widths of counts.
  let counts;
  const on = (other) => {
    context = other;
    isBold = undefined;
    direct("");
  };
  const letters = (bold) => {
    if (isBold !== bold) context.font = fonts[bold ? 1 : 0];
    isBold = bold;
  };
  const widthOf = (text, bold) => {
    letters(bold);
    return context.measureText(text).width;
  };
  // Lines of one text go the way of the whole of it: a line that begins with a name of another script does not turn, and the ellipsis
  // stands at the text's own end.
  const direct = (text) => {
    context.direction = (LETTER.test(text) ? TO_THE_LEFT.test(text) : isRightToLeft) ? "rtl" : "ltr";
  };
  // A text whose `side` is at `x`, and the middle of its line at `y`. A halo keeps lines from it.
  const write = (text, x, y, colour, bold, side = EARLY, hasHalo = true) => {
    letters(bold);
    context.textAlign = side;
    context.scale(mirror, 1);
    if (hasHalo) {
      pen(paper, 4);
      context.strokeText(text, x * mirror, y);
    }
    context.fillStyle = colour;
    context.fillText(text, x * mirror, y);
    context.scale(mirror, 1);
  };

  const pen = (colour, thickness) => {
    context.strokeStyle = colour;
    context.lineWidth = thickness;
  };
  const path = (...points) => {
    context.beginPath();
    for (const [x, y] of points) context.lineTo(x, y);
    context.stroke();
  };
  const dash = (isDashed) => context.setLineDash(isDashed ? [3.3, 2.5] : []);
  const arc = (x, y, radius, from, to) => {
    context.beginPath();
    context.arc(x, y, radius, from, to);
  };
  const round = (x0, y0, x1, y1) => {
    context.beginPath();
    context.roundRect(x0, y0, x1 - x0, y1 - y0, 4);
  };
  const frame = (x0, y0, x1, y1) => {
    pen(link, 2);
    round(x0, y0, x1, y1);
    context.stroke();
  };
  const bar = (x0, y0, x1, y1, colour) => {
    context.fillStyle = colour;
    context.fillRect(x0, y0, x1 - x0, y1 - y0);
  };
  // A line of one pixel.
  const ruled = (x0, x1, y, colour) => bar(x0, Math.floor(y), x1, Math.floor(y) + 1, colour);
  const pale = (x0, x1, y, colour = tint) => {
    context.globalAlpha = paleness;
    bar(x0, y - 6, x1, y + 6, colour);
    context.globalAlpha = 1;
  };
  // The same, from where it is full to where nothing is left.
  const faded = (full, none, y) => {
    const gradient = context.createLinearGradient(full, 0, none, 0);
    gradient.addColorStop(0, tint);
    gradient.addColorStop(1, clear);
    pale(full, none, y, gradient);
  };

  // The shape of a state: full, half, ring, ring struck across, ring with a slash.
  const disc = ({ y, state, colour, isSolid }, x, radius) => {
    context.fillStyle = isSolid ? colour : paper;
    arc(x, y, isSolid ? radius : radius - 0.5, 0, TURN);
    context.fill();
    if (isSolid) return;
    pen(colour, 2);
    context.stroke();
    if (state === DISPUTED) {
      context.fillStyle = colour;
      arc(x, y, radius, TURN / 4, TURN * 0.75);
      context.fill();
    } else if (state === CANCELLED) {
      path([x - 9, y], [x + 9, y]);
    } else if (state === DENIED) {
      path([x - 7, y + 7], [x + 7, y - 7]);
    }
  };
  // A day or a clock time.
  const dot = (mark) => {
    const { x0, y, colour, isUncertain } = mark;
    if (isUncertain) {
      pen(colour, 1.5);
      dash(true);
      arc(x0, y, 10, 0, TURN);
      context.stroke();
      dash(false);
    }
    disc(mark, x0, isUncertain ? 5 : 5.5);
  };
  // All of a stretch. Where only one of several holds, or it did not come to pass, it is an outline.
  const lasted = ({ x0, x1, middle, y, state, colour, isSolid }) => {
    bar(x0, y - 5, x1, y + 5, colour);
    if (isSolid) return;
    bar(x0 + 2, y - 3, x1 - 2, y + 3, paper);
    if (state === DISPUTED) bar(x0, y - 5, middle, y + 5, colour);
    if (state >= CANCELLED) bar(x0 - 4, y - 1, x1 + 4, y + 1, colour);
  };
  // Around a time.
  const around = (mark) => {
    const { x0, x1, middle, y, state, isUncertain } = mark;
    const [half, fade] = [(x1 - x0) * 0.26, limited((x1 - x0) / 2, 14, 60)];
    for (const side of [-1, 1]) faded(middle + half * side, middle + (half + fade) * side, y);
    pale(middle - half, middle + half, y);
    if (state > CONFIRMED) disc(mark, middle, 5);
    else write(isUncertain ? "≈?" : "≈", middle, y, ink, false, MIDDLE, false);
  };
  // Some time within a stretch, between brackets. A side that is not known fades to a question, an open one to an arrow, and the other
  // one has a cap then. What was once, by a date or after one, does not go on: no arrow, as in lists.
  const band = (mark, fade) => {
    const { x0, x1, middle, y, start, end, state, colour, isOneOf } = mark;
    const isWhole = start === KNOWN && end === KNOWN;
    const sides = [[start, x0, -1], [end, x1, 1]];
    for (const [rim, x, out] of sides) if (rim !== KNOWN) faded(x, x + fade * out, y);
    pale(x0, x1, y);
    for (const [rim, x, out] of sides) {
      const tip = rim === KNOWN ? x : x + fade * out;
      const back = tip - 4 * out;
      pen(colour, 2);
      if (rim === UNKNOWN) write(question, tip + 7 * out, y, colour, true, MIDDLE);
      else if (rim !== KNOWN) isOneOf || path([back, y - 4], [tip, y], [back, y + 4]);
      else if (isWhole) path([back, y - 7], [tip, y - 7], [tip, y + 7], [back, y + 7]);
      else path([tip, y - 8], [tip, y + 8]);
    }
    if (isWhole && state > CONFIRMED) disc(mark, middle, 5);
  };
  const mark = (mark, fade) => {
    const { figure, x1, y, end, colour, isUncertain } = mark;
    if (figure === DOT) dot(mark);
    else if (figure === BAND) band(mark, fade);
    else if (figure === BAR) lasted(mark);
    else return around(mark);
    if (isUncertain && end === KNOWN) write(question, x1 + (figure === DOT ? 17 : 8), y, colour, true, MIDDLE);
  };
  // A line between two marks of one event: dashed if only one of them holds.
  const tie = (one, other) => {
    // In another lane it is the same event again.
    if (one.event !== other?.event || one.y !== other.y) return;
    pen(ink, 1);
    dash(one.isOneOf);
    path([one.x1, one.y], [other.x0, other.y]);
    dash(false);
  };

  // Lines of a text one below the other, of which the first has its middle at `y`.
  const lines = (text, x, y, bold, side, isStruck) => {
    direct(text);
    for (const part of text.split("\n")) {
      write(part, x, y, ink, bold, side);
      if (isStruck) {
        pen(ink, 1);
        path([x, y], [x + widthOf(part, bold) * (side === EARLY ? 1 : -1), y]);
      }
      y += line;
    }
    direct("");
  };
  const label = ([x, top, isBefore, state], text) => {
    const [side, word, isDisputed] = [isBefore ? LATE : EARLY, words[state], state === DISPUTED];
    const y = top + line / 2;
    if (word) write(word, x, y, isDisputed ? split : soft, isDisputed, side);
    lines(text, x, word ? y + line : y, false, side, state === CANCELLED);
  };
  // Several events, counted.
  const square = ([x, y], count) => {
    counts[count] ??= widthOf(count, true);
    const half = Math.max(counts[count] / 2 + 4, 11);
    context.fillStyle = ink;
    round(x - half, y - 10, x + half, y + 10);
    context.fill();
    write(count, x, y, paper, true, MIDDLE, false);
  };

  return {
    // Draws everything anew.
    tell: (told, said) => {
      // What is taken from a plain array is taken apart much faster.
      const numbers = Array.from(told);
      const texts = said.split("\x1f").values();
      const next = () => texts.next().value;
      let at = 0;
      const take = (count) => numbers.slice(at, at += count);
      // The records of a section, of so many numbers each.
      const records = (size) => Array.from({ length: take(1)[0] }, () => take(size));

      on(plot);
      plot.canvas.style.translate = "";
      context.clearRect(-BEYOND, 0, width + 2 * BEYOND, height);
      const [left, right, top, bottom, fade] = take(5);
      // Then the names of lanes stand in the margin.
      const isWide = left > 50;
      const axis = records(2);
      for (const [x, isStrong] of axis) {
        pen(isStrong ? edge : rule, 1);
        // Lines of one pixel are sharp in the middle of a pixel.
        const sharp = Math.floor(x) + 0.5;
        path([sharp, top], [sharp, bottom]);
      }
      axis.forEach(([x, isStrong], n) => {
        const bold = isStrong > 0 || n === 0;
        write(next(), x + 3, top - line / 2 - 3, bold ? ink : soft, bold);
      });
      const lanes = records(1).map(([y]) => [y, next()]);
      const rules = (from, to) => {
        ruled(from, to, top, edge);
        for (const [y] of lanes) if (y > top + 1) ruled(from, to, y, rule);
      };
      rules(-BEYOND, width + BEYOND);
      // What is dragged out of view goes below the names.
      if (isWide) {
        on(names);
        context.clearRect(0, 0, width, height);
        bar(0, 0, left - 8, height, paper);
        rules(0, left - 8);
      }
      for (const [y, name] of lanes) lines(name, 2, y + (isWide ? 18 : line / 2 + 3), true, EARLY);
      on(plot);
      const marks = records(10).map(([event, figure, state, x0, x1, y, start, end, isUncertain, isOneOf]) => ({
        event, figure, state, x0, x1, y, start, end, isUncertain, isOneOf,
        middle: (x0 + x1) / 2,
        colour: state === DISPUTED ? split : ink,
        isSolid: state <= CONFIRMED && !isOneOf,
      }));
      marks.forEach((one, n) => tie(one, marks[n + 1]));
      for (const one of marks) mark(one, fade);
      for (const record of records(4)) label(record, next());
      for (const record of records(2)) square(record, next());
      // The chosen event.
      for (const [x0, x1, y0, y1] of records(4)) frame(x0 - 3, y0 - 2, x1 + 3, y1 + 2);

      // The strip below: all events over all time, and the frame of what is shown above.
      on(strip);
      context.clearRect(0, 0, width, height);
      const [above, from, to] = take(3);
      const below = above + BARS;
      bar(from, above, to, below, wash);
      ruled(left, right, below, edge);
      for (const [x0, x1, share] of records(3)) {
        bar(x0, below - Math.max(share * (BARS - 6), 2), Math.max(x1 - 1, x0 + 2), below, ink);
      }
      for (const [x] of records(1)) write(next(), x, below + line / 2 + 2, soft, false);
      frame(from, above, to, below);
      for (const x of [from, to]) bar(x - 3, above + 10, x + 3, below - 10, link);
      if (isWide) {
        write(tAll, 2, above + line / 2 + 4, ink, true);
        write(next(), 2, above + line * 1.5 + 4, soft, false);
      }
    },
    // Moves what was drawn by so many pixels, if it is drawn that far.
    shift: (by) => {
      const isDrawn = Math.abs(by) <= BEYOND;
      if (isDrawn) plot.canvas.style.translate = `${Math.round(by) * mirror}px`;
      return isDrawn;
    },
    // The width of a text, as the module asks for it.
    width: widthOf,
    // Reads size, letters and colours of the place. Canvas knows neither custom properties nor the colours of dark mode: an element
    // that has them is asked. Gives width, height, and the height of a line.
    fit: () => {
      const box = place.getBoundingClientRect();
      const style = getComputedStyle(place);
      // Whole pixels: a canvas that is stretched by a part of one is blurred all over.
      [width, height] = [Math.floor(box.width), Math.floor(box.height)];
      line = parseFloat(style.lineHeight) || parseFloat(style.fontSize) * 1.3;
      const font = `${style.fontSize} ${style.fontFamily}`;
      fonts = [font, `600 ${font}`];
      counts = {};
      probe.style.forcedColorAdjust = "none";
      const probed = getComputedStyle(probe);
      const colours = "ink soft paper wash rule edge tint split link".split(" ");
      [ink, soft, paper, wash, rule, edge, tint, split, link] = colours.map((name) => {
        probe.style.color = `var(--${name})`;
        return probed.color;
      });
      clear = tint.replace(/\)$/, "") + (tint.includes(",") ? ", 0)" : " / 0)");
      // In forced colours tint and ink are one colour.
      paleness = tint === ink ? 0.35 : 1;
      const scale = devicePixelRatio;
      // Each has its place, and with it the places of all that is on it.
      const high = Math.ceil(height - line - BARS - AROUND);
      for (const [own, beyond, above, wide, below] of [
        [names, 0, 0, NAMES, high], [strip, 0, high, width, height], [plot, BEYOND, 0, width, high],
      ]) {
        const { canvas } = own;
        const [across, down] = [wide + 2 * beyond, below - above];
        [canvas.width, canvas.height] = [Math.round(across * scale), Math.round(down * scale)];
        canvas.style = `width:${across}px;height:${down}px;top:${above}px;inset-inline-start:${-beyond}px;will-change:translate`;
        own.scale(scale * mirror, scale);
        own.translate(isRightToLeft ? -wide - beyond : beyond, -above);
        own.lineJoin = "round";
        own.textBaseline = "middle";
        on(own);
      }
      return [width, height, line];
    },
  };
};

// Draws one time series with uPlot and keeps it current without flicker: the canvas is made once, then only fed.
import uPlot from "../lib/uplot/uPlot.esm.js";

const height = 168;

const show = {
  PerSecond: value => `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en")}/s`,
  Fraction: value => `${(value * 100).toFixed(value === 0 || value >= 0.99995 ? 0 : value < 0.01 ? 2 : 1)} %`,
  Milliseconds: value => (value < 10 ? `${value.toFixed(1)} ms` : value < 10000 ? `${Math.round(value).toLocaleString("en")} ms` : `${(value / 1000).toFixed(1)} s`),
};

const axisShow = {
  PerSecond: value => value.toLocaleString("en", { maximumFractionDigits: 2 }),
  Fraction: value => `${(value * 100).toLocaleString("en", { maximumFractionDigits: 2 })} %`,
  Milliseconds: value => (value < 10000 ? `${value.toLocaleString("en", { maximumFractionDigits: 1 })} ms` : `${value / 1000} s`),
};

// A canvas needs the colour itself; a probe lets the style sheet resolve variables and light-dark().
function resolveColour(host, className, variable) {
  const probe = document.createElement("i");
  probe.className = className;
  probe.style.color = `var(${variable})`;
  host.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

function readPalette(host, picture) {
  return {
    text: resolveColour(host, "", "--text-muted"),
    line: resolveColour(host, "", "--line"),
    mark: resolveColour(host, "", "--line-strong"),
    ground: resolveColour(host, "", "--surface"),
    series: picture.series.map(series => resolveColour(host, series.colour, "--variant")),
  };
}

// The day where the picture spans days, or where a new one begins in it; seconds where it spans minutes.
function showTime(picture, second) {
  const span = picture.to - picture.from;
  const at = new Date(second * 1000);
  const two = number => String(number).padStart(2, "0");
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}`;
  if (span > 172800 || (span > 3600 && clock === "00:00")) return `${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return at.getSeconds() === 0 ? clock : `${clock}:${two(at.getSeconds())}`;
}

const columns = picture => [picture.times, ...picture.series.map(series => series.values)];
const shapeOf = picture => JSON.stringify([picture.unit, picture.series.map(series => [series.name, series.colour, series.dash])]);

class Chart {
  constructor(host, legend, group, picture) {
    Object.assign(this, { host, legend, group, picture });
    this.onTheme = () => this.build();
    document.addEventListener("themechange", this.onTheme);
    this.resizing = new ResizeObserver(() => this.plot.setSize({ width: this.width, height }));
    this.build();
    this.resizing.observe(host);
  }

  get width() {
    return Math.max(160, this.host.clientWidth);
  }

  build() {
    this.plot?.destroy();
    this.palette = readPalette(this.host, this.picture);
    this.shape = shapeOf(this.picture);
    this.plot = new uPlot(this.options(), columns(this.picture), this.host);
    this.drawLegend();
  }

  options() {
    const { text, line, series } = this.palette;
    const font = "11px Inter, system-ui, sans-serif";
    const grid = { stroke: line, width: 1 };
    return {
      width: this.width,
      height,
      padding: [8, 8, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: this.group }, drag: { x: false, y: false }, points: { size: 6 } },
      scales: {
        x: { time: true, range: () => [this.picture.from, this.picture.to] },
        y: { range: (_, __, max) => [0, this.top(max)] },
      },
      axes: [
        { stroke: text, font, grid: { show: false }, ticks: { ...grid, size: 4 }, size: 26, space: 64, values: (_, ticks) => ticks.map(tick => showTime(this.picture, tick)) },
        { stroke: text, font, grid, ticks: { show: false }, size: 60, space: 36, values: (_, ticks) => ticks.map(axisShow[this.picture.unit]) },
      ],
      series: [
        {},
        ...this.picture.series.map((one, index) => ({
          label: one.name,
          stroke: series[index],
          width: 1.6,
          dash: one.dash,
          spanGaps: false,
          points: { show: (plot, number) => this.isLonely(plot.data[number]), size: 4 },
        })),
      ],
      hooks: { draw: [plot => this.drawMarks(plot)], setCursor: [() => this.drawLegend()] },
    };
  }

  // Never less than a readable least, so that noise near zero does not fill the picture; never above the whole.
  top(max) {
    const least = { PerSecond: 1, Fraction: 0.02, Milliseconds: 1 }[this.picture.unit];
    const top = Math.max(max * 1.1, least);
    return this.picture.unit === "Fraction" ? Math.min(1, top) : top;
  }

  // Points are drawn only where a value has no neighbour, for there a line would show nothing.
  isLonely(values) {
    const known = values.filter(value => value !== null).length;
    return known > 0 && known < 3;
  }

  update(picture) {
    const rebuild = shapeOf(picture) !== this.shape;
    this.picture = picture;
    if (rebuild) {
      this.build();
      return;
    }

    this.plot.setData(columns(picture), true);
    this.drawLegend();
  }

  drawMarks(plot) {
    const context = plot.ctx;
    const ratio = devicePixelRatio;
    context.save();
    context.strokeStyle = context.fillStyle = this.palette.mark;
    context.lineWidth = ratio;
    context.setLineDash([3 * ratio, 3 * ratio]);
    let free = Infinity;
    for (const mark of this.picture.marks.toSorted((left, right) => right.at - left.at)) {
      const x = Math.round(plot.valToPos(mark.at, "x", true));
      if (x < plot.bbox.left || x > plot.bbox.left + plot.bbox.width) continue;
      context.beginPath();
      context.moveTo(x, plot.bbox.top);
      context.lineTo(x, plot.bbox.top + plot.bbox.height);
      context.stroke();
      free = this.writeMark(plot, context, mark.words, x, ratio, free);
    }
    context.restore();
  }

  // Newest first; words that would run into a newer mark's are left out, the line stays. Answers where the free room now ends.
  writeMark(plot, context, words, x, ratio, free) {
    const gap = 4 * ratio;
    context.font = `${10 * ratio}px Inter, system-ui, sans-serif`;
    context.textAlign = "left";
    const width = context.measureText(words).width;
    const right = plot.bbox.left + plot.bbox.width;
    const start = x + gap + width <= Math.min(free, right) ? x + gap : x - gap - width;
    if (start < plot.bbox.left || start + width > free) return Math.min(free, x);
    context.fillText(words, start, plot.bbox.top + 9 * ratio);
    return Math.min(start, x) - gap;
  }

  drawLegend() {
    const at = this.plot?.cursor.idx ?? null;
    const format = show[this.picture.unit];
    this.legend.replaceChildren(...this.picture.series.map(series => {
      const value = at === null ? series.values.findLast(one => one !== null) : series.values[at];
      const entry = document.createElement("span");
      const swatch = document.createElement("i");
      swatch.className = `swatch ${series.colour}`;
      const number = document.createElement("b");
      number.textContent = value === null || value === undefined ? "–" : format(value);
      entry.append(swatch, ` ${series.name} `, number);
      return entry;
    }));
  }

  get fileName() {
    return `${this.picture.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}-${new Date(this.picture.to * 1000).toISOString().replaceAll(":", "")}`;
  }

  savePng() {
    const source = this.plot.ctx.canvas;
    const canvas = document.createElement("canvas");
    canvas.width = source.width;
    canvas.height = source.height + 40;
    const context = canvas.getContext("2d");
    context.fillStyle = this.palette.ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = this.palette.text;
    context.font = "600 24px Inter, system-ui, sans-serif";
    context.fillText(`${this.picture.title}: ${this.picture.series.map(one => one.name).join(", ")}`, 12, 28);
    context.drawImage(source, 0, 40);
    canvas.toBlob(blob => save(blob, `${this.fileName}.png`));
  }

  saveCsv() {
    const quote = words => `"${words.replaceAll('"', '""')}"`;
    const rows = [["time", ...this.picture.series.map(series => quote(series.name))]];
    this.picture.times.forEach((time, index) => rows.push([new Date(time * 1000).toISOString(), ...this.picture.series.map(series => series.values[index] ?? "")]));
    save(new Blob([rows.map(row => row.join(",")).join("\r\n"), "\r\n"], { type: "text/csv" }), `${this.fileName}.csv`);
  }

  dispose() {
    document.removeEventListener("themechange", this.onTheme);
    this.resizing.disconnect();
    this.plot.destroy();
  }
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function draw(host, legend, group, picture) {
  return new Chart(host, legend, group, picture);
}

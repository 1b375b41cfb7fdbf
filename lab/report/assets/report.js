// The moving parts of the report: charts on one time axis, markers of events, theme, filter. Figures are in the markup.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("report-data").textContent);
  const root = document.documentElement;
  const axisWidth = 58;
  const plotPadding = 12;
  const colour = (name) => getComputedStyle(root).getPropertyValue("--" + name).trim();

  // Figures as the rest of the report writes them: three digits and a unit.
  const digits = (value) => {
    const size = Math.abs(value);
    if (size >= 100) return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ",");
    if (size === 0) return "0";
    return String(Number(value.toPrecision(3)));
  };
  const formats = {
    "s": (v) => v === 0 ? "0 s" : v < 1e-3 ? digits(v * 1e6) + " µs" : v < 1 ? digits(v * 1e3) + " ms" : digits(v) + " s",
    "1/s": (v) => digits(v) + "/s",
    "ratio": (v) => digits(100 * v) + " %",
    "": digits,
  };
  const clock = (time) => {
    const whole = Math.floor(time);
    const two = (part) => String(part).padStart(2, "0");
    const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    return data.duration_s >= 3600 ? `${h}:${two(m)}` + (s ? ":" + two(s) : "") : `${h * 60 + m}:${two(s)}`;
  };

  const create = (tag, cssClass, parent, text) => {
    const node = document.createElement(tag);
    if (cssClass) node.className = cssClass;
    if (text !== undefined) node.textContent = text;
    if (parent) parent.append(node);
    return node;
  };

  // What a line says while no cursor rests on it.
  const idle = (chart, values) => {
    const known = values.filter((v) => v !== null);
    if (known.length === 0) return null;
    return chart.idle === "peak" ? Math.max(...known) : known.reduce((sum, v) => sum + v, 0) / known.length;
  };

  // A logarithmic axis where a spike would press all else to the ground.
  const needsLog = (chart) => {
    if (chart.unit !== "s") return false;
    const positive = chart.lines.flatMap((line) => line.values).filter((v) => v > 0).sort((a, b) => a - b);
    if (positive.length < 10) return false;
    return positive[positive.length - 1] > 15 * positive[Math.floor(positive.length / 2)];
  };

  const plots = [];
  let lanes = null;

  const yScale = (chart) => {
    const limits = chart.limits.map((limit) => limit.value);
    if (chart.log) {
      return { distr: 3, range: (u, low, high) => {
        const shown = limits.filter((v) => v > low / 10 && v < high * 10);
        return uPlot.rangeLog(Math.min(low, ...shown), Math.max(high, ...shown), 10, false);
      } };
    }
    return { range: (u, low, high) => {
      const shown = [...limits, ...chart.wanted.map((w) => w[3])].filter((v) => v <= 2.5 * high);
      const top = Math.max(high || 0, ...shown);
      return [0, top > 0 ? top * 1.08 : 1];
    } };
  };

  // What the metrics wanted, as a tint behind the counts; which rule held them, as a strip along the floor.
  const heldTones = { window: "undecided", policy: "c4", bound: "missed", failure: "soft" };
  const drawHeld = (u, chart) => {
    const context = u.ctx;
    const { top, height } = u.bbox;
    const strip = 5 * devicePixelRatio;
    const x = (time) => u.valToPos(time, "x", true);
    context.fillStyle = colour("desired") + "24";
    for (const [from, to, low, high] of chart.wanted) {
      const [y1, y2] = [u.valToPos(high, "y", true), u.valToPos(low, "y", true)];
      context.fillRect(x(from), y1, x(to) - x(from), Math.max(y2 - y1, 2 * devicePixelRatio));
    }
    for (const held of chart.held) {
      context.fillStyle = colour(heldTones[held.by]);
      context.fillRect(x(held.from_s), top + height - strip, Math.max(x(held.to_s) - x(held.from_s), devicePixelRatio), strip);
    }
  };

  const drawBelow = (chart) => (u) => {
    const context = u.ctx;
    const { left, top, width, height } = u.bbox;
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    if (data.warm_up_s > 0) {
      const end = u.valToPos(data.warm_up_s, "x", true);
      context.fillStyle = colour("warmup");
      context.fillRect(left, top, end - left, height);
    }
    drawHeld(u, chart);
    context.restore();
  };

  const rule = (u, from, to, name, dash) => {
    const context = u.ctx;
    context.save();
    context.strokeStyle = colour(name);
    context.lineWidth = devicePixelRatio;
    context.setLineDash(dash.map((part) => part * devicePixelRatio));
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
    context.restore();
  };

  const drawAbove = (chart) => (u) => {
    const { left, top, width, height } = u.bbox;
    for (const limit of chart.limits) {
      const y = u.valToPos(limit.value, "y", true);
      if (y >= top && y <= top + height) rule(u, [left, y], [left + width, y], "missed", [5, 4]);
    }
    let drawn = -Infinity;               // faults closer than two pixels would blur into a block
    for (const event of data.events) {
      const x = u.valToPos(event.time_s, "x", true);
      if (event.group !== "fault" || x < left || x > left + width || x - drawn < 3 * devicePixelRatio) continue;
      rule(u, [x, top], [x, top + height], "failed", [2, 3]);
      drawn = x;
    }
  };

  const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 14400, 21600, 43200, 86400,
    172800, 604800];

  const isPowerOfTen = (v) => v > 0 && Math.abs(Math.log10(v) - Math.round(Math.log10(v))) < 1e-9;

  const axes = (chart, last) => {
    const grid = { stroke: () => colour("grid"), width: 1 };
    const text = { stroke: () => colour("soft"), font: "11px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif" };
    return [
      { ...text, grid, ticks: { show: false }, incrs: timeSteps, space: 64, gap: 4, size: last ? 24 : 0,
        values: (u, splits) => splits.map((v) => last ? clock(v) : "") },
      { ...text, ticks: { show: false }, size: axisWidth, gap: 6, space: chart.log ? 14 : 28,
        grid: chart.log ? { ...grid, filter: (u, splits) => splits.map((v) => isPowerOfTen(v) ? v : null) } : grid,
        incrs: chart.step ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] : undefined,
        values: (u, splits) => splits.map((v) => v === null ? "" : formats[chart.unit](v)) },
    ];
  };

  const lineOptions = (chart, line) => ({
    label: line.label,
    stroke: () => colour(line.tone),
    width: line.dash ? 1.3 : 1.6,
    dash: line.dash ? [4, 3] : undefined,
    fill: line.fill ? () => colour(line.tone) + "26" : undefined,
    paths: chart.step ? uPlot.paths.stepped({ align: 1 }) : undefined,
    points: { show: false },
    spanGaps: false,
  });

  const updateLegend = (plot, index) => {
    plot.outputs.forEach((output, i) => {
      const line = plot.chart.lines[i];
      const value = index === null || index === undefined ? plot.idle[i] : line.values[index];
      output.textContent = value === null || value === undefined ? "–" : formats[plot.chart.unit](value);
    });
    if (plot.held) {
      const time = index === null || index === undefined ? NaN : data.time_s[index];
      const held = plot.chart.held.find((stretch) => time >= stretch.from_s && time < stretch.to_s);
      plot.held.label.textContent = held ? held.rule : plot.held.idle;
      plot.held.stroke.style.setProperty("--tone", `var(--${heldTones[held ? held.by : plot.chart.held[0].by]})`);
    }
    plot.remark.textContent = index === null || index === undefined ? plot.chart.idle : clock(data.time_s[index]);
  };

  const legend = (chart, title) => {
    const heading = create("b", "", title, chart.title);
    const remark = create("small", "", heading);
    const list = create("div", "legend", title);
    const entry = (cssClass, label, text, about = label) => {
      const item = create("div", "", list);
      const stroke = create("i", cssClass, item);
      const name = create("span", "", item, label);
      name.title = about;
      return { stroke, label: name, output: create("output", "", item, text) };
    };
    const outputs = chart.lines.map((line) => {
      const { stroke, output } = entry(line.dash ? "dash" : "", line.label, "");
      stroke.style.setProperty("--tone", `var(--${line.tone})`);
      return output;
    });
    for (const limit of chart.limits) entry("limit", "limit", formats[chart.unit](limit.value), limit.label);
    if (chart.wanted.length > 0) entry("wanted", "wanted", "", "what the metrics asked for");
    let held = null;
    if (chart.held.length > 0) {
      const kinds = [...new Set(chart.held.map((stretch) => stretch.by))];
      held = { ...entry("held", "", ""), idle: "held by " + kinds.join(", ") };
      held.label.classList.add("rule");
    }
    return { remark, outputs, held };
  };

  const addChart = (chart, parent, last) => {
    const row = create("div", "row", parent);
    const { remark, outputs, held } = legend(chart, create("div", "title", row));
    const place = create("div", "plot", row);
    chart.log = needsLog(chart);
    const floor = Math.min(...chart.lines.flatMap((line) => line.values).filter((v) => v > 0));
    const drawn = (v) => v === null ? null : chart.log ? Math.max(v, floor) : v;
    const plot = { chart, place, remark, outputs, held, last, idle: chart.lines.map((line) => idle(chart, line.values)) };
    plot.height = (chart.lines.length > 4 ? 138 : 112) + (last ? 24 : 0);
    plots.push(plot);
    plot.u = new uPlot({
      width: Math.max(place.clientWidth, 200),
      height: plot.height,
      padding: [8, plotPadding, last ? 0 : 6, 0],
      legend: { show: false },
      cursor: { y: false, sync: { key: "run", scales: ["x", null] }, drag: { x: true, y: false },
        points: { size: 6, width: 1.5, fill: () => colour("panel"), stroke: (u, i) => colour(chart.lines[i - 1].tone) } },
      scales: { x: { time: false }, y: yScale(chart) },
      axes: axes(chart, last),
      series: [{}, ...chart.lines.map((line) => lineOptions(chart, line))],
      hooks: {
        drawClear: [drawBelow(chart)],
        draw: [drawAbove(chart)],
        setCursor: [(u) => updateLegend(plot, u.cursor.idx)],
        setScale: [(u, key) => { if (key === "x" && lanes && plot === plots[0]) lanes.draw(); }],
      },
    }, [data.time_s, ...chart.lines.map((line) => line.values.map(drawn))], place);
    updateLegend(plot, null);
  };

  const shapes = {
    scale_up: "M0-5L5 4H-5Z", scale_down: "M0 5L5-4H-5Z", scale_limited: "M-4.5-4.5H4.5V4.5H-4.5Z",
    fault: "M0-6L6 0L0 6L-6 0Z", alert: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z", other: "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0Z",
  };

  const showTip = (tip, place, events, x, y) => {
    tip.replaceChildren();
    for (const event of events.slice(0, 6)) {
      const line = create("p", "", tip);
      create("b", "", line, `${clock(event.time_s)} ${event.component} ${event.event.replace(/_/g, " ")}`);
      line.append(event.detail ? " – " + event.detail : "");
    }
    if (events.length > 6) create("p", "soft", tip, `and ${events.length - 6} more here`);
    tip.hidden = false;
    const left = Math.min(Math.max(0, x - tip.offsetWidth / 2), place.clientWidth - tip.offsetWidth);
    tip.style.left = left + "px";
    tip.style.top = y + 12 + "px";
  };

  // Events in two lanes above the charts; neighbours closer than a marker share one.
  const addLanes = (parent) => {
    const groups = [
      { label: "autoscaler", events: data.events.filter((event) => event.group.startsWith("scale")) },
      { label: "faults, alerts", events: data.events.filter((event) => !event.group.startsWith("scale")) },
    ].filter((lane) => lane.events.length > 0);
    if (groups.length === 0) return null;
    const row = create("div", "row", parent);
    const title = create("div", "title lane-names", row);
    for (const lane of groups) create("div", "", title, lane.label);
    const place = create("div", "plot lanes", row);
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    place.append(svg);
    const tip = create("div", "tooltip", place);
    tip.hidden = true;
    const element = (name, attributes) => {
      const node = document.createElementNS(svg.namespaceURI, name);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      svg.append(node);
      return node;
    };
    const height = 24;
    const marker = (events, x, y) => {
      const rank = (event) => ["fault", "alert", "scale_up", "scale_limited", "scale_down"].indexOf(event.group) + 1 || 9;
      const first = [...events].sort((a, b) => rank(a) - rank(b))[0].group;
      const kind = shapes[first] ? first : "other";
      const node = element("path", { class: "mark " + kind, d: shapes[kind], transform: `translate(${x} ${y})`,
        tabindex: 0, role: "img", "aria-label": events.map((e) => `${clock(e.time_s)} ${e.component} ${e.event}`).join("; ") });
      for (const start of ["mouseenter", "focus"]) node.addEventListener(start, () => showTip(tip, place, events, x, y));
      for (const end of ["mouseleave", "blur"]) node.addEventListener(end, () => { tip.hidden = true; });
    };
    const draw = () => {
      const width = plots[0].u.width;
      const [begin, end] = [axisWidth, width - plotPadding];
      const u = plots[0].u;
      const { min, max } = u.scales.x;
      svg.replaceChildren();
      if (!(max > min)) return;          // before the first chart has its scale
      svg.setAttribute("height", groups.length * height + 8);
      groups.forEach((lane, i) => {
        const y = 4 + height * (i + 0.5);
        element("line", { class: "rail", x1: begin, x2: end, y1: y, y2: y });
        let cluster = [];
        let at = -Infinity;
        const flush = () => { if (cluster.length > 0) marker(cluster, at, y); };
        for (const event of lane.events) {
          if (!(event.time_s >= min && event.time_s <= max)) continue;
          const x = begin + (end - begin) * (event.time_s - min) / (max - min);
          if (x - at < 9) {
            cluster.push(event);
            continue;
          }
          flush();
          cluster = [event];
          at = x;
        }
        flush();
      });
    };
    return { draw };
  };

  const resize = () => {
    for (const plot of plots) {
      const width = Math.max(plot.place.clientWidth, 200);
      if (width !== plot.u.width) plot.u.setSize({ width, height: plot.height });
    }
    if (lanes) lanes.draw();
  };

  const redraw = () => {
    for (const plot of plots) plot.u.redraw(false, true);
  };

  const place = document.getElementById("charts");
  if (place && data.charts.length > 0) {
    lanes = addLanes(place);
    data.charts.forEach((chart, i) => addChart(chart, place, i === data.charts.length - 1));
    if (lanes) lanes.draw();
    new ResizeObserver(resize).observe(place);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    // Paper is narrower than the screen and always light: the canvases are drawn anew for it and back again.
    const printed = matchMedia("print");
    const paper = () => {
      for (const plot of plots) {
        plot.u.setSize({ width: printed.matches ? 560 : Math.max(plot.place.clientWidth, 200), height: plot.height });
      }
      redraw();
      if (lanes) lanes.draw();
    };
    printed.addEventListener("change", paper);
    window.addEventListener("beforeprint", paper);
    window.addEventListener("afterprint", paper);
  }

  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    redraw();
  });

  const filter = document.getElementById("filter");
  if (filter) {
    const defaults = document.getElementById("defaults");
    const rows = [...document.querySelectorAll("table.assumptions tbody tr")];
    const apply = () => {
      const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        const fits = words.every((word) => text.includes(word)) && (!defaults.checked || row.querySelector(".tag"));
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      }
      document.getElementById("matches").textContent = shown === rows.length ? "" : `${shown} of ${rows.length}`;
    };
    filter.addEventListener("input", apply);
    defaults.addEventListener("change", apply);
  }
})();

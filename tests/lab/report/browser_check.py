#!/usr/bin/env python3
"""Opens a report in headless Chromium and fails on whatever a reader would stumble over.

    browser_check.py report.html

Fails on a console message of the level error, an uncaught exception, any request that is not for the file itself or
inline data, a page wider than its window, charts or filter or theme that do not answer, and paper that cannot be
printed. Exit code 0 when all is well or there is no Chromium (said so), 1 on a finding, 2 on wrong usage.
Needs the standard library only: it talks the DevTools protocol over a pair of pipes.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE_S = 60.0


class Browser:
    """A headless Chromium with one page, spoken to in the DevTools protocol.

    Parameters
    ----------
    program : str
        Path of the browser.
    profile : str
        Empty directory for its profile.
    """

    def __init__(self, program: str, profile: str) -> None:
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()

        def hand_over() -> None:
            # The protocol asks for exactly the descriptors 3 and 4; copies first, as these may be among the pipes.
            command, answer = os.dup(to_browser), os.dup(from_browser)
            os.dup2(command, 3)
            os.dup2(answer, 4)

        self.process = subprocess.Popen(
            [
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-pipe",
                f"--user-data-dir={profile}",
                "--window-size=1440,1000",
                "about:blank",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
            preexec_fn=hand_over,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._buffer = b""
        self._last_id = 0
        self.events: list[dict[str, Any]] = []
        targets = self.send("Target.getTargets")["targetInfos"]
        page = next(target["targetId"] for target in targets if target["type"] == "page")
        self._session = self.send("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Calls a method and gives back its result; events on the way are kept.

        Raises
        ------
        RuntimeError
            The browser refuses the call or ends.
        """
        self._last_id += 1
        message = {"id": self._last_id, "method": method, "params": params}
        if hasattr(self, "_session"):
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            answer = self._receive()
            if answer.get("id") == self._last_id:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)
        raise RuntimeError(f"{method}: no answer in {PATIENCE_S:.0f} s")

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            data = os.read(self._in, 1 << 16)
            if not data:
                raise RuntimeError("the browser ended")
            self._buffer += data
        message, self._buffer = self._buffer.split(b"\0", 1)
        return json.loads(message)

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression on the page; a promise is waited for."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']['text']}")
        return answer["result"].get("value")

    def open(self, address: str) -> None:
        """Loads the address and waits until it is drawn."""
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        self.send("Page.navigate", url=address)
        until = time.monotonic() + PATIENCE_S
        while self.evaluate("document.readyState") != "complete" or self.evaluate("location.href") == "about:blank":
            if time.monotonic() > until:
                raise RuntimeError(f"{address} does not finish loading")
            time.sleep(0.05)
        self.settle()

    def settle(self) -> None:
        """Waits for two frames, so that what was asked for is drawn."""
        self.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))")

    def close(self) -> None:
        """Ends the browser."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def complaints(events: list[dict[str, Any]]) -> list[str]:
    """What the console and the network say against the page."""
    found = []
    for event in events:
        params = event.get("params", {})
        method = event.get("method")
        if method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            found.append("exception: " + details.get("exception", {}).get("description", details["text"]))
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "assert"):
            found.append("console: " + " ".join(str(arg.get("value")) for arg in params["args"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            found.append("console: " + params["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            address = params["request"]["url"]
            if not address.startswith(("file:", "data:", "about:", "blob:")):
                found.append("request: " + address)
    return found


def check_width(browser: Browser, width: int) -> list[str]:
    """The page must fit its window; wide tables scroll inside their own boxes."""
    browser.send("Emulation.setDeviceMetricsOverride", width=width, height=1000, deviceScaleFactor=1, mobile=False)
    browser.settle()
    needed = browser.evaluate("document.documentElement.scrollWidth")
    return [f"at {width} px the page is {needed} px wide"] if needed > width else []


def check_charts(browser: Browser) -> list[str]:
    """Every chart is drawn, and a cursor over one is answered by the legends of all."""
    charts = browser.evaluate("JSON.parse(document.getElementById('report-data').textContent).charts.length")
    if charts == 0 or browser.evaluate("document.getElementById('charts') === null"):
        return []
    drawn = browser.evaluate("document.querySelectorAll('#charts canvas').length")
    if drawn != charts:
        return [f"{drawn} of {charts} charts are drawn"]
    browser.evaluate("document.getElementById('charts').scrollIntoView()")
    browser.settle()
    legends = "[...document.querySelectorAll('#charts .title b small')].map(node => node.textContent)"
    before = browser.evaluate(legends)
    box = browser.evaluate(
        "(() => { const box = document.querySelector('#charts .u-over').getBoundingClientRect();"
        " return [box.left + box.width / 2, box.top + box.height / 2]; })()"
    )
    browser.send("Input.dispatchMouseEvent", type="mouseMoved", x=box[0], y=box[1])
    browser.settle()
    after = browser.evaluate(legends)
    return ["a legend does not follow the cursor"] if any(a == b for a, b in zip(before, after, strict=True)) else []


def check_controls(browser: Browser) -> list[str]:
    """The theme changes the page, the filter hides what does not fit."""
    found = []
    ground = "getComputedStyle(document.body).backgroundColor"
    before = browser.evaluate(ground)
    browser.evaluate("document.getElementById('theme').click()")
    browser.settle()
    if browser.evaluate(ground) == before:
        found.append("the theme button changes nothing")
    if browser.evaluate("document.getElementById('filter') !== null"):
        browser.evaluate(
            "(() => { const filter = document.getElementById('filter'); filter.value = 'no such parameter';"
            " filter.dispatchEvent(new Event('input')); })()"
        )
        if browser.evaluate("document.querySelectorAll('table.assumptions tbody tr:not([hidden])').length") != 0:
            found.append("the filter hides nothing")
    return found


def check_paper(browser: Browser) -> list[str]:
    """A4 must take the page without shrinking it."""
    browser.send("Emulation.clearDeviceMetricsOverride")
    page = base64.b64decode(browser.send("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])
    if not page.startswith(b"%PDF"):
        return ["printing gives no PDF"]
    paper_px = 703  # A4 less the margins of @page, 96 px an inch
    browser.send("Emulation.setEmulatedMedia", media="print")
    found = check_width(browser, paper_px)
    browser.send("Emulation.setEmulatedMedia", media="")
    return [finding.replace("at 703 px", "on A4 (703 px)") for finding in found]


def check(program: str, report: Path) -> list[str]:
    """All findings about a report."""
    with tempfile.TemporaryDirectory(prefix="tiersim-browser-", ignore_cleanup_errors=True) as profile:
        browser = Browser(program, profile)
        try:
            browser.open(report.resolve().as_uri())
            found = []
            for width in (1440, 1024, 768, 400):
                found += check_width(browser, width)
            check_width(browser, 1440)
            found += check_charts(browser) + check_controls(browser) + check_paper(browser)
            return complaints(browser.events) + found
        finally:
            browser.close()


def main(arguments: list[str]) -> int:
    """The command line: one report in, findings out."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print("usage: browser_check.py report.html", file=sys.stderr)
        return 2
    programs = [os.environ.get("TIERSIM_BROWSER", ""), *BROWSERS]
    program = next((path for path in map(shutil.which, filter(None, programs)) if path), None)
    if program is None:
        print("browser check skipped: no chromium or google-chrome found (TIERSIM_BROWSER names another)")
        return 0
    findings = check(program, Path(arguments[0]))
    for finding in findings:
        print(f"{arguments[0]}: {finding}")
    if not findings:
        print(f"{arguments[0]}: no errors, no requests, fits window and paper")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

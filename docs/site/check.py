"""python3 check.py SITE: looks whether a built site is whole, and asks for nothing from elsewhere.

Every link within it leads to a file of the site and to an anchor of that file, and no page, style or frame loads
anything from another host. Links that a reader may follow to elsewhere are his own."""

import re
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

# What a browser loads by itself; rel of a <link> decides for that one.
LOADED = {("img", "src"), ("img", "srcset"), ("script", "src"), ("iframe", "src"), ("source", "src"),
          ("source", "srcset"), ("video", "src"), ("audio", "src"), ("object", "data"), ("embed", "src"),
          ("input", "src"), ("use", "href"), ("image", "href")}
LOADED_RELATIONS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest"}


class Page(HTMLParser):
    """The anchors and the links of a page: (address, whether a browser loads it)."""

    def __init__(self, text):
        super().__init__()
        self.anchors, self.links = {""}, []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.anchors |= {value for name, value in attributes if name == "id" or (tag, name) == ("a", "name")}
        relations = set((values.get("rel") or "").split())
        for name, value in attributes:
            if (tag, name) in LOADED:
                self.links.append((value, True))
            elif name == "href" and tag in {"a", "link", "area"}:
                self.links.append((value, tag == "link" and bool(relations & LOADED_RELATIONS)))


@cache
def read(path):
    return Page(path.read_text(encoding="utf-8"))


def is_elsewhere(address):
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme in {"http", "https", "ftp", "ws", "wss"}


def problems_of(site):
    for path in sorted(site.rglob("*.css")):
        for address in re.findall(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", path.read_text(encoding="utf-8")):
            if is_elsewhere("".join(address)):
                yield f"{path.relative_to(site)} loads {''.join(address)}"
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site)
        for address, loaded in read(path).links:
            if is_elsewhere(address):
                if loaded:
                    yield f"{name} loads {address}"
                continue
            if urlsplit(address).scheme:  # data:, javascript:, mailto:
                continue
            file, anchor = urldefrag(address)
            target = (path.parent / unquote(urlsplit(file).path)).resolve() if file else path
            if not target.is_file():
                yield f"{name} links to {address}, which is not there"
            elif anchor and target.suffix == ".html" and unquote(anchor) not in read(target).anchors:
                yield f"{name} links to {address}, and that page has no such anchor"


def main():
    if len(sys.argv) != 2 or not Path(sys.argv[1], "index.html").is_file():
        sys.exit("usage: check.py SITE, a folder that has index.html")
    site = Path(sys.argv[1]).resolve()
    problems = list(problems_of(site))
    for problem in problems:
        print(f"docs: {problem}", file=sys.stderr)
    sys.exit(bool(problems))


main()

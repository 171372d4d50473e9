"""A Sphinx extension: a link to a file of the project that is no page leads to one that shows it, and a link to a folder
to a list of its files."""

import html
import posixpath
import re
from pathlib import Path, PurePosixPath

LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\(([^()\s#]+)\)")
LANGUAGES = {".cmake": "cmake", ".cpp": "cpp", ".hpp": "cpp", ".c": "c", ".js": "js", ".mjs": "js", ".json": "json",
             ".sh": "sh", ".yml": "yaml"}


def page_of(path):
    return f"files/{path}"


def rewrite_links(app, docname, source):
    """Makes links to such files HTML, which Markdown passes on."""
    project = Path(app.srcdir)
    folder = PurePosixPath(docname).parent

    def rewritten(link):
        text, target = link.groups()
        name = posixpath.normpath(folder / target)
        if target.endswith(".md") or ":" in target or not (project / name).exists():
            return link.group()  # a page, or broken, which Sphinx says
        app.env.xact_files.add(name)
        return f'<a href="{app.builder.get_relative_uri(docname, page_of(name))}">{text}</a>'

    source[0] = LINK.sub(rewritten, source[0])


def pages_of_files(app):
    project = Path(app.srcdir)
    found = set(app.env.xact_files)
    for name in sorted(app.env.xact_files):
        if (project / name).is_dir():
            found |= {f"{name}/{file.name}" for file in (project / name).iterdir() if is_text(file)}
    for name in sorted(found):
        path = project / name
        if path.is_dir():
            items = "".join(f'<li><a href="{app.builder.get_relative_uri(page_of(name), page_of(inside))}">'
                            f"{html.escape(inside)}</a></li>" for inside in sorted(found)
                            if inside.startswith(f"{name}/"))
            body = f"<ul>{items}</ul>"
        else:
            language = "cmake" if path.name == "CMakeLists.txt" else LANGUAGES.get(path.suffix, "none")
            body = app.builder.highlighter.highlight_block(path.read_text(encoding="utf-8"), language, force=True)
        yield page_of(name), {"title": name, "body": f"<h1>{html.escape(name)}</h1>{body}"}, "page.html"


def is_text(file):
    return file.is_file() and file.suffix in {*LANGUAGES, ".txt", ".gp", ".in", ".html", ".css", ".tsv"}


def begin(app):
    app.env.xact_files = set()


def setup(app):
    app.connect("builder-inited", begin)
    app.connect("source-read", rewrite_links)
    app.connect("html-collect-pages", pages_of_files)
    return {"parallel_read_safe": False}

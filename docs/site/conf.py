"""How Sphinx makes the manual's site. CMakeLists.txt lays out what it reads: the pages, where they stand in the
project, and a folder functions/ that functions.cpp wrote, so that links between them are the same here and there."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

project = "xact"
author = "the authors of xact"
copyright = ""
html_title = "xact"

extensions = ["myst_parser", "files"]
include_patterns = ["*.md", "docs/*.md", "bench/*.md", "tests/contract/*.md", "functions/*.md"]
exclude_patterns = ["README.md"]  # the front page here is index.md
myst_heading_anchors = 4  # named as forges name them
suppress_warnings = ["myst.header"]  # bench/limits.md leaves a level out
smartquotes = False  # f'(x) is no quotation
highlight_language = "none"

html_theme = "furo"  # no font, script or picture from elsewhere
html_static_path = ["style.css"]
html_css_files = ["style.css"]
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False

"""The web face: pages for people and a JSON API for programs, on this machine only.

Nothing on the pages needs JavaScript, and nothing is written: every request is a GET.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING
from zlib import crc32

from flask import Flask

from webapp import errors, headers, wording

if TYPE_CHECKING:
    from index.library import Library

PAGES = ("ask", "search", "facts", "scoreboard", "documents", "help", "api")
"""The modules of `webapp.pages`, each with a blueprint `page`."""
LOCAL = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Config:
    """How the pages are served.

    Attributes:
        hosts: names under which they may be asked for, beside those of this machine.
        today: tells the date that `năm nay` in a question refers to.
        sample: whether the documents are the sample corpus, which the pages then say.
    """

    hosts: tuple[str, ...] = ()
    today: Callable[[], date] = date.today
    sample: bool = False


def create_app(library: "Library", config: Config | None = None) -> Flask:
    """Make the application over an open library, which stays the caller's to close.

    Example:
        >>> with Library(folder) as library:                                 # doctest: +SKIP
        ...     create_app(library).test_client().get("/api/v1/answer?q=…").json
    """
    config = config or Config()
    app = Flask(__name__, static_url_path="/tinh")
    app.url_map.strict_slashes = False  # typed addresses lead to their page with or without the last one
    app.config["TRUSTED_HOSTS"] = [*LOCAL, *config.hosts]
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_options["autoescape"] = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["library"] = library
    app.extensions["today"] = config.today
    app.extensions["examples"] = {}
    app.extensions["sample"] = config.sample
    headers.add_to(app)
    errors.add_to(app)
    wording.add_to(app)
    style = (files("webapp") / "static" / "style.css").read_bytes()
    app.jinja_env.globals["style_version"] = f"{crc32(style):08x}"  # a changed style sheet has a new address
    for name in PAGES:
        app.register_blueprint(import_module(f"webapp.pages.{name}").page)
    return app

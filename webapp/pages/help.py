"""The help page: how to ask, what the parts of an answer mean, how to search."""

from flask import Blueprint, render_template

page = Blueprint("help", __name__)

ASKING = ("figure", "missed", "target", "compare", "directive", "who", "differ")
"""What can be asked for."""
PARTS = ("title", "none", "passages", "quotes", "conflicts", "near", "compared", "understood")
"""The parts of an answer, under the headings that they have on the page."""
SEARCHING = (
    ("words", "chữ ký số"),
    ("phrase", '"chữ ký số"'),
    ("without", "-xã"),
    ("place", 'huyện:"Lập Thạch"'),
    ("year", "năm:2024"),
    ("source", "nguồn:baovinhphuc"),
    ("number", "số:507"),
)
"""What can be typed into the search field."""


@page.get("/tro-giup")
def help() -> str:
    """How the pages are used."""
    return render_template("help.html", asking=ASKING, answer_parts=PARTS, searching=SEARCHING)

"""The spaCy pipeline: own tokenizer, one registered factory a step, layers in `doc.spans`.

Each component leaves a span group (for displaCy and for others' components) and its facts in
`doc.user_data["doichieu"]`; the later components read what the earlier ones left.
"""

from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp import tokens as _tokens  # noqa: F401  (registers the tokenizer)
from nlp.confidence import with_confidence
from nlp.directives import find_directives
from nlp.document import Document
from nlp.facts import Fact, kind_of
from nlp.figures import find_figures
from nlp.linking import link_figures
from nlp.localities import find_localities
from nlp.sentences import sentences
from nlp.shadow import shadow
from nlp.statements import find_statements

STEPS = ("sentences", "localities", "directives", "statements", "figures")
FINAL = ("links", "confidence")
"""What is said of the facts when all are found: the ids of their indicators, how sure each is."""
_PREFIX = "doichieu_"
_LAYER_OF = {
    "locality": "localities",
    "directive": "directives",
    "statement": "statements",
    "figure": "figures",
}
MOST_WORDS = 20_000
"""Words and numerals that spaCy may remember. It never forgets one by itself, so in a long run the pipeline
is made anew now and then; a memory zone for each document would do the same at three times the tokenizer's
cost."""
_TOKENIZER = {"nlp": {"tokenizer": {"@tokenizers": "doichieu.tokenizer.v1"}}}


def _state(doc: Doc) -> dict[str, Any]:
    state = doc.user_data.setdefault("doichieu", {})
    if "document" not in state:
        state["document"] = Document(text=doc.text, source="")
    if "shadow" not in state:
        # Not `doc.text`, which spaCy puts together anew at each call.
        state["shadow"] = shadow(state["document"].text)
    return state


def _lay(doc: Doc, layer: str, found: list[Any]) -> Doc:
    _state(doc)[layer] = found
    if not len(doc):  # nobody asked for tokens, so there are no spans to lay over them
        return doc
    group = []
    for fact in found:
        span = doc.char_span(fact.start, fact.end, label=layer, alignment_mode="expand")
        if span is not None:
            group.append(span)
    doc.spans[layer] = group
    return doc


@Language.component("doichieu_sentences")
def _sentences(doc: Doc) -> Doc:
    return _lay(doc, "sentences", sentences(_state(doc)["document"].text))


@Language.component("doichieu_localities")
def _localities(doc: Doc) -> Doc:
    s = _state(doc)
    return _lay(doc, "localities", find_localities(s["document"], s["shadow"], s["sentences"]))


@Language.component("doichieu_directives")
def _directives(doc: Doc) -> Doc:
    s = _state(doc)
    found = find_directives(s["document"], s["shadow"], s["sentences"], s["localities"])
    return _lay(doc, "directives", found)


@Language.component("doichieu_statements")
def _statements(doc: Doc) -> Doc:
    s = _state(doc)
    found = find_statements(s["document"], s["shadow"], s["sentences"], s["localities"])
    return _lay(doc, "statements", found)


@Language.component("doichieu_figures")
def _figures(doc: Doc) -> Doc:
    s = _state(doc)
    found = find_figures(
        s["document"], s["shadow"], s["sentences"], s["localities"], s["directives"], s["statements"]
    )
    return _lay(doc, "figures", found)


@Language.component("doichieu_links")
def _links(doc: Doc) -> Doc:
    s = _state(doc)
    s["figures"] = link_figures(s["document"].text, s["figures"])
    return doc


@Language.component("doichieu_confidence")
def _confidence(doc: Doc) -> Doc:
    document = _state(doc)["document"]
    weighed: dict[str, list[Fact]] = {layer: [] for layer in STEPS[1:]}
    for fact in with_confidence(facts_in(doc), document.text, document.published):
        weighed[_LAYER_OF[kind_of(fact)]].append(fact)
    _state(doc).update(weighed)
    return doc


@cache
def pipeline() -> Language:
    """The one pipeline of this process, made on first use."""
    nlp = spacy.blank("vi", config=_TOKENIZER)
    for step in (*STEPS, *FINAL):
        nlp.add_pipe(f"{_PREFIX}{step}")
    nlp.max_length = 2**31 - 1
    return nlp


def read(document: Document, steps: int = len(STEPS) + len(FINAL)) -> Doc:
    """Run the pipeline over a document; the layers are in `doc.spans`, the facts in `doc.user_data`.

    Args:
        document: what to read.
        steps: how many of `STEPS` and `FINAL` are run; all unless given.
    """
    nlp = pipeline()
    if len(nlp.vocab.strings) > MOST_WORDS:
        pipeline.cache_clear()
        nlp = pipeline()
    doc = nlp.make_doc(document.text)
    doc.user_data["doichieu"] = {"document": document}
    return _run(nlp, doc, steps)


def bare_doc(nlp: Language, document: Document) -> Doc:
    """A doc for the facts alone: no tokens, and so no spans in its layers.

    Our steps read the stored text, never tokens, which take time to make and are what spaCy remembers.
    Components that somebody added to the pipeline may want them and get them.
    """
    own = all(name.startswith(_PREFIX) for name in nlp.pipe_names)
    doc = Doc(nlp.vocab) if own else nlp.make_doc(document.text)
    doc.user_data["doichieu"] = {"document": document}
    return doc


def _run(nlp: Language, doc: Doc, steps: int | None) -> Doc:
    for _name, component in nlp.pipeline[:steps]:
        doc = component(doc)
    return doc


def raw_facts(document: Document) -> list[Fact]:
    """All facts of a document before they are linked and weighed: what models learn from."""
    nlp = pipeline()
    return facts_in(_run(nlp, bare_doc(nlp, document), len(STEPS)))


def facts_in(doc: Doc) -> list[Fact]:
    """All facts that the pipeline left in a doc, in text order."""
    state = doc.user_data["doichieu"]
    found: list[Fact] = [f for step in STEPS[1:] for f in state[step]]
    return sorted(found, key=lambda f: (f.start, f.end))


def facts_of(document: Document) -> list[Fact]:
    """All facts of a document, in text order."""
    nlp = pipeline()
    return facts_in(_run(nlp, bare_doc(nlp, document), None))

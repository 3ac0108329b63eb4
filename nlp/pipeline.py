"""The spaCy pipeline: own tokenizer, one registered factory a step, layers in `doc.spans`.

Each component leaves a span group (for displaCy and for others' components) and its facts in
`doc.user_data["doichieu"]`; the later components read what the earlier ones left.
"""

from collections.abc import Callable, Container
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp import steps as _steps
from nlp import tokens as _tokens  # noqa: F401  (registers the tokenizer)
from nlp.document import Document
from nlp.facts import Fact

STEPS = _steps.LAYERS
FINAL = _steps.FINAL
MOST_WORDS = 20_000
"""Words and numerals that spaCy may remember. It never forgets one by itself, so in a long run the pipeline
is made anew now and then; a memory zone for each document would do the same at three times the tokenizer's
cost."""
_TOKENIZER = {"nlp": {"tokenizer": {"@tokenizers": "doichieu.tokenizer.v1"}}}
_PREFIX = "doichieu_"


def _state(doc: Doc) -> _steps.State:
    state: _steps.State = doc.user_data.setdefault("doichieu", {})
    if "document" not in state:
        state["document"] = Document(text=doc.text, source="")
    if "shadow" not in state:
        # Not of `doc.text`, which spaCy puts together anew at each call.
        state.update(_steps.begin(state["document"]))
    return state


def _component(name: str, step: Callable[[_steps.State], None]) -> None:
    """Register a step; one that finds something lays its spans over the tokens."""

    @Language.component(f"{_PREFIX}{name}")
    def run(doc: Doc) -> Doc:
        state = _state(doc)
        step(state)
        if name in STEPS:
            spans = [doc.char_span(f.start, f.end, label=name, alignment_mode="expand") for f in state[name]]
            doc.spans[name] = [span for span in spans if span is not None]
        return doc


for _name, _step in _steps.STEPS.items():
    _component(_name, _step)


@cache
def pipeline() -> Language:
    """The one pipeline of this process, made on first use."""
    nlp = spacy.blank("vi", config=_TOKENIZER)
    for step in _steps.STEPS:
        nlp.add_pipe(f"{_PREFIX}{step}")
    nlp.max_length = 2**31 - 1
    return nlp


def extended() -> bool:
    """Whether somebody added a component of their own, so that facts have to come from the pipeline."""
    return pipeline.cache_info().currsize > 0 and any(
        not name.startswith(_PREFIX) for name in pipeline().pipe_names
    )


def read(document: Document) -> Doc:
    """Run the pipeline over a document; the layers are in `doc.spans`, the facts in `doc.user_data`."""
    nlp = pipeline()
    if len(nlp.vocab.strings) > MOST_WORDS and not extended():
        pipeline.cache_clear()
        nlp = pipeline()
    doc = nlp.make_doc(document.text)
    doc.user_data["doichieu"] = {"document": document}
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def facts_in(doc: Doc) -> list[Fact]:
    """All facts that the pipeline left in a doc, in text order."""
    return _steps.found_in(doc.user_data["doichieu"])


def facts_of(document: Document, kinds: Container[str] | None = None) -> list[Fact]:
    """All facts of a document, in text order; by the whole pipeline where somebody added to it."""
    return facts_in(read(document)) if extended() else _steps.facts_of(document, kinds)


raw_facts = _steps.raw_facts

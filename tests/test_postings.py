"""Queries over arrays of postings find what Whoosh finds when it looks at every passage."""

import random
from collections.abc import Iterator

import numpy as np
import pytest
from whoosh import query as q

from index.postings import Postings, Ranked, best, only
from index.search import Passage
from index.whoosh_room import WhooshRoom

WORDS = ["hộ", "ho", "nghèo", "ngheo", "xã", "tỉnh", "đạt", "giảm", "chỉ", "tiêu", "12/15", "5%", "và", "của"]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshRoom]:
    """Passages in several segments, some of them taken out again."""
    chance = random.Random(7)
    room = WhooshRoom(tmp_path_factory.mktemp("postings") / "room")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.whoosh_room._worn", lambda _segment: False)
        for generation, size in enumerate((260, 90, 30)):
            for n in range(size):
                text = " ".join(chance.choices(WORDS, k=chance.randint(1, 30)))
                facets = frozenset(
                    chance.sample(["year:2023", "year:2024", "place:an"], chance.randint(0, 2))
                )
                room.add([Passage(f"{generation}-{n}", 0, len(text), text, "", facets, True)])
            room.commit("store", generation)
        room.remove([f"0-{n}" for n in range(0, 260, 5)])
        room.commit("store", 9)
    yield room
    room.close()


def postings(room: WhooshRoom) -> Postings:
    """Anew, with nothing remembered."""
    return Postings(room._searcher)


def looked_at_one_by_one(room: WhooshRoom, query: q.Query) -> dict[int, float]:
    """What Whoosh's own matchers say of each passage."""
    assert room._searcher is not None
    found = {}
    for searcher, offset in room._searcher.leaf_searchers():
        at = query.matcher(searcher, room._searcher.context())
        while at.is_active():
            found[offset + at.id()] = at.score()
            at.next()
    return found


def term(word: str, boost: float = 1.0) -> q.Query:
    return q.Term("folded", word, boost=boost)


QUERIES = {
    "a word": term("ho"),
    "a word that counts less": term("ho", 0.05),
    "a word that is nowhere": term("nowhere"),
    "a word as typed": q.Term("exact", "hộ"),
    "a facet, which has no score by its rarity": q.Term("facets", "year:2023", boost=3.0),
    "all words": q.And([term("ngheo"), term("xa"), term("ho"), term("12/15")]),
    "all words, one of them nowhere": q.And([term("ngheo"), term("nowhere")]),
    "any word": q.Or([term("5%"), term("12/15"), term("nowhere")]),
    "a phrase": q.Phrase("folded", ["ho", "ngheo"], boost=0.05),
    "a phrase that stands nowhere": q.Phrase("folded", ["ho", "nowhere"]),
    "typed words that only add": q.AndMaybe(
        q.And([term("ho", 0.05), term("ngheo", 0.05)]),
        q.Or([q.Term("exact", "hộ"), q.Term("exact", "nghèo")]),
    ),
    "one word, which as typed adds": q.AndMaybe(q.And([term("ho")]), q.Or([q.Term("exact", "hộ")])),
    "a sign or its parts": q.Or([term("12/15"), q.Phrase("folded", ["12", "15"])]),
    "words, or a facet": q.Or([q.And([term("va"), term("cua")]), q.Term("facets", "place:an", boost=3.0)]),
}


@pytest.mark.parametrize("why", QUERIES)
def test_passages_and_scores_are_those_of_whoosh(room: WhooshRoom, why: str) -> None:
    found = postings(room).find(QUERIES[why])
    expected = looked_at_one_by_one(room, QUERIES[why])
    assert found.ids.tolist() == sorted(expected)
    assert found.scores == pytest.approx([expected[n] for n in sorted(expected)])


def test_several_segments_and_removed_passages_were_looked_at(room: WhooshRoom) -> None:
    assert room._searcher is not None
    assert len(room._searcher.leaf_searchers()) > 1
    assert room._searcher.reader().has_deletions()
    everything = postings(room).find(q.Every())
    assert len(everything.ids) == 260 + 90 + 30 - 52


@pytest.mark.parametrize("kept", [0, 500, 1_000_000])
def test_what_was_found_before_changes_nothing(
    room: WhooshRoom, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    # Scores that are remembered were once added to in place, so that a search counted twice.
    monkeypatch.setattr("index.postings.KEPT", kept)
    shared = postings(room)
    for why in random.Random(3).choices(list(QUERIES), k=60):
        again, fresh = shared.find(QUERIES[why]), postings(room).find(QUERIES[why])
        assert again.ids.tolist() == fresh.ids.tolist(), why
        assert again.scores.tolist() == fresh.scores.tolist(), why


def test_the_best_come_first_and_equal_ones_in_their_order() -> None:
    found = Ranked(np.array([1, 4, 6, 7, 9]), np.array([2.0, 3.0, 2.0000000001, 5.0, 2.0]))
    assert [n for _, n in best(found, 4)] == [7, 4, 1, 6]
    assert best(Ranked(found.ids[:0], found.scores[:0]), 4) == []


def test_passages_are_kept_or_left_out() -> None:
    found = Ranked(np.array([1, 4, 6, 9]), np.array([1.0, 2.0, 3.0, 4.0]))
    among = np.array([0, 4, 9])
    assert only(found, among).scores.tolist() == [2.0, 4.0]
    assert only(found, among, there=False).ids.tolist() == [1, 6]
    assert only(found, among[:0], there=False).ids.tolist() == [1, 4, 6, 9]

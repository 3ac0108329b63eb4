"""Administrative units named in a text, each with the chain of units above it."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from nlp.document import Document
from nlp.facts import LocalityMention, Span
from nlp.gazetteer import TYPE_LEVELS, Gazetteer, Unit, gazetteer, name_key
from nlp.place_names import PlaceName, data, place_names
from nlp.place_setting import FORMER, Setting, alive, fitting, setting_of

_LIST_HINT = re.compile(
    r"(?:các|những|hai|ba|bốn|năm|sáu|bảy|tám|\d+) ((?:huyện|xã|phường|quận|thị xã|thị trấn|tỉnh|thành phố)"
    r"(?:(?:, | và )(?:huyện|xã|phường|quận|thị xã|thị trấn|tỉnh|thành phố))*)"
    r"(?:(?: [^\W\d_]+){0,9}?(?:,? là|,? gồm|,? như):?|(?: [^\W\d_]+){0,4}:?) $"
)
_OF_COMMITTEE = {
    "thành": "thành phố", "huyện": "huyện", "thị": "thị xã", "quận": "quận", "tỉnh": "tỉnh"
}  # fmt: skip
_COMMITTEE = re.compile(r"(?<!\w)(thành|huyện|thị|quận|tỉnh) [uủ][yỷ] $")
_LIST_GAP = re.compile(r"(?:,|;| và|, và| cùng| hoặc| với| -| –)\s?(?:với )?$")
_BINDS = re.compile(r"\s?(?:,|\(| -| –| thuộc| của| ở| tại|, thuộc)\s?(?:địa bàn )?")


@dataclass(slots=True)
class _Mention:
    place: PlaceName
    unit: Unit | None
    above: list[str]
    label: str
    rule: str
    confidence: float


class _Reader:
    """Goes through the names in text order and says which unit each means."""

    def __init__(self, text: str, low: str, places: list[PlaceName], setting: Setting) -> None:
        self.text, self.low, self.places, self.setting = text, low, places, setting
        self.names = gazetteer()
        self.out: list[_Mention] = []
        self._communes: list[int] = []
        self.scope: Unit | None = setting.district
        self.meant: dict[str, Unit] = {}
        self._fits: dict[tuple[str | None, str], list[Unit]] = {}

    def read(self) -> list[_Mention]:
        """All mentions, villages last but in text order."""
        for at, place in enumerate(self.places):
            if place.village:
                self.out.append(_Mention(place, None, [], self._label(place), "village", 0.7))
                continue
            mention = self._typed(at, place) if place.kind else self._bare(at, place)
            if mention is None:
                continue
            self.out.append(mention)
            unit = mention.unit
            if unit is not None:
                self.meant[place.key] = unit
                if unit.level == "district":
                    self.scope = unit
                elif unit.level == "commune" and unit.parent_uid:
                    self.scope = self.names.unit(unit.parent_uid)
        self._villages()
        return self.out

    # -- typed names ----------------------------------------------------------------------------

    def _typed(self, at: int, place: PlaceName) -> _Mention | None:
        named = (place.kind, place.key)
        fits = self._fits.get(named)
        if fits is None:
            fits = self._fits[named] = fitting(place, self.setting, self.names)
        outer = self._outer(at, place)
        elsewhere = bool(fits) and self._elsewhere(fits, outer)
        if fits and not elsewhere:
            unit, sure = self._pick(fits, outer, place)
            if unit is None:
                return _Mention(place, None, [], self._label(place), "type and name, unit not clear", 0.4)
            label = unit.label if unit.type == place.kind else self._label(place)
            return _Mention(place, unit, self._above(unit), label, "type and name", 0.97 if sure else 0.8)
        if TYPE_LEVELS.get(place.kind or "") != ("commune",) and not self._was(place):
            return None
        absorbed = [u for u in self._was(place) if self._near(u)] or self._was(place)[:1]
        above = outer or self.scope or self.setting.district or (self.setting.home if elsewhere else None)
        if absorbed and place.kind in ("xã", "phường", "thị trấn"):
            above = self.names.parent(absorbed[0], self.setting.date) or above
        elif absorbed:
            above = self.names.parent(absorbed[0], self.setting.date)
        if above is None and not absorbed:
            return None
        parents = [u.label for u in self.names.chain(above, self.setting.date)] if above else []
        return _Mention(place, None, parents, self._label(place), "type and a name of former days", 0.6)

    def _elsewhere(self, fits: list[Unit], outer: Unit | None) -> bool:
        """Whether all of these communes lie far from all that the text names, so that it means none of them.

        Communes given up long ago are not in the gazetteer, while others of their name are.
        """
        home = self.setting.home
        if home is None or any(u.level != "commune" for u in fits):
            return False
        named = [u for u in (outer, *self.meant.values()) if u is not None and u.level != "commune"]
        return not any(self.names.inside(u, above) for u in fits for above in (home, *named))

    def _was(self, place: PlaceName) -> list[Unit]:
        name = self.text[place.name_start : place.end]
        return self.names.absorbed(place.kind or "", name)

    def _near(self, unit: Unit) -> bool:
        return self.setting.home is not None and self.names.inside(unit, self.setting.home)

    def _outer(self, at: int, place: PlaceName) -> Unit | None:
        """The unit named right behind as the one above: `xã A, huyện B`, `xã A (B)`."""
        end, found = place.end, None
        rank = _rank(place)
        for nxt in self.places[at + 1 : at + 4]:
            gap = self.low[end : nxt.start]
            if len(gap) > 24 or not _BINDS.fullmatch(gap):
                break
            higher = [u for u in nxt.units if _level_rank(u) > rank and nxt.kind in (None, u.type)]
            if not higher or (nxt.kind is None and "(" not in gap and "thuộc" not in gap and rank > 1):
                break
            beside = nxt.kind is None and "," in gap and not any(u.level == "province" for u in higher)
            if beside and any(u.level == "commune" and self._in_scope(u) for u in nxt.units):
                break
            best = sorted(higher, key=lambda u: (u.of_2025 != self.setting.later, not self._near(u)))[0]
            if found is None:
                found = best
                return found if best.level == "province" else self._narrow(higher, at + 1, nxt) or best
            end = nxt.end
        return found

    def _narrow(self, higher: list[Unit], at: int, nxt: PlaceName) -> Unit | None:
        province = None
        for far in self.places[at + 1 : at + 2]:
            gap = self.low[nxt.end : far.start]
            if len(gap) <= 12 and _BINDS.fullmatch(gap):
                province = next(
                    (u for u in far.units if u.level == "province" and u.of_2025 == self.setting.later), None
                )
        if province:
            return next((u for u in higher if self.names.inside(u, province)), None)
        return next((u for u in higher if self._near(u)), None)

    def _in_scope(self, unit: Unit) -> bool:
        above = unit.parent_uid
        return above is not None and above in {u.uid for u in (self.scope, self.setting.district) if u}

    def _pick(self, fits: list[Unit], outer: Unit | None, place: PlaceName) -> tuple[Unit | None, bool]:
        """The one unit of several with this name, and whether that is sure."""
        if outer is not None:
            inside = [u for u in fits if self.names.inside(u, outer)]
            if inside:
                return inside[0], True
        same = [u for u in fits if u.type == place.kind]
        if same and not self.setting.later:
            same = [u for u in same if not u.of_2025] or same
        pool = same or fits
        if self.setting.later and not FORMER.match(self.low, place.end):
            new = [u for u in pool if u.of_2025]
            at_home = [u for u in new if self._near(u)]
            pool = at_home or [u for u in pool if self._near(u)] or new or pool
        elif self.setting.later:
            pool = [u for u in pool if not u.of_2025] or pool
        scoped = [u for u in pool if self.scope and u.parent_uid == self.scope.uid]
        if scoped:
            return self._dated(scoped), True
        if place.key in self.meant and self.meant[place.key] in pool:
            return self.meant[place.key], True
        if self.setting.district:
            scoped = [u for u in pool if u.parent_uid == self.setting.district.uid]
            if scoped:
                return self._dated(scoped), True
        home = [u for u in pool if self._near(u)]
        if home:
            named = [u for u in home if u.parent_uid in {m.uid for m in self.meant.values()}]
            return self._dated(named or home), len({u.parent_uid for u in home}) == 1
        provinces = [u for u in pool if u.level == "province"]
        if provinces:
            return self._dated(provinces), True
        if len({u.parent_uid for u in pool}) == 1:
            return self._dated(pool), True
        named = [u for u in pool if any(self.names.inside(u, m) for m in self.meant.values())]
        return (self._dated(named), False) if named else (None, False)

    def _dated(self, pool: list[Unit]) -> Unit:
        living = [u for u in pool if alive(u, self.setting.date, self.names)]
        return (living or pool)[0]

    # -- bare names -----------------------------------------------------------------------------

    def _bare(self, at: int, place: PlaceName) -> _Mention | None:
        d = data()
        follows = self.text[place.end : place.end + 2]
        if follows[:1] in ".@" and follows[1:].islower():  # a file or an address
            return None
        if not place.units or (place.after and place.after not in d["after_bare"] and not place.caps):
            return None
        if place.before and not self._plain_before(place):
            return None
        if place.blocked in d["person_titles"]:
            return None
        committee = _COMMITTEE.search(self.low, max(0, place.start - 10), place.start)
        if committee:  # `Thành ủy Mỹ Tho` says what sort of unit it is
            of_type = [u for u in place.units if u.type == _OF_COMMITTEE[committee[1]]]
            unit = self._pick(of_type, self._outer(at, place), place)[0] if of_type else None
            if unit is not None:
                return self._mention(place, unit, "named by its party committee", 0.93)
        provinces = [u for u in place.units if u.level == "province" and u.of_2025 == self.setting.later]
        provinces = provinces or [u for u in place.units if u.level == "province"]
        last = self.out[-1].unit if self.out else None
        chained = last is not None and any(self.names.inside(last, p) for p in provinces)
        listed = None if chained and place.kind is None else self._listed(place)  # Quế Võ, Bắc Ninh
        if listed:
            level, same_kind = listed
            fits = [u for u in place.units if u.level in level]
            if fits and not place.blocked:
                fits.sort(
                    key=lambda u: (
                        u.type not in same_kind,
                        not self._near(u),
                        u.of_2025 != self.setting.later,
                    )
                )
                unit, sure = self._pick(
                    [u for u in fits if u.type in same_kind] or fits, self._outer(at, place), place
                )
                if unit is not None and (self._near(unit) or sure):
                    return self._mention(place, unit, "in a list after its type word", 0.93)
        introduced = self.setting.typed.get(place.key, [])
        if provinces and place.blocked not in d["feature_words"]:
            city = [u for u in introduced if u.level == "district"]
            typed_province = any(u.level == "province" for u in introduced)
            outer = self._outer(at, place)
            elsewhere = self.setting.home is not None and self.setting.home not in provinces
            of_city = city and not typed_province and elsewhere
            if not of_city and not (outer and any(self.names.inside(u, outer) for u in city)):
                return self._mention(place, self._dated(provinces), "province by name", 0.95)
        if place.blocked:
            near = [u for u in place.units if u.level == "district" and self._near(u)]
            if place.blocked in d["feature_words"] or not (near or introduced):
                return None
        if introduced:
            fits = sorted(introduced, key=lambda u: (not self._near(u), _level_rank(u) < 1))
            known = self.meant.get(place.key)
            unit = known if known in fits else self._pick(fits, self._outer(at, place), place)[0]
            if unit is not None and (" " in place.key or place.key not in d["surnames"]):
                if place.caps and unit.level == "commune":
                    return None
                return self._mention(place, unit, "introduced with its type word", 0.93)
        if " " not in place.key or place.key in d["ordinary"]:
            return None
        surname = place.key.split(" ")[0] in d["surnames"]
        districts = [u for u in place.units if u.level == "district" and self._near(u) and not u.of_2025]
        if districts and not self.setting.later and not (place.caps and place.start > 300):
            return self._mention(place, self._dated(districts), "district of the home province", 0.85)
        outer = self._outer(at, place)
        communes = [
            u
            for u in place.units
            if u.level == "commune"
            and (self._in_scope(u) or (outer is not None and self.names.inside(u, outer)))
        ]
        if not communes and self.setting.later and self.setting.home:
            communes = [u for u in place.units if u.of_2025 and u.level == "commune" and self._near(u)]
            surname = surname or len(place.key.split()) < 2
        if (
            communes
            and not place.blocked
            and not place.caps
            and (not surname or outer is not None or self._beside(at, place))
        ):
            return self._mention(place, communes[0], "commune of the district in scope", 0.75)
        return None

    def _plain_before(self, place: PlaceName) -> bool:
        """Whether the capitalised words before a bare name may stand before a place's name."""
        d = data()
        if place.before[0] in d["surnames"] and not place.caps:
            return False
        last = place.before[-1]
        if last in d["before_bare"] or place.caps:
            return True
        start = place.start - len(last) - 1
        return self.text[start : place.start].strip().isupper() and len(last) > 1

    def _beside(self, at: int, place: PlaceName) -> bool:
        """Whether a recognised commune stands right beside it in a list."""
        last = self.out[-1] if self.out else None
        return bool(
            last
            and last.unit
            and last.unit.level == "commune"
            and _LIST_GAP.fullmatch(self.low[last.place.end : place.start])
        )

    def _listed(self, place: PlaceName) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Levels and types that a list gives a bare name in it."""
        last = self.out[-1] if self.out else None
        if last and not last.place.village and 0 < place.start - last.place.end <= 6:
            gap = self.low[last.place.end : place.start]
            if _LIST_GAP.fullmatch(gap) and last.unit is not None and last.unit.level != "province":
                if last.unit.level == "commune" and not any(u.level == "commune" for u in place.units):
                    return None
                kinds = ("xã", "phường", "thị trấn") if last.unit.level == "commune" else (last.unit.type,)
                return (last.unit.level,), kinds
        hint = _LIST_HINT.search(self.low, max(0, place.start - 90), place.start)
        if hint:
            types = tuple(re.split(r", | và ", hint[1]))
            return tuple(dict.fromkeys(level for t in types for level in TYPE_LEVELS[t])), types
        return None

    def _mention(self, place: PlaceName, unit: Unit, rule: str, confidence: float) -> _Mention:
        return _Mention(place, unit, self._above(unit), unit.label, rule, confidence)

    # -- villages -------------------------------------------------------------------------------

    def _villages(self) -> None:
        """Give each village its commune: the one named right behind, else in its paragraph."""
        best: dict[str, tuple[int, _Mention]] = {}
        self._communes = [i for i, mention in enumerate(self.out) if _is_commune(mention)]
        for at, mention in enumerate(self.out):
            if not mention.place.village:
                continue
            here = self._commune_of(at)
            if here and (mention.label.lower() not in best or best[mention.label.lower()][0] < here[0]):
                best[mention.label.lower()] = here
        for mention in self.out:
            if mention.place.village and mention.label.lower() in best:
                commune = best[mention.label.lower()][1]
                mention.above = [commune.label, *commune.above]
                mention.unit = None

    def _commune_of(self, at: int) -> tuple[int, _Mention] | None:
        place = self.out[at].place
        for other in self.out[at + 1 : at + 3]:
            if other.place.village:
                continue
            gap = self.low[place.end : other.place.start]
            if len(gap) <= 24 and _is_commune(other) and re.fullmatch(r"[^.;\n]*", gap) and _BINDS.match(gap):
                return 4, other
            break
        nth = bisect_left(self._communes, at)  # a village is no commune, so that `at` is not among them
        before = self.out[self._communes[nth - 1]] if nth else None
        after = self.out[self._communes[nth]] if nth < len(self._communes) else None
        if before and "\n" not in self.low[before.place.end : place.start]:
            return 3, before
        if after and "\n" not in self.low[place.end : after.place.start]:
            return 2, after
        return (1, before) if before else (0, after) if after else None

    # -- words ----------------------------------------------------------------------------------

    def _label(self, place: PlaceName) -> str:
        name = " ".join(self.text[place.name_start : place.end].split())
        if name.isupper() and len(name) > 3 and place.caps:
            name = " ".join(w.capitalize() for w in name.split())
        return f"{place.kind} {name}"

    def _above(self, unit: Unit) -> list[str]:
        return [u.label for u in self.names.chain(unit, self.setting.date)[1:]]


def _is_commune(mention: _Mention) -> bool:
    if mention.unit is not None:
        return mention.unit.level == "commune"
    return not mention.place.village and TYPE_LEVELS.get(mention.place.kind or "") == ("commune",)


def _level_rank(unit: Unit) -> int:
    return {"commune": 0, "district": 1, "province": 2}[unit.level]


def _rank(place: PlaceName) -> int:
    levels = TYPE_LEVELS.get(place.kind or "", ("commune",))
    return {"commune": 0, "district": 1, "province": 2}[levels[-1]]


def find_localities(document: Document, shadow: str, sentences: list[Span]) -> list[LocalityMention]:
    """Every mention of an administrative unit, in text order.

    Example:
        >>> from nlp.shadow import shadow
        >>> d = Document(text="Thôn Đông, xã Hướng Đạo (Tam Dương, Vĩnh Phúc)", source="")
        >>> find_localities(d, shadow(d.text), [])[0].canonical
        'thôn Đông, xã Hướng Đạo, huyện Tam Dương, tỉnh Vĩnh Phúc'
    """
    places = place_names(document.text, shadow)
    if not places:
        return []
    setting = setting_of(document, shadow, places)
    mentions = _Reader(document.text, shadow, places, setting).read()
    return _facts(document.text, mentions, sentences)


def _facts(text: str, mentions: list[_Mention], sentences: list[Span]) -> list[LocalityMention]:
    names = gazetteer()
    out = []
    at = 0
    seen: dict[str, tuple[Unit | None, str | None]] = {}
    for mention in mentions:
        place, unit = mention.place, mention.unit
        while at + 1 < len(sentences) and sentences[at].end <= place.start:
            at += 1
        sentence = (
            sentences[at]
            if at < len(sentences) and sentences[at].start <= place.start < sentences[at].end
            else None
        )
        after, after_canonical = _after(unit, names, seen)
        level = unit.level if unit else "village" if place.village else TYPE_LEVELS[place.kind or ""][-1]
        canonical = ", ".join([mention.label, *mention.above])
        out.append(
            LocalityMention(
                start=place.start,
                end=place.end,
                text=text[place.start : place.end],
                level=level,
                canonical=canonical,
                locality=mention.label,
                locality_canonical=canonical,
                locality_code=(unit.code or None) if unit else None,
                locality_2025=after_canonical,
                locality_2025_code=after.code if after else None,
                sentence=text[sentence.start : sentence.end] if sentence else None,
                sentence_start=sentence.start if sentence else None,
                rule=mention.rule,
                cues=(place.kind,) if place.kind else (),
                inferred=("canonical",) if mention.above else (),
                confidence=mention.confidence,
            )
        )
    return out


def _after(
    unit: Unit | None, names: Gazetteer, seen: dict[str, tuple[Unit | None, str | None]]
) -> tuple[Unit | None, str | None]:
    """The unit of July 2025 with its chain, asked once for each unit."""
    if unit is None:
        return None, None
    if unit.uid not in seen:
        after = names.successor(unit)
        seen[unit.uid] = after, names.canonical(after) if after else None
    return seen[unit.uid]


def place_key(label: str) -> str:
    """The key of a place's label, type word included, for comparing two of them."""
    return name_key(label)

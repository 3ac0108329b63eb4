"""Directives told more than once: a short mention takes over what the fuller one tells."""

from dataclasses import replace

from nlp.facts import Directive


def told_again(found: list[Directive]) -> list[Directive]:
    """Fill issuer, date and unit of a mention from the fuller one of the same type and number.

    `Nghị định 168 …` beside `Nghị định số 168/2024/NĐ-CP`. Mentions whose signs differ stay apart, and
    so do those whose number two bodies gave.
    """
    groups: dict[tuple[str, str], list[Directive]] = {}
    for one in found:
        if one.number:
            groups.setdefault((one.type, one.number), []).append(one)
    full: dict[tuple[str, str], Directive] = {}
    for key, same in groups.items():
        bodies = {d.issuer for d in same if d.issuer}
        signs = {d.symbol for d in same if d.symbol}
        if len(same) > 1 and len(bodies) == 1 and len(signs) < 2:
            told = next(d for d in same if d.issuer)
            date = next((d.date for d in same if d.date and len(d.date) == 10), told.date)
            full[key] = replace(told, date=date)
    out = []
    for one in found:
        known = full.get((one.type, one.number)) if one.number else None
        if known is not None:
            one = replace(
                one,
                issuer=known.issuer,
                locality=one.locality or known.locality,
                date=one.date if one.date and len(one.date) == 10 else known.date,
            )
        out.append(one)
    return out

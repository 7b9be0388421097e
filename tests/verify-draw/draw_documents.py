"""The JSON documents of a draw: their fields, types and limits (docs/draw.md, "The commitment" and "The files")."""

import datetime
import hashlib
import json
import re
from types import SimpleNamespace

DOCUMENT_LIMIT_BYTES = 1 << 20
# A place that is not taken needs about 95 bytes, so this holds 350,000 of them.
REDRAWS_LIMIT_BYTES = 32 << 20
LARGEST_NUMBER = (1 << 31) - 1
LARGEST_ROUND = (1 << 63) - 1
DEEPEST = 8
_MISSING = object()
_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])(\.[0-9]{1,7})?(Z|\+00:00)")


class Differs(Exception):
    """The first difference between the file and the rules."""


def differ(where, expected, found):
    raise Differs(f"{where}: expected {expected}, found {found}")


def show(value):
    """One short line of ASCII for any value of a document."""
    if value is _MISSING:
        return "nothing"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, str):
        return json.dumps(value if len(value) <= 160 else value[:160] + "...")
    text = json.dumps(value)
    return text if len(text) <= 80 else text[:80] + "..."


def must_equal(where, expected, found):
    if type(expected) is not type(found) or expected != found:
        differ(where, show(expected), show(found))


def _object_without_duplicates(pairs):
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a field appears twice")
    return result


def _refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


def _whole_number(digits):
    # Python refuses to read numbers of thousands of digits; in a field that nobody reads they are allowed.
    return int(digits) if len(digits) <= 20 else float("inf")


def _must_not_be_deep(value, where):
    level = [value]
    for _ in range(DEEPEST + 1):
        level = [
            item for parent in level if isinstance(parent, (dict, list))
            for item in [None, *(parent.values() if isinstance(parent, dict) else parent)]]
    if level:
        differ(where, "a JSON document", f"one with more than {DEEPEST} levels")


def parse_object(data, where):
    try:
        document = json.loads(
            data.decode("utf-8"), object_pairs_hook=_object_without_duplicates, parse_constant=_refuse_constant,
            parse_int=_whole_number)
    except RecursionError:
        differ(where, "a JSON document", "one that is nested too deeply")
    except UnicodeDecodeError:
        differ(where, "a JSON document", "bytes that are not UTF-8")
    except ValueError as error:
        differ(where, "a JSON document", f"something else ({show(str(error))})")
    if not isinstance(document, dict):
        differ(where, "a JSON object", show(document))
    _must_not_be_deep(document, where)
    return document


def field(parent, name, where):
    """The value of a field and the name that a difference shows for it."""
    if not isinstance(parent, dict):
        differ(where, "an object", show(parent))
    return parent.get(name, _MISSING), f"{where}.{name}"


def text(parent, name, where):
    value, path = field(parent, name, where)
    # A half of a surrogate pair is no character.
    if not isinstance(value, str) or not value or re.search("[\ud800-\udfff]", value):
        differ(path, "a text", show(value))
    return value


def must_be_missing_or_null(parent, name, where):
    value, path = field(parent, name, where)
    if value is not _MISSING and value is not None:
        differ(path, "null", show(value))


def number(parent, name, where, lowest=0, highest=LARGEST_NUMBER):
    value, path = field(parent, name, where)
    if type(value) is not int or not lowest <= value <= highest:
        differ(path, f"a whole number from {lowest} to {highest}", show(value))
    return value


def items(parent, name, where, optional=False):
    value, path = field(parent, name, where)
    if optional and (value is _MISSING or value is None):
        return []
    if not isinstance(value, list):
        differ(path, "a list", show(value))
    return [(item, f"{path}[{index}]") for index, item in enumerate(value)]


def hex_bytes(parent, name, where, *lengths, optional=False):
    """The bytes of a hexadecimal field; 32 without a length."""
    lengths = lengths or (32,)
    value, path = field(parent, name, where)
    if optional and value is None:
        return None
    if not isinstance(value, str) or not re.fullmatch("[0-9a-f]*", value) or len(value) not in [
            2 * length for length in lengths]:
        differ(path, f"{' or '.join(map(str, lengths))} bytes in lower-case hexadecimal", show(value))
    return bytes.fromhex(value)


def must_be_time(parent, name, where):
    value, path = field(parent, name, where)
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    try:
        datetime.datetime.fromisoformat(match.group(1) if match else "")
    except ValueError:
        differ(path, "a time in ISO 8601, UTC", show(value))


def province_code(parent, where):
    value, path = field(parent, "province", where)
    if not isinstance(value, str) or not re.fullmatch("[1-9][0-9]", value) or value == "10":
        differ(path, "a province code of two digits", show(value))
    return int(value)


def parse_quotas(document, where):
    """Province to (places, {tier: limit})."""
    quotas = {}
    for quota, path in items(document, "quotas", where):
        province = province_code(quota, path)
        if province in quotas:
            differ(f"{path}.province", "each province once", f'"{province:02}" again')
        places = number(quota, "places", path)
        limits = {}
        for limit, limit_path in items(quota, "tiers", path, optional=True):
            tier = number(limit, "tier", limit_path, 1, 255)
            if tier in limits:
                differ(f"{limit_path}.tier", "each tier once", f"{tier} again")
            limits[tier] = number(limit, "places", limit_path)
        quotas[province] = (places, limits)
    return quotas


def parse_commitment(data):
    where = "commitment"
    document = parse_object(data, where)
    must_equal(f"{where}.format", "prakerja-commitment-1", field(document, "format", where)[0])
    result = SimpleNamespace(digest=hashlib.sha256(data).digest())
    result.wave = number(document, "wave", where)
    must_be_time(document, "closedAt", where)
    result.entries = number(document, "entries", where)
    result.root = hex_bytes(document, "root", where)
    result.recipients_per_household = number(document, "recipientsPerHousehold", where)
    result.quotas = parse_quotas(document, where)
    result.planned_seed_hash, result.self_witnessed = None, False
    if document.get("plannedSeedHash") is not None:
        result.planned_seed_hash = hex_bytes(document, "plannedSeedHash", where)
    else:
        _parse_sources_of_seed(document, where, result)
    return result


def _parse_sources_of_seed(document, where, result):
    result.programme_hash = hex_bytes(document, "programmeHash", where)
    result.witnesses = []
    for witness, path in items(document, "witnesses", where):
        name = text(witness, "name", path)
        if any(name == other for other, _ in result.witnesses):
            differ(f"{path}.name", "each witness once", f"{show(name)} again")
        result.witnesses.append((name, hex_bytes(witness, "hash", path)))
    beacon, path = field(document, "beacon", where)
    result.beacon_kind = None
    if beacon is not None:
        result.beacon_kind = text(beacon, "kind", path)
        if result.beacon_kind == "drand":
            must_be_missing_or_null(beacon, "source", path)
            hex_bytes(beacon, "chain", path)
            number(beacon, "round", path, 1, LARGEST_ROUND)
        elif result.beacon_kind == "typed":
            must_be_missing_or_null(beacon, "chain", path)
            must_be_missing_or_null(beacon, "round", path)
            text(beacon, "source", path)
        else:
            differ(f"{path}.kind", '"drand" or "typed"', show(result.beacon_kind))
    rule, path = field(document, "ifMissing", where)
    if rule not in ("wait", "drawWithout"):
        differ(path, '"wait" or "drawWithout"', show(rule))
    result.may_miss = rule == "drawWithout"
    must_be_time(document, "revealUntil", where)
    alone = result.self_witnessed = not result.witnesses and result.beacon_kind is None
    must_equal(f"{where}.selfWitnessed", alone, field(document, "selfWitnessed", where)[0])


def parse_draw(data, planned):
    """The draw document. With `planned` the fields of the seed are unused, apart from the seed itself."""
    where = "draw document"
    document = parse_object(data, where)
    must_equal(f"{where}.format", "prakerja-draw-1", field(document, "format", where)[0])
    result = SimpleNamespace(where=where)
    result.wave = number(document, "wave", where)
    result.commitment = hex_bytes(document, "commitment", where)
    result.programme_secret = hex_bytes(document, "programmeSecret", where, optional=True)
    result.reveals, result.beacon = [], None
    if not planned:
        for reveal, path in items(document, "reveals", where):
            name = text(reveal, "name", path)
            result.reveals.append((name, hex_bytes(reveal, "secret", path, optional=True)))
        beacon, path = field(document, "beacon", where)
        if beacon is not None:
            randomness = hex_bytes(beacon, "randomness", path)
            signature = hex_bytes(beacon, "signature", path, 48, 96, optional=True)
            value, _ = field(beacon, "value", path)
            result.beacon = (randomness, signature, None if value is None else text(beacon, "value", path))
    result.seed = hex_bytes(document, "seed", where)
    result.cells = []
    for cell, path in items(document, "cells", where):
        last = hex_bytes(cell, "lastTicket", path, 16, optional=True)
        result.cells.append({
            "province": f"{province_code(cell, path):02}",
            "tier": number(cell, "tier", path, 1, 255),
            "entries": number(cell, "entries", path),
            "selected": number(cell, "selected", path),
            "lastTicket": last and last.hex(),
        })
    return result

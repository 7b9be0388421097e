"""The rules of a draw over the records of a file (docs/draw.md, "The roll" to "The selection")."""

import hashlib
from array import array
from types import SimpleNamespace

from draw_documents import differ, must_equal

RECORD_BYTES = 36
RESULT_BYTES = 41
TAKES_PART = 0
HOUSEHOLD_FULL = 1
QUOTA_EXHAUSTED = 7
REASONS = frozenset((0, 2, 3, 4, 5, 6))
_STEP = 1 << 17


class Records:
    """The records as one block of bytes: 36 bytes each in a roll, 41 in a result."""

    def __init__(self, data, stride):
        self.data, self.stride = data, stride
        self.count = len(data) // stride

    def pseudonym(self, index):
        start = index * self.stride
        return self.data[start:start + 16]

    def name(self, index):
        return f"record {index + 1} (pseudonym {self.pseudonym(index).hex()})"

    def byte(self, index, offset):
        return self.data[index * self.stride + offset]

    def find(self, pseudonym):
        """The index of a pseudonym, or None."""
        low, high = 0, self.count
        while low < high:
            middle = (low + high) // 2
            if self.pseudonym(middle) < pseudonym:
                low = middle + 1
            else:
                high = middle
        return low if low < self.count and self.pseudonym(low) == pseudonym else None


def check_records(records, recipients_per_household, progress):
    """Checks each record alone and against the one before it."""
    data, before = records.data, b""
    for index in range(records.count):
        if not index % _STEP:
            progress("records", index, records.count)
        start = index * records.stride
        pseudonym = data[start:start + 16]
        if pseudonym <= before:
            differ(f"record {index + 1}, pseudonym", f"more than {before.hex()}", pseudonym.hex())
        before = pseudonym
        room, province, tier, reason = data[start + 32:start + 36]
        if reason not in REASONS:
            differ(f"{records.name(index)}, reason", "0, 2, 3, 4, 5 or 6", reason)
        if not 11 <= province <= 99:
            differ(f"{records.name(index)}, province", "a number from 11 to 99", province)
        if tier < 1:
            differ(f"{records.name(index)}, tier", "a number from 1 to 255", tier)
        if room > recipients_per_household:
            differ(f"{records.name(index)}, room", f"at most {recipients_per_household}", room)


def number_households(records, progress):
    """A number for the household of each record; the room must be equal in a household."""
    progress("households", 0, records.count)
    data, stride = records.data, records.stride
    keys = [data[i * stride + 16:i * stride + 32] + i.to_bytes(4, "big") for i in range(records.count)]
    keys.sort()
    households = array("I", bytes(4 * records.count))
    number, tag, room = -1, None, None
    first, expected = records.count, None
    for key in keys:
        index = int.from_bytes(key[16:], "big")
        if key[:16] != tag:
            number, tag, room = number + 1, key[:16], records.byte(index, 32)
        elif records.byte(index, 32) != room and index < first:
            first, expected = index, room
        households[index] = number
    if first < records.count:
        differ(f"{records.name(first)}, room", f"{expected} as in its household", records.byte(first, 32))
    return households


def merkle_root(records, progress):
    """The Merkle tree hash of RFC 6962: complete subtrees wait on a stack, the largest first."""
    sha256, data, stride, stack = hashlib.sha256, records.data, records.stride, []
    for index in range(records.count):
        if not index % _STEP:
            progress("root", index, records.count)
        start = index * stride
        node = sha256(b"\0" + data[start:start + RECORD_BYTES]).digest()
        size = index + 1
        while not size & 1:
            node = sha256(b"\1" + stack.pop() + node).digest()
            size >>= 1
        stack.append(node)
    if not stack:
        return sha256(b"").digest()
    node = stack.pop()
    while stack:
        node = sha256(b"\1" + stack.pop() + node).digest()
    return node


def order_of_selection(records, seed, progress):
    """Keys of tier, ticket and index. The index orders equal tickets: records are sorted by pseudonym."""
    sha256, data, stride, keys = hashlib.sha256, records.data, records.stride, []
    for index in range(records.count):
        if not index % _STEP:
            progress("tickets", index, records.count)
        start = index * stride
        if data[start + 35] == TAKES_PART:
            ticket = sha256(seed + data[start:start + 16]).digest()[:16]
            keys.append(data[start + 34:start + 35] + ticket + index.to_bytes(4, "big"))
    keys.sort()
    return keys


class Counters:
    """The selected of each province, cell and household, and the two checks of the selection."""

    def __init__(self, records, households, quotas):
        self.records, self.households, self.quotas = records, households, quotas
        self.of_province, self.of_cell = {}, {}
        self.of_household = array("I", bytes(4 * records.count))

    def household_is_full(self, index):
        return self.of_household[self.households[index]] >= self.records.byte(index, 32)

    def quota_is_exhausted(self, province, tier):
        if province not in self.quotas:
            return True
        places, limits = self.quotas[province]
        if self.of_province.get(province, 0) >= places:
            return True
        return tier in limits and self.of_cell.get((province, tier), 0) >= limits[tier]

    def add(self, index, change):
        province, tier = self.records.byte(index, 33), self.records.byte(index, 34)
        self.of_province[province] = self.of_province.get(province, 0) + change
        self.of_cell[province, tier] = self.of_cell.get((province, tier), 0) + change
        self.of_household[self.households[index]] += change


def select(records, households, quotas, seed, progress):
    """Repeats the selection: outcome and rank of each record, the cells, the order and the counters."""
    keys = order_of_selection(records, seed, progress)
    outcomes = bytearray(records.data[35::records.stride])
    ranks = array("I", bytes(4 * records.count))
    order = array("I", bytes(4 * len(keys)))
    entries, last = {}, {}
    counters = Counters(records, households, quotas)
    for place, key in enumerate(keys):
        if not place % _STEP:
            progress("selection", place, len(keys))
        index = order[place] = int.from_bytes(key[17:], "big")
        province, tier = records.byte(index, 33), key[0]
        cell = province, tier
        ranks[index] = entries[cell] = entries.get(cell, 0) + 1
        if counters.household_is_full(index):
            outcomes[index] = HOUSEHOLD_FULL
        elif counters.quota_is_exhausted(province, tier):
            outcomes[index] = QUOTA_EXHAUSTED
        else:
            counters.add(index, 1)
            last[cell] = key[1:17].hex()
    cells = [
        {"province": f"{cell[0]:02}", "tier": cell[1], "entries": entries[cell],
         "selected": counters.of_cell.get(cell, 0), "lastTicket": last.get(cell)}
        for cell in sorted(entries)]
    return SimpleNamespace(outcomes=outcomes, ranks=ranks, cells=cells, order=order, counters=counters)


def check_results(records, selection, progress):
    data, stride = records.data, records.stride
    for index in range(records.count):
        if not index % _STEP:
            progress("results", index, records.count)
        start = index * stride + RECORD_BYTES
        if data[start] != selection.outcomes[index]:
            differ(f"{records.name(index)}, outcome", selection.outcomes[index], data[start])
        rank = int.from_bytes(data[start + 1:start + 5], "big")
        if rank != selection.ranks[index]:
            differ(f"{records.name(index)}, rank", selection.ranks[index], rank)


def check_cells(expected, found):
    for index, (right, cell) in enumerate(zip(expected, found)):
        for name, value in right.items():
            must_equal(f"draw document.cells[{index}].{name}", value, cell[name])
    if len(expected) != len(found):
        differ("draw document.cells", f"{len(expected)} cells", f"{len(found)} cells")

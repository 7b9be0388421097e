"""The document of the redraws (docs/draw.md, "Places that are not taken")."""

from array import array

from draw_documents import differ, field, hex_bytes, items, must_equal, number, parse_object, show
from draw_rules import HOUSEHOLD_FULL

ALREADY_A_RECIPIENT = 4


class Redraws:
    """The state of the selection while the rounds are repeated."""

    def __init__(self, records, selection):
        self.records, self.counters = records, selection.counters
        self.selected = bytearray(outcome == 0 for outcome in selection.outcomes)
        self.ever_selected = bytearray(self.selected)
        self.closed_households = set()
        self.place = array("I", bytes(4 * records.count))
        self.order_of_cell = {}
        for place, index in enumerate(selection.order):
            self.place[index] = place
            cell = records.byte(index, 33), records.byte(index, 34)
            self.order_of_cell.setdefault(cell, array("I")).append(index)
        self.tiers = sorted({tier for _, tier in self.order_of_cell})

    def remove(self, index, reason):
        self.selected[index] = 0
        self.counters.add(index, -1)
        if reason == HOUSEHOLD_FULL:
            self.closed_households.add(self.counters.households[index])

    def next_after(self, index, starts):
        """The index of the next record, or None. Within a round a record that failed a check fails it again."""
        province, lowest = self.records.byte(index, 33), self.records.byte(index, 34)
        for tier in self.tiers:
            cell = province, tier
            if tier < lowest or cell not in self.order_of_cell or self.counters.quota_is_exhausted(province, tier):
                continue
            candidates = self.order_of_cell[cell]
            for position in range(starts.get(cell, 0), len(candidates)):
                starts[cell] = position + 1
                if self._may_be_selected(candidates[position]):
                    return candidates[position]
        return None

    def _may_be_selected(self, index):
        return (not self.ever_selected[index]
                and self.counters.households[index] not in self.closed_households
                and not self.counters.household_is_full(index))

    def add(self, index):
        self.selected[index] = self.ever_selected[index] = 1
        self.counters.add(index, 1)


def check_redraws(data, commitment, records, selection):
    """Checks the document and returns the number of its rounds."""
    where = "redraws"
    document = parse_object(data, where)
    must_equal(f"{where}.format", "prakerja-redraws-1", field(document, "format", where)[0])
    must_equal(f"{where}.wave", commitment.wave, field(document, "wave", where)[0])
    must_equal(f"{where}.commitment", commitment.digest.hex(), field(document, "commitment", where)[0])
    state = Redraws(records, selection)
    rounds = items(document, "rounds", where)
    for count, (item, path) in enumerate(rounds, 1):
        must_equal(f"{path}.round", count, field(item, "round", path)[0])
        _check_round(item, path, state)
    return len(rounds)


def _check_round(item, path, state):
    removed = []
    for winner, winner_path in items(item, "notTaken", path):
        pseudonym = hex_bytes(winner, "pseudonym", winner_path, 16)
        reason = number(winner, "reason", winner_path)
        if reason not in (HOUSEHOLD_FULL, ALREADY_A_RECIPIENT):
            differ(f"{winner_path}.reason", "1 or 4", reason)
        index = state.records.find(pseudonym)
        if index is None or not state.selected[index]:
            differ(f"{winner_path}.pseudonym", "one that is selected", pseudonym.hex())
        if removed and state.place[removed[-1]] > state.place[index]:
            differ(f"{winner_path}.pseudonym", "the order of tier, ticket and pseudonym", pseudonym.hex())
        state.remove(index, reason)
        removed.append(index)
    expected, starts = [], {}
    for index in removed:
        chosen = state.next_after(index, starts)
        if chosen is not None:
            state.add(chosen)
            expected.append(state.records.pseudonym(chosen).hex())
    found = [(value, value_path) for value, value_path in items(item, "selected", path)]
    for right, (value, value_path) in zip(expected, found):
        must_equal(value_path, right, value)
    if len(found) > len(expected):
        differ(found[len(expected)][1], "nobody", show(found[len(expected)][0]))
    if len(found) < len(expected):
        differ(f"{path}.selected[{len(found)}]", show(expected[len(found)]), "nobody")

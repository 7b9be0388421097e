"""Tests of verify_draw.py: a right file passes, and every kind of damage is named. Run: python3 test_verify_draw.py"""

import contextlib
import io
import json
import os
import struct
import tempfile
import unittest

import verify_draw
from draw_rules import Counters, Records, number_households, order_of_selection
from draw_samples import Sample, applicant, quota, sha


def quiet(*_):
    pass


def people():
    """Two provinces with a quota, one without, three tiers, all reasons, households with room 0, 1 and 2."""
    result = [applicant(i, province=(32, 33)[i % 2], tier=1 + i % 3) for i in range(24)]
    result += [applicant(30 + i, household=100, room=i // 9, tier=1 + i % 2) for i in range(3)]
    result += [applicant(40 + i, household=101, room=1, tier=1 + i % 2) for i in range(3)]
    result += [applicant(50 + i, household=102, room=2, tier=1 + i % 2) for i in range(4)]
    result += [applicant(60 + i, reason=2 + i) for i in range(5)]
    return result + [applicant(70 + i, province=11, tier=1 + i) for i in range(2)]


def sample(**options):
    return Sample(people(), [quota(32, 9, t1=4), quota(33, 50)], **options)


class VerifierTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, data):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(data)
        return path

    def run_with(self, *arguments):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = verify_draw.main(list(arguments))
        line = out.getvalue() + err.getvalue()
        self.assertEqual(1, line.count("\n"), line)
        self.assertLess(len(line), 400)
        self.assertTrue(line.isascii(), line)
        return code, line

    def verify(self, data, redraws=None):
        arguments = [self.write("file", data)]
        if redraws is not None:
            data = redraws if isinstance(redraws, bytes) else json.dumps(redraws).encode()
            arguments += ["--redraws", self.write("redraws", data)]
        return self.run_with(*arguments)

    def passes(self, data, redraws=None):
        code, line = self.verify(data, redraws)
        self.assertEqual((0, "OK: "), (code, line[:4]), line)

    def differs(self, data, *words, redraws=None):
        code, line = self.verify(data, redraws)
        self.assertEqual((1, "DIFFERS: "), (code, line[:9]), line)
        for word in words:
            self.assertIn(word, line)


class RightFiles(VerifierTest):
    def test_every_kind_of_draw_passes(self):
        kinds = [
            {}, {"beacon": "typed"}, {"beacon": None}, {"witnesses": (), "beacon": None}, {"planned": True},
            {"missing": ("university",), "if_missing": "drawWithout"},
            {"missing": ("ombudsman", "university", "beacon"), "if_missing": "drawWithout"}]
        for options in kinds:
            with self.subTest(options):
                made = sample(**options)
                self.passes(made.result())
                self.passes(made.roll())

    def test_the_sample_holds_every_outcome(self):
        self.assertEqual({0, 1, 2, 3, 4, 5, 6, 7}, {record["outcome"] for record in sample().records})

    def test_every_size_around_powers_of_two_passes(self):
        for size in [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33]:
            made = Sample([applicant(i) for i in range(size)], [quota()])
            self.passes(made.result())
            self.passes(made.roll())

    def test_a_household_over_two_cells_gets_its_room(self):
        for room in (0, 1, 2):
            family = [applicant(i, household=9, room=room, tier=1 + i % 2, province=32 + i // 2) for i in range(4)]
            made = Sample(family, [quota(32, 5), quota(33, 5)])
            self.assertEqual(room, len(made.winners))
            self.passes(made.result())

    def test_limits_and_quotas_hold(self):
        crowd = [applicant(i, tier=1 + i % 2) for i in range(10)]
        for quotas, winners in [
                ([quota(32, 7, t1=2)], 7), ([quota(32, 9, t1=2, t2=3)], 5), ([quota(32, 100)], 10), ([], 0),
                ([quota(33, 5)], 0), ([quota(32, 0)], 0), ([{"province": "32", "places": 4}], 4),
                ([{"province": "32", "places": 4, "tiers": None}], 4)]:
            made = Sample(crowd, quotas)
            self.assertEqual(winners, len(made.winners))
            self.passes(made.result())

    def test_equal_tickets_are_ordered_by_pseudonym(self):
        # Equal tickets need equal pseudonyms, so this goes around the check of ascending pseudonyms.
        one = b"p" * 16 + b"h" * 16 + bytes([1, 32, 1, 0])
        keys = order_of_selection(Records(one + one, 36), bytes(32), quiet)
        self.assertEqual(keys[0][:17], keys[1][:17])
        self.assertEqual([0, 1], [int.from_bytes(key[17:], "big") for key in keys])


    def test_a_difference_in_a_field_that_nobody_reads_is_none(self):
        made = sample()
        made.commitment["remark"] = [[[[[[[]]]]]]]
        made.finish()
        made.draw["cells"][0]["remark"] = 1.5
        self.passes(made.result())

    def test_the_verdict_names_what_a_reader_must_know(self):
        made = sample(missing=("university", "beacon"), if_missing="drawWithout")
        for draw, words in [
                (sample(), "BLS signature of the beacon not checked"), (sample(planned=True), "seed fixed at planning"),
                (sample(witnesses=(), beacon=None), "self-witnessed"),
                (made, 'missing secrets: "university", beacon missing')]:
            line = self.verify(draw.result())[1]
            self.assertIn(words, line)
            self.assertIn(sha(draw.commitment_bytes()).hex(), line)


class DamagedRecords(VerifierTest):
    def test_a_change_of_each_field_is_named(self):
        changes = {
            "pseudonym": (bytes(16), "commitment.root"), "household": (bytes(16), "commitment.root"),
            "room": (1, "commitment.root"), "province": (34, "commitment.root"), "tier": (9, "commitment.root"),
            "reason": (6, "commitment.root"), "outcome": (200, "record 1 (", "outcome", "found 200"),
            "rank": (77, "record 1 (", "rank", "found 77")}
        for name, (value, *words) in changes.items():
            with self.subTest(name):
                made = Sample([applicant(i) for i in range(6)], [quota()])
                made.records[0][name] = value
                self.differs(made.result(), *words)

    def test_a_value_out_of_range_is_named(self):
        for name, value in [
                ("room", 3), ("reason", 1), ("reason", 7), ("province", 10), ("province", 100), ("tier", 0)]:
            made = sample()
            made.records[4][name] = value
            self.differs(made.result(), "record 5 (", name, f"found {value}")
            self.differs(made.roll(), "record 5 (", name, f"found {value}")

    def test_unequal_room_in_a_household_is_named(self):
        made = Sample([applicant(i, household=i // 2) for i in range(8)], [quota()])
        made.records[7]["room"] = 1
        self.differs(made.result(), "record 8 (", "room", "expected 2", "found 1")

    def test_missing_added_doubled_and_disordered_records_are_named(self):
        made = sample()
        right, data = made.records, made.result
        made.records = right[:3] + right[4:]
        self.differs(data(), "records", f"expected {41 * len(right)} bytes")
        made.records = right + [applicant(999) | {"outcome": 0, "rank": 1}]
        self.differs(data(), "records", f"found {41 * len(right) + 41} bytes")
        made.records = right[:4] + [right[3]] + right[5:]
        self.differs(data(), "record 5, pseudonym")
        made.records = right[:3] + [right[4], right[3]] + right[5:]
        self.differs(data(), "record 5, pseudonym", right[3]["pseudonym"].hex())

    def test_a_file_with_a_byte_less_or_more_is_named(self):
        made = Sample([applicant(i) for i in range(3)], [quota()])
        for data in (made.result(), made.roll()):
            for size in range(len(data)):
                self.differs(data[:size])
            self.differs(data + b"\n", "records")

    def test_a_change_of_any_byte_of_a_record_is_named(self):
        data = Sample([applicant(i) for i in range(3)], [quota()]).result()
        for place in range(len(data) - 3 * 41, len(data)):
            self.differs(data[:place] + bytes([data[place] ^ 1]) + data[place + 1:])


class DamagedDocuments(VerifierTest):
    def draw_differs(self, name, value, *words, **options):
        with self.subTest(name=name, value=value):
            made = sample(**options)
            made.draw[name] = value
            self.differs(made.result(), f"draw document.{name}", *words)

    def test_a_wrong_draw_document_is_named(self):
        other = sha(b"other").hex()
        right = sample().draw
        self.draw_differs("seed", other, f"found \"{other}\"")
        self.draw_differs("commitment", other, other)
        self.draw_differs("wave", 22, "expected 21, found 22")
        self.draw_differs("programmeSecret", other, "its SHA-256")
        self.draw_differs("programmeSecret", None)
        self.draw_differs("programmeSecret", other, "null with plannedSeedHash", planned=True)
        self.draw_differs("seed", other, "its SHA-256", planned=True)
        first, second = right["reveals"]
        for reveals, words in [
                ([first | {"secret": other}, second], "reveals[0].secret, its SHA-256"),
                ([first, second | {"secret": None}], "reveals[1].secret"), ([second, first], "reveals[0].name"),
                ([first], "expected 2 witnesses"), ([first, second, first], "found 3 witnesses")]:
            self.draw_differs("reveals", reveals, words)
        self.draw_differs("beacon", None, "wait")
        self.draw_differs("beacon", right["beacon"] | {"randomness": other}, "randomness")
        self.draw_differs("beacon", right["beacon"] | {"signature": "ab" * 48}, "randomness")
        self.draw_differs("beacon", right["beacon"] | {"signature": other}, "48 or 96 bytes")
        self.draw_differs("beacon", right["beacon"] | {"value": "x"}, "value", "null for drand")
        self.draw_differs("beacon", right["beacon"] | {"signature": None}, "signature")
        self.draw_differs("beacon", right["beacon"], "beacon.signature", beacon="typed")
        typed = sample(beacon="typed").draw["beacon"]
        for value in ("other", None, "", 5, "\ud800"):
            self.draw_differs("beacon", typed | {"value": value}, "beacon", beacon="typed")
        self.draw_differs("beacon", right["beacon"], "expected null", beacon=None)

    def test_wrong_cells_are_named(self):
        for name, value in [("province", "99"), ("tier", 9), ("entries", 99), ("selected", 99), ("lastTicket", None)]:
            made = sample()
            made.draw["cells"][2][name] = value
            self.differs(made.result(), f"draw document.cells[2].{name}")
        right = sample().draw["cells"]
        self.draw_differs("cells", right[:-1], f"found {len(right) - 1} cells")
        self.draw_differs("cells", right + right[:1], f"found {len(right) + 1} cells")

    def test_wrong_types_and_formats_are_named(self):
        wrong = {
            "format": ["prakerja-commitment-2", None], "wave": [-1, "21", 21.0, True, None, 1 << 70],
            "closedAt": [
                "2026-11-20T24:00:00Z", "2026-11-20T17:00:00.12345678Z", "yesterday", "2026-13-20T17:00:00Z", 5],
            "entries": [-1, 1 << 32, [], 1],
            "root": ["", "00", "G" * 64, "A" * 64, sha(b"x").hex()], "recipientsPerHousehold": [-1, 1, None],
            "quotas": [
                None, {}, [5], [quota(32), quota(32)], [quota(32, -1)], [{"province": 32, "places": 1}],
                [{"province": "\u0663\u0662", "places": 1}], [quota(32, 1, t1=-1)], [quota(32, 1, t0=1)],
                [{"province": "32", "places": 1, "tiers": [{"tier": 1, "places": 1}] * 2}], [{"province": "32"}]],
            "programmeHash": [None, "12"], "witnesses": [None, [None], [{"name": "a"}], [{"name": ""}]],
            "beacon": [
                5, {"kind": "dice"}, {"kind": "drand"}, {"kind": "drand", "chain": "quicknet", "round": 1},
                {"kind": "typed"}, {"kind": {}}],
            "ifMissing": ["maybe", None, []], "revealUntil": ["2026-11-21", "2026-11-21T17:00:00+07:00"],
            "selfWitnessed": [True, None, 0], "plannedSeedHash": [5, "00"]}
        for name, values in wrong.items():
            for value in values:
                with self.subTest(name=name, value=value):
                    made = sample()
                    made.commitment[name] = value
                    self.differs(made.result())
            if name != "plannedSeedHash":
                made = sample()
                del made.commitment[name]
                self.differs(made.result(), f"commitment.{name}", "found nothing")
        for name in sample().draw:
            for value in (5, "\ud800\n", [5], {"a": 1}, True, -1):
                made = sample()
                made.draw[name] = value
                self.differs(made.result(), f"draw document.{name}")

    def test_a_change_of_the_commitment_changes_its_hash(self):
        made = sample()
        made.commitment["closedAt"] = "2026-11-20T17:00:01Z"
        self.differs(made.result(), "draw document.commitment")


class HostileFiles(VerifierTest):
    def test_documents_that_are_not_json_objects_differ(self):
        bombs = [
            b"", b"{", b"[]", b"null", b"\xff\xfe", b"\xef\xbb\xbf{}", b"[" * 900_000, b'{"a":' * 150_000,
            b'{"wave":' + b"9" * 100_000 + b"}", b'{"wave":NaN}', b'{"format":1,"format":1}', b'"\\ud800"',
            b'{"format":"\\ud800\\n"}', b'{"format":"' + b"x" * 900_000 + b'"}',
            b'{"format":' + b"[" * 8 + b"]" * 8 + b"}", b'{"format":' + b"[" * 900 + b"]" * 900]
        for bomb in bombs:
            self.differs(b"PRAKERJA-ROLL-1\n" + struct.pack(">I", len(bomb)) + bomb, "commitment")
            self.differs(sample().result(), "redraws", redraws=bomb + b" ")

    def test_huge_lengths_differ(self):
        for length in (1 << 20, (1 << 20) + 1, (1 << 32) - 1):
            self.differs(b"PRAKERJA-DRAW-1\n" + struct.pack(">I", length) + b"{}", "commitment")

    def test_other_files_and_arguments_cannot_be_read(self):
        roll = self.write("roll", sample().roll())
        for arguments in [
                [], ["a", "b"], ["--redraws"], ["--redraws", roll], [roll, "--redraws"], ["--what", roll],
                [os.path.join(self.folder, "absent\n\u00e9")], [self.folder], ["/dev/null"], ["a\0b"],
                [roll, "--redraws", roll]]:
            self.assertEqual(2, self.run_with(*arguments)[0], arguments)
        self.assertEqual(2, self.run_with(self.write("draw", sample().result()), "--redraws", self.folder)[0])


class RedrawsTest(VerifierTest):
    def test_rounds_pass_and_damage_is_named(self):
        made = sample()
        first = [(record, 4) for record in made.winners if record["province"] == 32][:3]
        taken = [record for record, _ in first]
        second = [(record, 1) for record in made.winners if record not in taken and record["province"] == 32][:2]
        right = made.redraws(first, second)
        data = made.result()
        self.passes(data, right)
        self.passes(data, made.redraws())
        text = json.dumps(right)
        chosen = right["rounds"][0]["selected"][0]
        lost = right["rounds"][1]["notTaken"][0]["pseudonym"]
        for old, new, words in [
                ('"wave": 21', '"wave": 22', "redraws.wave"), ("redraws-1", "redraws-2", "redraws.format"),
                (right["commitment"], "0" * 64, "redraws.commitment"), ('"round": 2', '"round": 3', "rounds[1].round"),
                (f'"{chosen}"', "null", "rounds[0].selected[0]"), (lost, "0" * 32, "rounds[1].notTaken[0].pseudonym"),
                (lost, right["rounds"][0]["notTaken"][0]["pseudonym"], "rounds[1].notTaken[0].pseudonym"),
                ('"reason": 1', '"reason": 2', "reason")]:
            self.assertIn(old, text)
            self.differs(data, words, redraws=text.replace(old, new).encode())
        right["rounds"][0]["selected"].append(chosen)
        self.differs(data, "expected nobody", redraws=right)
        right["rounds"][0]["selected"] = []
        self.differs(data, "found nobody", chosen, redraws=right)
        right = made.redraws(first)
        right["rounds"][0]["notTaken"].reverse()
        self.differs(data, "rounds[0].notTaken[1]", "order", redraws=right)

    def test_a_full_household_closes(self):
        # The outsider is in the next tier, so the family wins the only place whatever the tickets are.
        family = [applicant(i, household=100) for i in range(4)]
        outsider = applicant(9, tier=2)
        made = Sample(family + [outsider], [quota(32, 1)])
        for reason, household in ((1, outsider["household"]), (4, family[0]["household"])):
            right = made.redraws([(made.winners[0], reason)])
            chosen = [record["household"] for record in made.records
                      if record["pseudonym"].hex() in right["rounds"][0]["selected"]]
            self.assertEqual([household], chosen)
            self.passes(made.result(), right)

    def test_a_freed_household_may_win_again_in_the_next_tier_and_nothing_may_be_left(self):
        made = Sample(
            [applicant(1, household=9, room=1), applicant(2, household=9, room=1, tier=2)], [quota(32, 1)])
        right = made.redraws([(made.winners[0], 4)])
        self.assertEqual([applicant(2)["pseudonym"].hex()], right["rounds"][0]["selected"])
        self.passes(made.result(), right)
        again = next(record for record in made.records if record["tier"] == 2)
        right = made.redraws([(made.winners[0], 4)], [(again, 4)])
        self.assertEqual([], right["rounds"][1]["selected"])
        self.passes(made.result(), right)

    def test_a_limit_of_a_tier_holds_in_redraws(self):
        made = Sample([applicant(i, tier=1 + i % 2) for i in range(8)], [quota(32, 3, t1=2, t2=1)])
        for loss in made.winners:
            right = made.redraws([(loss, 4)])
            self.assertEqual(1, len(right["rounds"][0]["selected"]))
            self.passes(made.result(), right)


class CountersTest(unittest.TestCase):
    def test_households_are_numbered_by_tag(self):
        data = b"".join(bytes([i]) * 16 + tag * 16 + bytes([1, 32, 1, 0]) for i, tag in enumerate([b"b", b"a", b"b"]))
        records = Records(data, 36)
        households = number_households(records, quiet)
        self.assertEqual([1, 0, 1], list(households))
        counters = Counters(records, households, {32: (1, {})})
        counters.add(0, 1)
        self.assertTrue(counters.household_is_full(2))
        self.assertFalse(counters.household_is_full(1))
        self.assertTrue(counters.quota_is_exhausted(32, 1))
        self.assertTrue(counters.quota_is_exhausted(33, 1))


if __name__ == "__main__":
    unittest.main()

"""Makes small roll, result and redraws files from docs/draw.md. It shares no code with the verifier."""

import copy
import hashlib
import json
import struct


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def applicant(number, household=None, room=2, province=32, tier=1, reason=0):
    household = number if household is None else household
    return {
        "pseudonym": sha(b"p%d" % number)[:16], "household": sha(b"h%d" % household)[:16],
        "room": room, "province": province, "tier": tier, "reason": reason}


def pack(record):
    return struct.pack(
        ">16s16sBBBB", record["pseudonym"], record["household"], record["room"], record["province"], record["tier"],
        record["reason"])


def merkle(leaves):
    if not leaves:
        return sha()
    if len(leaves) == 1:
        return sha(b"\0", leaves[0])
    left = 1
    while left * 2 < len(leaves):
        left *= 2
    return sha(b"\1", merkle(leaves[:left]), merkle(leaves[left:]))


def quota(province=32, places=3, **tiers):
    limits = [{"tier": int(name[1:]), "places": limit} for name, limit in tiers.items()]
    return {"province": f"{province:02}", "places": places, "tiers": limits}


class Sample:
    """A draw whose parts a test may change before `result` and `roll` put them together."""

    def __init__(self, applicants, quotas, witnesses=("ombudsman", "university"), beacon="drand", missing=(),
                 if_missing="wait", planned=False, per_household=2):
        self.records = sorted(copy.deepcopy(applicants), key=lambda record: record["pseudonym"])
        self.secret = sha(b"programme")
        self.secrets = {name: sha(b"secret", name.encode()) for name in witnesses}
        self.missing, self.planned = missing, planned
        self.commitment = {
            "format": "prakerja-commitment-1", "wave": 21, "closedAt": "2026-11-20T17:00:00Z",
            "entries": len(self.records), "root": merkle([pack(record) for record in self.records]).hex(),
            "recipientsPerHousehold": per_household, "quotas": quotas}
        if planned:
            self.commitment["plannedSeedHash"] = sha(sha(b"planned")).hex()
        else:
            self.commitment |= {
                "programmeHash": sha(self.secret).hex(),
                "witnesses": [{"name": name, "hash": sha(secret).hex()} for name, secret in self.secrets.items()],
                "beacon": {
                    "drand": {"kind": "drand", "chain": sha(b"quicknet").hex(), "round": 123},
                    "typed": {"kind": "typed", "source": "lottery of the day"}, None: None}[beacon],
                "ifMissing": if_missing, "revealUntil": "2026-11-21T17:00:00+00:00",
                "selfWitnessed": not witnesses and beacon is None}
        self.beacon = None
        if beacon == "drand":
            self.beacon = {"randomness": sha(b"s" * 48).hex(), "signature": (b"s" * 48).hex(), "value": None}
        elif beacon == "typed":
            self.beacon = {"randomness": sha(b"typed").hex(), "signature": None, "value": " typed\n"}
        if "beacon" in missing or planned:
            self.beacon = None
        self.finish()

    def commitment_bytes(self):
        return json.dumps(self.commitment).encode()

    def finish(self):
        """Makes the seed, the selection and the draw document of the commitment as it is now."""
        digest = sha(self.commitment_bytes())
        parts = [b"prakerja-seed-1", digest, self.secret]
        for name, secret in self.secrets.items():
            parts.append(b"\0" if name in self.missing else b"\1" + secret)
        parts.append(b"\1" + bytes.fromhex(self.beacon["randomness"]) if self.beacon else b"\0")
        self.seed = sha(b"planned") if self.planned else sha(*parts)
        self.select()
        reveals = [
            {"name": name, "secret": None if name in self.missing else secret.hex()}
            for name, secret in self.secrets.items()]
        self.draw = {
            "format": "prakerja-draw-1", "wave": 21, "commitment": digest.hex(),
            "programmeSecret": None if self.planned else self.secret.hex(),
            "reveals": [] if self.planned else reveals, "beacon": self.beacon, "seed": self.seed.hex(),
            "cells": self.cells()}

    def ticket(self, record):
        return sha(self.seed, record["pseudonym"])[:16]

    def in_order(self):
        return sorted(
            (record for record in self.records if record["reason"] == 0),
            key=lambda record: (record["tier"], self.ticket(record), record["pseudonym"]))

    def passes(self, record, winners):
        """0, 1 or 7: counts again among all winners, where the verifier keeps counters."""
        if sum(winner["household"] == record["household"] for winner in winners) >= record["room"]:
            return 1
        quotas = [item for item in self.commitment["quotas"] if int(item["province"]) == record["province"]]
        same = [winner for winner in winners if winner["province"] == record["province"]]
        if not quotas or len(same) >= quotas[0]["places"]:
            return 7
        for limit in quotas[0].get("tiers") or []:
            if limit["tier"] == record["tier"]:
                if sum(winner["tier"] == limit["tier"] for winner in same) >= limit["places"]:
                    return 7
        return 0

    def select(self):
        self.winners = []
        for record in self.records:
            record["outcome"], record["rank"] = record["reason"], 0
        order = self.in_order()
        for place, record in enumerate(order):
            cell = record["province"], record["tier"]
            record["rank"] = 1 + sum((other["province"], other["tier"]) == cell for other in order[:place])
            record["outcome"] = self.passes(record, self.winners)
            if record["outcome"] == 0:
                self.winners.append(record)

    def cells(self):
        order, cells = self.in_order(), []
        for province, tier in sorted({(record["province"], record["tier"]) for record in order}):
            inside = [record for record in order if (record["province"], record["tier"]) == (province, tier)]
            selected = [record for record in inside if record["outcome"] == 0]
            cells.append({
                "province": f"{province:02}", "tier": tier, "entries": len(inside), "selected": len(selected),
                "lastTicket": self.ticket(selected[-1]).hex() if selected else None})
        return cells

    def roll(self):
        commitment = self.commitment_bytes()
        return b"".join([
            b"PRAKERJA-ROLL-1\n", struct.pack(">I", len(commitment)), commitment, *map(pack, self.records)])

    def result(self):
        commitment, draw = self.commitment_bytes(), json.dumps(self.draw).encode()
        return b"".join([
            b"PRAKERJA-DRAW-1\n", struct.pack(">I", len(commitment)), commitment, struct.pack(">I", len(draw)), draw,
            *(pack(record) + struct.pack(">BI", record["outcome"], record["rank"]) for record in self.records)])

    def redraws(self, *rounds):
        """Each round is a list of (record, reason)."""
        winners, ever, closed = list(self.winners), list(self.winners), set()
        document = {
            "format": "prakerja-redraws-1", "wave": 21, "commitment": sha(self.commitment_bytes()).hex(), "rounds": []}
        order = self.in_order()
        for number, losses in enumerate(rounds, 1):
            losses = sorted(losses, key=lambda loss: order.index(loss[0]))
            for record, reason in losses:
                winners.remove(record)
                if reason == 1:
                    closed.add(record["household"])
            chosen = []
            for record, _ in losses:
                for other in order:
                    if (other["province"] == record["province"] and other["tier"] >= record["tier"]
                            and other not in ever and other["household"] not in closed
                            and self.passes(other, winners) == 0):
                        winners.append(other)
                        ever.append(other)
                        chosen.append(other)
                        break
            document["rounds"].append({
                "round": number,
                "notTaken": [{"pseudonym": record["pseudonym"].hex(), "reason": reason} for record, reason in losses],
                "selected": [record["pseudonym"].hex() for record in chosen]})
        return document

#!/usr/bin/env python3
"""Checks the published file of a draw, as docs/draw.md describes it. It needs Python 3.11 and nothing else."""

import hashlib
import os
import stat
import sys

import draw_documents
import draw_redraws
import draw_rules
from draw_documents import Differs, differ, must_equal, show

USAGE = "usage: verify_draw.py FILE [--redraws FILE]"
ROLL_MAGIC = b"PRAKERJA-ROLL-1\n"
DRAW_MAGIC = b"PRAKERJA-DRAW-1\n"


class Unreadable(Exception):
    """A file that cannot be read, or a wrong argument."""


def show_progress(step, done, count):
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{step}: {done:,} of {count:,}")
        sys.stderr.flush()


def open_file(path):
    """An open regular file and its size. Other files have no size to check."""
    # Without O_NONBLOCK the opening of a named pipe waits for a writer.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    file = None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(f"{show(path)} is not a regular file")
        file = os.fdopen(descriptor, "rb")
        return file, status.st_size
    finally:
        if file is None:
            os.close(descriptor)


def read_document(file, size, name):
    """A length of 4 bytes and a document of that length."""
    prefix = file.read(4)
    if len(prefix) < 4:
        differ(f"length of the {name}", "4 bytes", f"{len(prefix)} bytes")
    length = int.from_bytes(prefix, "big")
    if length > draw_documents.DOCUMENT_LIMIT_BYTES:
        differ(f"length of the {name}", f"at most {draw_documents.DOCUMENT_LIMIT_BYTES}", length)
    left = size - file.tell()
    if length > left:
        differ(name, f"{length} bytes", f"{left} bytes")
    return file.read(length)


def check_sources_of_seed(commitment, draw):
    """Check 5: everything in the draw document that leads to the seed."""
    where = draw.where
    must_equal(f"{where}.wave", commitment.wave, draw.wave)
    must_equal(f"{where}.commitment", commitment.digest.hex(), draw.commitment.hex())
    secret = draw.programme_secret
    if commitment.planned_seed_hash is not None:
        if secret is not None:
            differ(f"{where}.programmeSecret", "null with plannedSeedHash", show(secret.hex()))
        must_equal(f"{where}.seed, its SHA-256",
                   commitment.planned_seed_hash.hex(), hashlib.sha256(draw.seed).hexdigest())
        return
    if secret is None:
        differ(f"{where}.programmeSecret", "32 bytes in lower-case hexadecimal", "null")
    must_equal(f"{where}.programmeSecret, its SHA-256",
               commitment.programme_hash.hex(), hashlib.sha256(secret).hexdigest())
    seed = hashlib.sha256(b"prakerja-seed-1" + commitment.digest + secret)
    check_reveals(commitment, draw, seed)
    check_beacon(commitment, draw, seed)
    must_equal(f"{where}.seed", seed.hexdigest(), draw.seed.hex())


def check_reveals(commitment, draw, seed):
    where = f"{draw.where}.reveals"
    for index, ((name, digest), (found, secret)) in enumerate(zip(commitment.witnesses, draw.reveals)):
        path = f"{where}[{index}]"
        must_equal(f"{path}.name", name, found)
        if secret is None:
            if not commitment.may_miss:
                differ(f"{path}.secret", 'a secret, because ifMissing is "wait"', "null")
            seed.update(b"\0")
            continue
        must_equal(f"{path}.secret, its SHA-256", digest.hex(), hashlib.sha256(secret).hexdigest())
        seed.update(b"\1" + secret)
    if len(commitment.witnesses) != len(draw.reveals):
        differ(where, f"{len(commitment.witnesses)} witnesses", f"{len(draw.reveals)} witnesses")


def check_beacon(commitment, draw, seed):
    path = f"{draw.where}.beacon"
    if draw.beacon is None:
        if commitment.beacon_kind is not None and not commitment.may_miss:
            differ(path, 'a value, because ifMissing is "wait"', "null")
        seed.update(b"\0")
        return
    randomness, signature, value = draw.beacon
    if commitment.beacon_kind is None:
        differ(path, "null as in the commitment", "an object")
    if commitment.beacon_kind == "typed":
        if signature is not None:
            differ(f"{path}.signature", "null for a typed value", show(signature.hex()))
        if value is None:
            differ(f"{path}.value", "the typed value", "null")
        source = value.strip(" \t\r\n").encode("utf-8")
    else:
        if value is not None:
            differ(f"{path}.value", "null for drand", show(value))
        if signature is None:
            differ(f"{path}.signature", "the signature of drand", "null")
        source = signature
    must_equal(f"{path}.randomness", hashlib.sha256(source).hexdigest(), randomness.hex())
    seed.update(b"\1" + randomness)


def verify(path, redraws_path, progress=show_progress):
    """Makes all checks in the order of the document and returns a summary."""
    file, size = open_file(path)
    with file:
        magic = file.read(16)
        if magic not in (ROLL_MAGIC, DRAW_MAGIC):
            differ("beginning of the file", "PRAKERJA-DRAW-1 or PRAKERJA-ROLL-1 and a line feed", "something else")
        is_draw = magic == DRAW_MAGIC
        if redraws_path is not None and not is_draw:
            raise Unreadable("--redraws needs a result file, and this is a roll")
        commitment = draw_documents.parse_commitment(read_document(file, size, "commitment"))
        if is_draw:
            document = read_document(file, size, "draw document")
            draw = draw_documents.parse_draw(document, commitment.planned_seed_hash is not None)
        stride = draw_rules.RESULT_BYTES if is_draw else draw_rules.RECORD_BYTES
        expected, found = stride * commitment.entries, size - file.tell()
        if expected != found:
            differ("records", f"{expected} bytes ({commitment.entries} records of {stride})", f"{found} bytes")
        data = file.read(expected)
        if len(data) != expected:
            raise Unreadable(f"{show(path)} changed while it was read")
    records = draw_rules.Records(data, stride)
    draw_rules.check_records(records, commitment.recipients_per_household, progress)
    households = draw_rules.number_households(records, progress)
    must_equal("commitment.root", draw_rules.merkle_root(records, progress).hex(), commitment.root.hex())
    if not is_draw:
        return describe_roll(commitment, records)
    check_sources_of_seed(commitment, draw)
    selection = draw_rules.select(records, households, commitment.quotas, draw.seed, progress)
    draw_rules.check_results(records, selection, progress)
    draw_rules.check_cells(selection.cells, draw.cells)
    rounds = None
    if redraws_path is not None:
        rounds = draw_redraws.check_redraws(read_redraws(redraws_path), commitment, records, selection)
    return describe_draw(commitment, draw, selection, rounds)


def describe_roll(commitment, records):
    line = f"roll of wave {commitment.wave}, {records.count} records, commitment {commitment.digest.hex()}"
    return line + describe_source(commitment)


def describe_source(commitment):
    if commitment.planned_seed_hash is not None:
        return ", seed fixed at planning"
    return ", self-witnessed" if commitment.self_witnessed else ""


def describe_draw(commitment, draw, selection, rounds):
    outcomes = selection.outcomes
    line = f"draw of wave {commitment.wave}, {len(outcomes)} records, {outcomes.count(0)} selected"
    if rounds is not None:
        line += f", {rounds} rounds of redraws"
    line += f", commitment {commitment.digest.hex()}" + describe_source(commitment)
    missing = [show(name) for name, secret in draw.reveals if secret is None]
    if missing:
        line += f", missing secrets: {', '.join(missing)}"
    if commitment.planned_seed_hash is not None or commitment.beacon_kind is None:
        return line
    if draw.beacon is None:
        return line + ", beacon missing"
    return line + (", BLS signature of the beacon not checked" if commitment.beacon_kind == "drand" else "")


def read_redraws(path):
    file, size = open_file(path)
    with file:
        if size > draw_documents.REDRAWS_LIMIT_BYTES:
            differ("redraws", f"at most {draw_documents.REDRAWS_LIMIT_BYTES} bytes", f"{size} bytes")
        return file.read(size)


def read_arguments(arguments):
    path = redraws_path = None
    rest = iter(arguments)
    for argument in rest:
        if argument == "--redraws" and redraws_path is None:
            redraws_path = next(rest, None)
            if redraws_path is None:
                raise Unreadable(USAGE)
        elif argument.startswith("-") or path is not None:
            raise Unreadable(USAGE)
        else:
            path = argument
    if path is None:
        raise Unreadable(USAGE)
    return path, redraws_path


def main(arguments):
    try:
        code, line = 0, f"OK: {verify(*read_arguments(arguments))}"
    except Differs as difference:
        code, line = 1, f"DIFFERS: {difference}"
    except Unreadable as error:
        code, line = 2, str(error)
    except OSError as error:
        code, line = 2, f"cannot read {show(str(error.filename))}: {error.strerror}"
    except ValueError as error:
        code, line = 2, f"cannot read the file: {show(str(error))}"
    except MemoryError:
        code, line = 2, "not enough memory for this file"
    except KeyboardInterrupt:
        code, line = 2, "interrupted"
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    print(line, file=sys.stderr if code == 2 else sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

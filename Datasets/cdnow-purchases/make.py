#!/usr/bin/env python3
"""Derives events.csv, a row a purchase, from the CDNOW purchase records.

usage: make.py RECORDS [OUTPUT]

RECORDS is CDNOW_master.txt, or the wheel of the Python package `lifetimes`, which holds it:

    pip download --no-deps lifetimes
    python3 make.py Lifetimes-0.11.3-py3-none-any.whl events.csv
"""

import csv
import importlib.util
import io
import sys
from pathlib import Path

COLUMNS = ["customer", "time", "touchpoint", "value"]


def customer_table():
    """The script of the customer table, which reads the same records."""
    path = Path(__file__).resolve().parent.parent / "cdnow" / "make.py"
    spec = importlib.util.spec_from_file_location("customer_table", path)
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


def main(arguments):
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for customer, day, dollars in customer_table().records(arguments[0]):
        writer.writerow([customer, day.isoformat(), "purchase", dollars])
    if len(arguments) == 1:
        sys.stdout.write(text.getvalue())
    else:
        with open(arguments[1], "w", encoding="utf-8", newline="") as file:
            file.write(text.getvalue())


if __name__ == "__main__":
    main(sys.argv[1:])

#!/usr/bin/env python3
"""Derives customers.csv, a row a customer, from the CDNOW purchase records.

usage: make.py RECORDS [OUTPUT]

RECORDS is CDNOW_master.txt, or the wheel of the Python package `lifetimes`, which holds it:

    pip download --no-deps lifetimes
    python3 make.py Lifetimes-0.11.3-py3-none-any.whl customers.csv
"""

import csv
import io
import sys
import zipfile
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal

LAST_DAY = date(1998, 6, 30)
"""The records end here; recency and tenure count days up to this one."""

COLUMNS = ["customer_id", "first_purchase", "tenure_days", "recency_days", "orders", "total_spent", "average_order"]


def records(path):
    """Yields (customer, day, dollars) of every purchase record."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as wheel:
            text = wheel.read("lifetimes/datasets/CDNOW_master.txt").decode("ascii")
    else:
        with open(path, encoding="ascii") as file:
            text = file.read()
    for line in text.splitlines():
        cells = line.split()
        if len(cells) == 4 and cells[0].isdigit():
            yield cells[0], datetime.strptime(cells[1], "%Y%m%d").date(), Decimal(cells[3])


def customers(records):
    """Yields one row of the table for every customer, in the order of their ids."""
    purchases = defaultdict(list)
    for customer, day, dollars in records:
        purchases[customer].append((day, dollars))
    for customer in sorted(purchases):
        days = sorted({day for day, _ in purchases[customer]})
        spent = sum(dollars for _, dollars in purchases[customer])
        yield [
            customer,
            days[0].isoformat(),
            (LAST_DAY - days[0]).days,
            (LAST_DAY - days[-1]).days,
            len(days),
            spent,
            (spent / len(days)).quantize(Decimal("0.01")),
        ]


def main(arguments):
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(customers(records(arguments[0])))
    if len(arguments) == 1:
        sys.stdout.write(text.getvalue())
    else:
        with open(arguments[1], "w", encoding="utf-8", newline="") as file:
            file.write(text.getvalue())


if __name__ == "__main__":
    main(sys.argv[1:])

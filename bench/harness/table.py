"""Medians and tables."""

import statistics


def spread(values, form="{:.1f}"):
    """Median [smallest–largest]."""
    if not values:
        return "–"
    shown = form.format(statistics.median(values))
    if len(values) > 1:
        shown += f" [{form.format(min(values))}–{form.format(max(values))}]"
    return shown


def ratio(values, base):
    """How many times the base's median this median is."""
    if not values or not base:
        return "–"
    return f"{statistics.median(values) / statistics.median(base):.2f}×"


def markdown(head, rows):
    widths = [max(len(str(row[i])) for row in [head, *rows]) for i in range(len(head))]
    lines = ["| " + " | ".join(str(c).ljust(w) for c, w in zip(row, widths)) + " |" for row in [head, *rows]]
    lines.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return "\n".join(lines)


def middle(values, form):
    return form.format(statistics.median(values)) if values else "–"

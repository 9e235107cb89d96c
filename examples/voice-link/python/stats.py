"""What the client prints at its end. PROTOCOL.md says what the figures mean."""
import json


def spread(nanoseconds):
    """Median, 99th percentile and worst, in microseconds."""
    ordered = sorted(nanoseconds)
    parts = {"p50": 50, "p99": 99, "max": 100}
    at = {name: (len(ordered) - 1) * percent // 100 for name, percent in parts.items()}
    times = {name: ordered[index] / 1000 if ordered else None for name, index in at.items()}
    return {"count": len(ordered), **times}


class Stats:
    def __init__(self, load):
        self.load = load
        self.captured = self.lost = self.messages = self.malformed = self.connections = 0
        self.outward, self.inward = [], []

    def figures(self):
        return {
            "seconds": self.captured / 50,
            "captured": self.captured,
            "sent": len(self.outward),
            "withheld": 0,
            "lost": self.lost,
            "out_us": spread(self.outward),
            "messages": self.messages,
            "in_us": spread(self.inward),
            "malformed": self.malformed,
            "reconnects": max(0, self.connections - 1),
            "load": self.load,
        }

    def print(self, form):
        figures = self.figures()
        if form == "json":
            print(json.dumps(figures))
            return
        for name, value in figures.items():
            print(f"{name:11} {value}")

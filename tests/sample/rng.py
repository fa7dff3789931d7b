"""A small random generator of our own.

Python's random module may draw differently from one version to the next (choice and shuffle have
changed before), and logarithms differ between C libraries in the last digit. Everything here is
integer arithmetic and comparisons, so that a seed gives the same data everywhere and always.
"""
import hashlib

MASK = (1 << 64) - 1


class Rng:
    """SplitMix64, seeded by a label: each part of the story has its own stream, so that a change
    in one does not reshuffle the others."""

    def __init__(self, label):
        digest = hashlib.sha256(("muster sample " + label).encode()).digest()
        self.state = int.from_bytes(digest[:8], "big")

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def real(self):
        """A number in [0, 1)."""
        return (self.bits() >> 11) / (1 << 53)

    def below(self, n):
        return self.bits() % n

    def between(self, low, high):
        """An integer from low to high, both possible."""
        return low + self.below(high - low + 1)

    def chance(self, p):
        return self.real() < p

    def pick(self, items):
        return items[self.below(len(items))]

    def weighted(self, pairs):
        """One item of [(item, weight), ...]."""
        left = self.real() * sum(weight for _, weight in pairs)
        for item, weight in pairs:
            left -= weight
            if left < 0:
                return item
        return pairs[-1][0]

    def sample(self, items, n):
        """n different items, in random order."""
        pool = list(items)
        for i in range(min(n, len(pool))):
            j = i + self.below(len(pool) - i)
            pool[i], pool[j] = pool[j], pool[i]
        return pool[:n]

    def from_curve(self, points):
        """A draw from a distribution given by its quantiles, [(share, value), ...] from 0 to 1,
        straight lines in between: heavy tails without a logarithm."""
        u = self.real()
        for (p0, v0), (p1, v1) in zip(points, points[1:]):
            if u < p1:
                return v0 + (v1 - v0) * (u - p0) / (p1 - p0)
        return points[-1][1]

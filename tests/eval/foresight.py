"""How good a forecast was: of odds, of an order; and BG/NBD, the model that odds of volunteers are compared with."""
import collections
import math


def ranks(values):
    """Ranks from 1; equal values share the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    rank, i = [0.0] * len(values), 0
    while i < len(order):
        j = i
        while j < len(order) and values[order[j]] == values[order[i]]:
            j += 1
        for k in order[i:j]:
            rank[k] = (i + j + 1) / 2
        i = j
    return rank


def spearman(a, b):
    a, b = ranks(a), ranks(b)
    mean = (len(a) + 1) / 2
    both = sum((x - mean) * (y - mean) for x, y in zip(a, b))
    spread = math.sqrt(sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b))
    return both / spread if spread else math.nan


def ndcg(score, gain, top):
    """Of those who have a score; the gain is counted as it is."""
    def discounted(gains):
        return sum(g / math.log2(i + 2) for i, g in enumerate(gains[:top]))
    found = [gain[who] for who in sorted(score, key=lambda who: (-score[who], who))]
    return discounted(found) / discounted(sorted(found, reverse=True))


def odds(p, came):
    """AUC, Brier, log loss, and calibration error over ten bins of equally many."""
    n, yes = len(p), sum(came)
    auc = (sum(r for r, y in zip(ranks(p), came) if y) - yes * (yes + 1) / 2) / (yes * (n - yes)) if 0 < yes < n else math.nan
    brier = sum((x - y) ** 2 for x, y in zip(p, came)) / n
    loss = -sum(math.log(min(max(x if y else 1 - x, 1e-6), 1 - 1e-6)) for x, y in zip(p, came)) / n
    order = sorted(range(n), key=p.__getitem__)
    bins = [order[n * i // 10:n * (i + 1) // 10] for i in range(10)]
    return auc, brier, loss, sum(abs(sum(p[k] - came[k] for k in some)) for some in bins) / n


def slope(x, y):
    """Of y on x, and its standard error."""
    n, mx, my = len(x), sum(x) / len(x), sum(y) / len(y)
    sxx = sum((a - mx) ** 2 for a in x)
    b = sum((a - mx) * (c - my) for a, c in zip(x, y)) / sxx
    return b, math.sqrt(sum((c - my - b * (a - mx)) ** 2 for a, c in zip(x, y)) / (n - 2) / sxx)


def simplex(cost, start, step=.5, tolerance=1e-5):
    """Nelder and Mead's least point."""
    n = len(start)
    points = [list(start)] + [[x + step * (i == j) for i, x in enumerate(start)] for j in range(n)]
    points = sorted((cost(p), p) for p in points)
    while points[-1][0] - points[0][0] > tolerance:
        worst, at = points[-1]
        middle = [sum(p[i] for _, p in points[:-1]) / n for i in range(n)]

        def along(t):
            p = [m + t * (x - m) for m, x in zip(middle, at)]
            return cost(p), p
        new = along(-1)
        if new[0] < points[0][0]:
            new = min(new, along(-2))
        elif new[0] >= points[-2][0]:
            new = min(along(-.5), along(.5)) if new[0] < worst else along(.5)
        if new[0] < worst:
            points[-1] = new
        else:
            best = points[0][1]
            points[1:] = [(cost(p), p) for p in ([(x + b) / 2 for x, b in zip(p, best)] for _, p in points[1:])]
        points.sort()
    return points[0][1]


class BgNbd:
    """MAP fit to (days but the first, weeks from the first to the last, weeks from the first to now); MODELS.md, section 1."""
    START = [math.log(x) for x in (.2, 7, .5, 1.5)]

    def __init__(self, histories):
        groups = collections.Counter(histories)

        def cost(p):
            if max(map(abs, p)) > 9:
                return math.inf
            self.use(p)
            return -sum(n * self.likelihood(*h) for h, n in groups.items()) + sum((a - b) ** 2 for a, b in zip(p, self.START)) / 2
        self.use(simplex(cost, self.START))

    def use(self, p):
        self.r, self.alpha, self.a, self.b = map(math.exp, p)
        self.of_count = {}

    def likelihood(self, x, last, age):
        """ln L"""
        r, a, b, g = self.r, self.a, self.b, math.lgamma
        if x not in self.of_count:
            self.of_count[x] = (g(r + x) - g(r) + r * math.log(self.alpha) + g(a + b) + g(b + x) - g(b) - g(a + b + x),
                                math.log(a / (b + x - 1)) if x else None)
        head, gone = self.of_count[x]
        here = -(r + x) * math.log(self.alpha + age)
        if gone is None:
            return head + here
        gone -= (r + x) * math.log(self.alpha + last)
        return head + max(here, gone) + math.log1p(math.exp(-abs(here - gone)))

    def shows_up(self, x, last, age, weeks):
        return -math.expm1(self.likelihood(x, last, age + weeks) - self.likelihood(x, last, age))

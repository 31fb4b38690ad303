"""Every measure of `rank --by all` against NetworkX, on random models.

usage: agree.py JINGWEI [MODELS]

What NetworkX computes becomes ours so:
  closeness    NetworkX multiplies by the number of others in the component; ours is 1 / sum of distances, and absent
               where there is no other
  eigenvector  ours has the largest 1; only connected networks, where the leading vector is one alone
  pagerank     its pure Python form, so that SciPy need not be there
  articulation units of the component outside the largest piece that is left without the unit
  span, superiors, depth, criticality   out- and in-degree, distance from the root, targets that the unit dominates
  loops        strongly connected components of two and more
  hub, authority   NetworkX needs SciPy for them: tests/unit/measure/test_centrality.c alone
"""
import csv
import io
import json
import random
import subprocess
import sys
import tempfile

import networkx as nx
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

NEAR = 1e-6
KINDS = ["strip", "block", "association", "association", "association"]


def random_model(r):
    n = r.randint(2, 40)
    d = nx.DiGraph()
    d.add_node("u0", kind="core")
    for v in range(1, n):
        d.add_node("u%d" % v, kind=r.choice(KINDS))
        if r.random() < 0.95:  # mostly a tree, below units of whatever kind
            d.add_edge("u%d" % r.randrange(v), "u%d" % v)
    for _ in range(r.choice([0, 0, 2, n // 4, n])):
        a, b = r.sample(range(n), 2)
        if not d.has_edge("u%d" % b, "u%d" % a):
            d.add_edge("u%d" % a, "u%d" % b)
    return d


def as_json(d):
    return json.dumps({"jingwei": 1, "lang": "en", "units": [{"id": v, "kind": k} for v, k in d.nodes(data="kind")],
                       "links": [{"kind": "leads", "from": a, "to": b} for a, b in d.edges]})


def ours(program, d):
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as f:
        f.write(as_json(d))
        f.flush()
        done = subprocess.run([program, "rank", f.name, "-q", "--by", "all", "--format", "csv", "--lang", "en"],
                              capture_output=True, text=True, check=True)
    rows = list(csv.reader(io.StringIO(done.stdout.split("\n\n")[0])))  # behind it: how the measures agree
    return {name: {row[0]: float(row[i]) if row[i] else None for row in rows[1:]}
            for i, name in enumerate(rows[0]) if i > 2}


def closeness(g):
    size = {v: len(c) for c in nx.connected_components(g) for v in c}
    return {v: c / (size[v] - 1) if size[v] > 1 else None for v, c in nx.closeness_centrality(g, wf_improved=False).items()}


def lost_by(g, v):
    rest = g.subgraph(nx.node_connected_component(g, v) - {v})
    return len(rest) - max(map(len, nx.connected_components(rest)), default=0)


def scaled(scores):
    most = max(scores.values())
    return {v: x / most for v, x in scores.items()}


def eigenvector(g):
    if not nx.is_connected(g):
        return None
    return scaled(nx.eigenvector_centrality(g, max_iter=200000, tol=1e-12))


def depth(d):
    return {**dict.fromkeys(d), **nx.single_source_shortest_path_length(d, "u0")}


def criticality(d):
    above = {**nx.immediate_dominators(d, "u0"), "u0": "u0"}  # newer NetworkX leaves the start out
    lost = dict.fromkeys(d, 0)
    for v in above:
        if d.nodes[v]["kind"] != "association":
            continue
        while above[v] != v:
            v = above[v]
            lost[v] += 1
    return lost


def theirs(d):
    g = d.to_undirected()
    bridges = list(nx.bridges(g))
    return {
        "degree": dict(g.degree), "betweenness": nx.betweenness_centrality(g, normalized=False),
        "closeness": closeness(g), "harmonic": nx.harmonic_centrality(g), "eigenvector": eigenvector(g),
        "pagerank": _pagerank_python(g, tol=1e-12, max_iter=2000), "core": nx.core_number(g),
        "span": dict(d.out_degree), "depth": depth(d), "criticality": criticality(d),
        "superiors": dict(d.in_degree), "loops": {v: int(len(c) > 1) for c in nx.strongly_connected_components(d) for v in c},
        "articulation": {v: lost_by(g, v) for v in g}, "bridges": {v: sum(v in b for b in bridges) for v in g},
    }


def differs(a, b):
    if a is None or b is None:
        return a is not b
    return abs(a - b) > NEAR * max(1, abs(a), abs(b))


def main():
    program, models = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 50
    compared, wrong = {}, 0
    for seed in range(models):
        d = random_model(random.Random(seed))
        own = ours(program, d)
        for name, expected in theirs(d).items():
            if expected is None:
                continue
            compared[name] = compared.get(name, 0) + 1
            bad = [v for v in d if differs(own[name][v], expected[v])]
            if bad:
                wrong += 1
                print("%s, model %d, unit %s: %s here, %s in NetworkX" %
                      (name, seed, bad[0], own[name][bad[0]], expected[bad[0]]))
    print("as NetworkX in", ", ".join("%s %d" % item for item in compared.items()) if not wrong else "not all")
    sys.exit(wrong > 0)


main()

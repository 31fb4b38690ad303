"""What a user of NetworkX writes: peer_networkx.py REGISTER_DIR TASK [OUT]

cover        load both tables, find what the core reaches, list who is not covered and why to OUT
betweenness, harmonic, closeness, pagerank, articulation, dominators
"""
import csv
import os
import sys

import networkx as nx


def load(folder):
    g = nx.DiGraph()
    with open(os.path.join(folder, "units.csv"), encoding="utf-8", newline="") as f:
        rows = csv.reader(f)
        next(rows)
        for id_, kind, name, street, industry, lead in rows:
            g.add_node(id_, kind=kind, name=name, street=street, industry=industry)
            if lead:
                g.add_edge(lead, id_, kind="leads")
    with open(os.path.join(folder, "associations.csv"), encoding="utf-8", newline="") as f:
        rows = csv.reader(f)
        next(rows)
        for id_, kind, name, street, industry, members, organization, reported, leads in rows:
            g.add_node(id_, kind=kind, name=name, street=street, industry=industry,
                       members=int(members) if members else None, organization=organization,
                       reported=reported == "yes")
            if leads:
                for lead in leads.split("、"):
                    g.add_edge(lead, id_, kind="guides")
    return g


def organization_cause(members):
    if members is None:
        return "members-unknown"
    return "can-form" if members >= 3 else "too-few" if members else "no-members"


def cover(g, out):
    reached = nx.descendants(g, "C0") | {"C0"}
    n = 0
    with open(out, "w", encoding="utf-8", newline="") as f:
        rows = csv.writer(f)
        for id_, unit in g.nodes(data=True):
            if "reported" not in unit or not unit["reported"]:
                continue
            has = unit["organization"] != "none"
            if has and id_ in reached:
                continue
            causes = [] if has else [organization_cause(unit["members"])]
            if id_ not in reached:
                causes.append("broken-chain" if g.in_degree(id_) else "no-lead")
            status = "organization-only" if has else "work-only" if id_ in reached else "none"
            rows.writerow([id_, unit["name"], status, ";".join(causes)])
            n += 1
    print(n)


def main():
    g = load(sys.argv[1])
    task = sys.argv[2]
    if task == "cover":
        cover(g, sys.argv[3])
    elif task == "dominators":
        nx.immediate_dominators(g, "C0")
    elif task == "pagerank":
        nx.pagerank(g.to_undirected(as_view=False))
    else:
        u = g.to_undirected()
        {"betweenness": lambda: nx.betweenness_centrality(u, normalized=False),
         "harmonic": lambda: nx.harmonic_centrality(u),
         "closeness": lambda: nx.closeness_centrality(u, wf_improved=False),
         "articulation": lambda: list(nx.articulation_points(u))}[task]()


main()

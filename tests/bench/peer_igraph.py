"""What a user of python-igraph writes: peer_igraph.py REGISTER_DIR TASK [OUT]

cover        load both tables, find what the core reaches, list who is not covered and why to OUT
betweenness, harmonic, closeness, pagerank, articulation, dominators
"""
import csv
import os
import sys

import igraph


def load(folder):
    ids, kinds, names, streets, industries, links = [], [], [], [], [], []
    with open(os.path.join(folder, "units.csv"), encoding="utf-8", newline="") as f:
        rows = csv.reader(f)
        next(rows)
        for id_, kind, name, street, industry, lead in rows:
            ids.append(id_)
            kinds.append(kind)
            names.append(name)
            streets.append(street)
            industries.append(industry)
            if lead:
                links.append((lead, id_))
    n_leads = len(ids)
    members, organizations, reported = [None] * n_leads, [""] * n_leads, [None] * n_leads
    with open(os.path.join(folder, "associations.csv"), encoding="utf-8", newline="") as f:
        rows = csv.reader(f)
        next(rows)
        for id_, kind, name, street, industry, count, organization, known, leads in rows:
            ids.append(id_)
            kinds.append(kind)
            names.append(name)
            streets.append(street)
            industries.append(industry)
            members.append(int(count) if count else None)
            organizations.append(organization)
            reported.append(known == "yes")
            if leads:
                for lead in leads.split("、"):
                    links.append((lead, id_))
    place = {id_: i for i, id_ in enumerate(ids)}
    g = igraph.Graph(n=len(ids), edges=[(place[a], place[b]) for a, b in links], directed=True)
    g.vs["id"], g.vs["kind"], g.vs["name"] = ids, kinds, names
    g.vs["street"], g.vs["industry"] = streets, industries
    g.vs["members"], g.vs["organization"], g.vs["reported"] = members, organizations, reported
    return g, place["C0"]


def organization_cause(members):
    if members is None:
        return "members-unknown"
    return "can-form" if members >= 3 else "too-few" if members else "no-members"


def cover(g, root, out):
    reached = bytearray(g.vcount())
    for v in g.subcomponent(root, mode="out"):
        reached[v] = 1
    n = 0
    with open(out, "w", encoding="utf-8", newline="") as f:
        rows = csv.writer(f)
        columns = zip(g.vs["id"], g.vs["name"], g.vs["members"], g.vs["organization"], g.vs["reported"],
                      g.degree(mode="in"), reached)
        for id_, name, members, organization, reported, n_leads, is_reached in columns:
            if not reported:
                continue
            has = organization != "none"
            if has and is_reached:
                continue
            causes = [] if has else [organization_cause(members)]
            if not is_reached:
                causes.append("broken-chain" if n_leads else "no-lead")
            status = "organization-only" if has else "work-only" if is_reached else "none"
            rows.writerow([id_, name, status, ";".join(causes)])
            n += 1
    print(n)


def main():
    g, root = load(sys.argv[1])
    task = sys.argv[2]
    if task == "cover":
        cover(g, root, sys.argv[3])
    elif task == "dominators":
        g.dominator(root, mode="out")
    else:
        u = g.as_undirected(mode="collapse")
        {"betweenness": lambda: u.betweenness(),
         "harmonic": lambda: u.harmonic_centrality(),
         "closeness": lambda: u.closeness(normalized=False),
         "pagerank": lambda: u.pagerank(),
         "articulation": lambda: u.articulation_points()}[task]()


main()

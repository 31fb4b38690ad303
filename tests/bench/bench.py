"""Writes docs/benchmarks.md: jingwei, python-igraph and NetworkX at the same registers.

usage: bench.py --build DIR --date DATE --out FILE [--sizes 731,10000,…] [--rounds N] [--igraph-seconds S] [--note TEXT]

Each round runs every program in turn, so that what else the machine does falls on all of them; medians are shown.
"""
import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = "/usr/bin/python3"  # Debian's, which sees Debian's packages
PEERS = ["jingwei", "python-igraph", "NetworkX"]
# What a peer is not asked for, because it would run for hours; by task: the largest register it gets.
MOST = {("NetworkX", "betweenness"): 731, ("NetworkX", "harmonic"): 731, ("NetworkX", "closeness"): 731,
        ("python-igraph", "betweenness"): 10000, ("python-igraph", "harmonic"): 10000,
        ("python-igraph", "closeness"): 10000,
        ("NetworkX", "pagerank"): 0}  # it needs SciPy
LONG = 15  # seconds: what takes longer is not run again
TASKS = ["cover", "betweenness", "harmonic", "closeness", "pagerank", "articulation", "dominators"]
MEASURE_OF = {"dominators": "criticality"}


def command(args, peer, folder, task, out):
    if peer == "jingwei":
        program = [os.path.join(args.build, "jingwei")]
        model = os.path.join(folder, "model.json")
        if task == "cover":
            return program + ["cover", model, "-q", "-o", out]
        return program + ["rank", model, "-q", "--by", MEASURE_OF.get(task, task), "-o", out]
    script = "peer_networkx.py" if peer == "NetworkX" else "peer_igraph.py"
    return [PYTHON, os.path.join(HERE, script), folder, task, out]


def run(args, words):
    """(wall, cpu, kB) of the whole process, or None if it fails."""
    done = subprocess.run([os.path.join(args.build, "bench_run")] + words, capture_output=True, text=True, check=True)
    wall, cpu, memory, status = done.stdout.split()
    if status != "0":
        sys.exit("failed: " + " ".join(words) + "\n" + done.stderr)
    return float(wall), float(cpu), int(memory)


def listed(path, header):
    with open(path, encoding="utf-8-sig") as f:
        return {line.split(",")[0] for line in f.read().splitlines()[header:]}


def seconds(s):
    if s < 1:
        return "%.3g ms" % (s * 1000)
    if s < 120:
        return "%.3g s" % s
    return "%.0f min" % (s / 60) if s < 7200 else "%.1f h" % (s / 3600) if s < 172800 else "%.1f days" % (s / 86400)


def ratio(r):
    return "%.0f ×" % r if r >= 20 else "%.2g ×" % r if r >= 0.995 else "%.2f ×" % r


def size_name(n):
    return {731: "731", 10000: "10 k", 100000: "100 k", 1000000: "1 M"}.get(n, str(n))


def write(args, out):
    with open(args.out, "w", encoding="utf-8") as f:
        f.write("\n".join(out).rstrip("\n") + "\n")


def whole_processes(args, registers, out):
    out.append("## Whole processes\n")
    out.append("Start, read the register's CSV, compute, write the result (to memory: jingwei waits until a "
               "file is on the disk, the peers do not). Wall time, CPU time and peak memory; in brackets how many times "
               "jingwei's. What takes longer than %d s is run once.\n" % LONG)
    for task in TASKS:
        says = {"cover": "cover: who is not covered, and why", "dominators": "criticality (the peers: the tree of "
                "dominators)"}.get(task, task)
        out.append("### %s\n" % says)
        out.append("| register | cross links | " + " | ".join(PEERS) + " |")
        out.append("|---|---|" + "---|" * len(PEERS))
        for (n, cross), folder in registers.items():
            if task != "cover" and cross != 10:
                continue
            if n > args.most_whole.get(task, n):
                continue
            peers = [p for p in PEERS if n <= MOST.get((p, task), n)]
            took = {p: [] for p in peers}
            with tempfile.TemporaryDirectory(dir=args.memory) as scratch:
                for _ in range(args.rounds):
                    for p in peers:
                        if took[p] and took[p][0][0] > LONG:
                            continue
                        result = os.path.join(scratch, p + ".csv")
                        took[p].append(run(args, command(args, p, folder, task, result)))
                if task == "cover":  # the same answer, or the comparison is none
                    sets = [listed(os.path.join(scratch, p + ".csv"), p == "jingwei") for p in peers]
                    if any(s != sets[0] for s in sets):
                        sys.exit("the programs list different units at %d, %d %%" % (n, cross))
            ours = [statistics.median(t[i] for t in took["jingwei"]) for i in range(3)]
            cells = []
            for p in PEERS:
                if p not in took:
                    cells.append("–")
                    continue
                mid = [statistics.median(t[i] for t in took[p]) for i in range(3)]
                cell = "%s, CPU %s, %.0f MB" % (seconds(mid[0]), seconds(mid[1]), mid[2] / 1024)
                if p != "jingwei":
                    cell += " (%s, %s, %s)" % tuple(ratio(mid[i] / ours[i]) for i in range(3))
                cells.append(cell)
            out.append("| %s | %d %% | %s |" % (size_name(n), cross, " | ".join(cells)))
            print(task, n, cross, " | ".join(cells), flush=True)
        out.append("")
        write(args, out)


def against_igraph(args, registers, out):
    out.append("## Measures alone, against igraph in C\n")
    out.append("One process has loaded the register and runs both in turn; igraph's graph is built beforehand. Where "
               "igraph would take longer than %g s it got a sample of its sources, and its time is extrapolated to "
               "all of them: ≈.\n" % args.igraph_seconds)
    out.append("The last column is the largest difference of a unit's score, as a share of the larger of both; of a "
               "sample, at the units in it (–: a sample of betweenness holds no unit's whole score, and of articulation "
               "points and criticality there is no score to compare).\n")
    out.append("| register | cross links | measure | jingwei wall (CPU) | igraph wall (CPU) | wall ratio | CPU ratio | "
               "difference |")
    out.append("|---|---|---|---|---|---|---|---|")
    for (n, cross), folder in registers.items():
        if n > 100000 and cross == 1:
            continue
        done = subprocess.run([os.path.join(args.build, "against_igraph"), os.path.join(folder, "model.json"),
                               str(args.igraph_seconds)], capture_output=True, text=True, check=True)
        for line in done.stdout.splitlines():
            name, a, a_cpu, b, b_cpu, share, differs = line.split("\t")
            a, a_cpu, b, b_cpu, share = float(a), float(a_cpu), float(b), float(b_cpu), float(share)
            mark = "≈ " if share < 1 else ""
            out.append("| %s | %d %% | %s | %s (%s) | %s%s (%s) | %s%s | %s | %s |" % (
                size_name(n), cross, name, seconds(a), seconds(a_cpu), mark, seconds(b), seconds(b_cpu), mark,
                ratio(b / a), ratio(b_cpu / a_cpu), "–" if differs == "nan" else differs.replace("-nan", "–")))
            print(out[-1], flush=True)
        write(args, out)
    out.append("")


def versions(args):
    def first_line(words):
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip().splitlines()
    ours = first_line([os.path.join(args.build, "jingwei"), "--version", "--lang", "en"])
    peers = first_line([PYTHON, "-c", "import igraph, networkx, platform; print('python-igraph %s, NetworkX %s, "
                        "Python %s' % (igraph.__version__, networkx.__version__, platform.python_version()))"])
    return "; ".join(ours) + "; " + peers[0]


def machine():
    name, cores = platform.machine(), os.cpu_count()
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        for line in f:
            if line.startswith("model name"):
                name = line.split(":", 1)[1].strip()
                break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return "%s, %d cores, %.0f GB, %s" % (name, cores, memory, platform.system())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default="build")
    parser.add_argument("--date", required=True)
    parser.add_argument("--out", default="docs/benchmarks.md")
    parser.add_argument("--sizes", default="731,10000,100000,1000000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--igraph-seconds", type=float, default=8)
    parser.add_argument("--note", default="", help="what else is to be known of this run")
    args = parser.parse_args()
    # Results go where writing is only memory: jingwei waits until a file is on the disk, and no peer does.
    args.memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    args.most_whole = {task: 100000 for task in TASKS if task != "cover"}  # larger ones: measures alone, below
    out = ["# Benchmarks", "",
           "The same generated registers (`tests/bench/gen_register.c`; everything in them is invented) through "
           "jingwei, python-igraph and NetworkX. Ratios matter, seconds are this machine's. `make bench-full "
           "DATE=YYYY-MM-DD` makes this page anew, `make bench` a small one in minutes; the peers' programs are `tests/bench/peer_*.py`.", "",
           "Run on %s: %s. %s. Medians of %d rounds in turn. %s" % (args.date, machine(), versions(args), args.rounds, args.note), ""]
    with tempfile.TemporaryDirectory() as folder:
        registers = {}
        for n in map(int, args.sizes.split(",")):
            for cross in (1, 10):
                at = os.path.join(folder, "%d-%d" % (n, cross))
                subprocess.run([os.path.join(args.build, "gen_register"), str(n), at, "--cross", str(cross)],
                               check=True, stdout=subprocess.DEVNULL)
                registers[n, cross] = at
        whole_processes(args, registers, out)
        against_igraph(args, registers, out)
    write(args, out)


main()

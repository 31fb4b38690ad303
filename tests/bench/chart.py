"""Writes docs/benchmarks-charts.md: the same trees drawn to PDF by jingwei and by Graphviz's dot, whole processes.

usage: chart.py --build DIR --date DATE [--out FILE] [--sizes 731,2000,…] [--largest N] [--patience SECONDS]

The programs run in turn, so that what else the machine does falls on both; medians are shown.
"""
import argparse
import csv
import math
import os
import platform
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

FONT = "Noto Sans CJK SC"
WANTED = {731: 4, 2000: 10, 5000: 20, 10000: 80}
DOT_ONCE = 10000  # units from which dot, which takes minutes, runs once
HANZI = ("安保北本长城成传达大道德地电东动发方丰福港高工公共光广国海和合恒红华环辉惠会技济佳家建健江教金锦京经景"
         "静居军开康科力利联林龙美民明南宁鹏平启前强青清庆全荣瑞三山商上社深盛世市顺泰天通同万文武西祥新信兴星学"
         "阳业医艺益银永宇园源远云泽正志智中忠众州珠卓")

MODEL = """{ "jingwei": 1, "name": "两级树", "lang": "zh", "as_of": "2023-06-30", "source": "程序生成，全部为示意",
  "registers": [ { "file": "units.csv", "kind": { "column": "kind" }, "id": "id", "name": "name",
                   "links": [ { "kind": "leads", "from": "lead" } ] } ] }
"""


# --- the trees

def two_levels(n, folder):
    """A root, n / 24 leads, n leaves in equal shares, names of 6 to 12 characters, 9 in the mean."""
    names = random.Random(n)

    def name():
        return "".join(names.choice(HANZI) for _ in range(names.randint(6, 12)))
    leads = round(n / 24)
    rows = [("r", "core", name(), "")]
    rows += [("l%d" % i, "block", name(), "r") for i in range(leads)]
    rows += [("a%d" % i, "association", name(), "l%d" % (i * leads // n)) for i in range(n)]
    os.makedirs(folder)
    with open(os.path.join(folder, "model.json"), "w", encoding="utf-8") as f:
        f.write(MODEL)
    with open(os.path.join(folder, "units.csv"), "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([("id", "kind", "name", "lead")] + rows)
    return rows


def register(n, folder, build):
    """The generator's; each unit under the first of its leads, for dot."""
    subprocess.run([os.path.join(build, "gen_register"), str(n), folder], check=True, stdout=subprocess.DEVNULL)
    rows = []
    for file in ("units.csv", "associations.csv"):
        with open(os.path.join(folder, file), encoding="utf-8-sig", newline="") as f:
            rows += [(r["id"], r["kind"], r["name"], r["lead"].split("、")[0]) for r in csv.DictReader(f)]
    return rows


def write_dot(rows, path):
    with open(path, "w", encoding="utf-8") as f:
        f.write('digraph { node [shape=box fontname="%s"]\n' % FONT)
        for unit, _, name, lead in rows:
            f.write('"%s" [label="%s"]\n' % (unit, name.replace('"', '\\"')))
            if lead:
                f.write('"%s" -> "%s"\n' % (lead, unit))
        f.write("}\n")


# --- running

def family(pid):
    """The process and all below it."""
    found = [pid]
    for p in found:
        try:
            with open("/proc/%d/task/%d/children" % (p, p), encoding="ascii") as f:
                found += [int(c) for c in f.read().split()]
        except OSError:
            pass
    return found


def resident(pid):
    try:
        with open("/proc/%d/statm" % pid, encoding="ascii") as f:
            return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
    except (OSError, IndexError):
        return 0


def run(words, patience, watched=False):
    """(wall, cpu, kB) of the process and what it started; None if it fails or takes too long.

    The memory is the largest sum over all its processes, looked up every 20 ms if it is watched, and never less than
    the peak of the largest of them, which the kernel keeps. To watch takes time from a program that uses all
    processors: what is timed is not watched."""
    start = time.monotonic()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    over, peak, late = threading.Event(), [0], [False]

    def watch():
        while not over.wait(0.02 if watched else 0.5):
            if watched:
                peak[0] = max(peak[0], sum(map(resident, family(child.pid))))
            if time.monotonic() - start > patience and not late[0]:
                late[0] = True
                os.kill(child.pid, signal.SIGKILL)
    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    child.returncode = status
    over.set()
    watcher.join()
    if late[0]:
        return None
    if status != 0:
        sys.exit("failed: " + " ".join(words))
    return wall, used.ru_utime + used.ru_stime, max(peak[0], used.ru_maxrss)


def middle(runs):
    """None if any of the runs was too long; else the medians of times, and the memory of the first, which was watched
    and is not timed unless it is the only one."""
    if None in runs:
        return None
    timed = runs[1:] or runs
    return tuple(statistics.median(r[i] for r in timed) for i in range(2)) + (runs[0][2],)


def floor(args, out):
    """What a chart of one unit takes: less is not to be had at any size."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = os.path.join(scratch, "m")
        ours, theirs, _ = measure(args, two_levels(0, folder), folder, 0)
    out.append("The floor under both: a chart of one unit, hardly more than starting and embedding a font, takes jingwei %s "
               "(CPU %s) and dot %s (CPU %s).\n" % tuple(seconds(t) for t in ours[:2] + theirs[:2]))


def rounds_of(n):
    return 5 if n < 2000 else 3


def measure(args, rows, folder, n):
    """(jingwei, dot or None, pages), the programs in turn."""
    graph, ours, theirs = (os.path.join(folder, f) for f in ("graph.dot", "jingwei.pdf", "dot.pdf"))
    draw = [os.path.join(args.build, "jingwei"), "draw", os.path.join(folder, "model.json"), "-q", "-o", ours]
    write_dot(rows, graph)
    a, b = [], []
    for i in range(1 + rounds_of(n)):
        a.append(run(draw, 10 * args.patience, i == 0))
        if n < args.largest and (i == 0 or n < DOT_ONCE) and None not in b:
            b.append(run(["dot", "-Tpdf", "-o", theirs, graph], args.patience, i == 0))
    info = subprocess.run(["pdfinfo", ours], capture_output=True, text=True, check=True).stdout
    return middle(a), middle(b) if b else None, int(re.search(r"^Pages: *(\d+)", info, re.M).group(1))


def layout(args, folder, n):
    """CPU seconds of the words and of the rest."""
    model = os.path.join(folder, "model.json")
    took = []
    for _ in range(rounds_of(n)):
        said = subprocess.run([os.path.join(args.build, "layout_time"), model], capture_output=True, text=True,
                              check=True).stdout
        took.append([float(re.search(word + r" ([\d.]+) s", said).group(1)) for word in ("words", "layout")])
    return [statistics.median(t[i] for t in took) for i in range(2)]


# --- the page

def seconds(s):
    return "%.0f ms" % (s * 1000) if s < 0.9995 else "%.2f s" % s if s < 10 else "%.1f s" % s


def megabytes(kb):
    return "%.0f MB" % (kb / 1024)


def number(n):
    return "{:,}".format(n)


def ratio(r):
    return "%.1f ×" % r if r < 20 else "%.0f ×" % r


def against(results, out):
    out.append("| units | wanted | jingwei: wall, CPU, memory | dot: wall, CPU, memory | wall | CPU | memory | pages |")
    out.append("|--:|--:|--|--|--:|--:|--:|--:|")
    for n, (ours, theirs, pages, _) in results.items():
        row = [number(n), "≥ %d ×" % WANTED[n] if n in WANTED else "–"]
        for took in (ours, theirs):
            row.append("%s, %s, %s" % (seconds(took[0]), seconds(took[1]), megabytes(took[2])) if took else "–")
        row += [ratio(theirs[i] / ours[i]) for i in range(3)] if theirs else ["–"] * 3
        out.append("| " + " | ".join(row + [number(pages)]) + " |")
    out.append("")


def growth(results, out):
    sizes = sorted(results)
    if len(sizes) < 2:
        return
    n, m = sizes[-2:]
    ours = {k: results[k][0] for k in (n, m)}
    out.append("From %s to %s units (%.1f times as many; n log n: %.1f times) jingwei takes %.1f times the wall time, "
               "%.1f times the CPU and %.1f times the memory.\n" % (
                   number(n), number(m), m / n, m * math.log(m) / (n * math.log(n)), *(
                       ours[m][i] / ours[n][i] for i in range(3))))


def layouts(results, out):
    out.append("| units | words: names wrapped | all the rest of the layout |")
    out.append("|--:|--:|--:|")
    for n, (_, _, _, (words, rest)) in results.items():
        out.append("| %s | %s | %s |" % (number(n), seconds(words), seconds(rest)))
    out.append("")


def first_line(words):
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return (done.stdout or done.stderr).strip().splitlines()


def machine():
    name, cores = platform.machine(), os.cpu_count()
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        models = [line.split(":", 1)[1].strip() for line in f if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return "%s, %d cores, %.0f GB, %s" % (models[0] if models else name, cores, memory, platform.system())


def preface(args, load):
    shared = ("Other work shared the machine (load average %.1f before the first run), so that wall times are longer "
              "than the work: compare the CPU (user and system)." % load if load > 0.3 else
              "Nothing else of weight ran on the machine.")
    return ["# Charts against Graphviz's dot", "",
            "The same trees from file to PDF, whole processes: `jingwei draw` (on A4 pages, with `jingwei-render`) and "
            "`dot -Tpdf` (on one sheet of any size), the same font, boxes with names. `tests/bench/chart.py` makes the "
            "trees, runs both in turn and writes this page: `make bench-chart DATE=YYYY-MM-DD`.", "",
            "Run on %s: %s. %s; %s. %s" % (args.date, machine(), "; ".join(
                first_line([os.path.join(args.build, "jingwei"), "--version", "--lang", "en"])),
                first_line(["dot", "-V"])[0], shared),
            "Medians of 5 rounds at 731 units, else of 3; dot from %s units on: one run. A dash: not asked, or more than "
            "%g s. jingwei's times and memory are those of both its processes; memory is the largest sum of what they "
            "held at one time. The last columns: how many times as much dot takes; *wanted* is the aim the project set "
            "for wall time." % (number(DOT_ONCE), args.patience),
            ""]


SHAPES = [("two", "Two levels", "A root, N / 24 leads below it, N leaves below these; names of 6 to 12 characters, 9 in "
           "the mean."),
          ("register", "The generator's register", "`tests/bench/gen_register.c`: skewed numbers below the leads, units "
           "with two leads (dot gets the first only, jingwei draws both), some with none; two to four levels.")]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default="build")
    parser.add_argument("--date", required=True)
    parser.add_argument("--out", default="docs/benchmarks-charts.md")
    parser.add_argument("--sizes", default="731,2000,5000,10000,100000")
    parser.add_argument("--largest", type=int, default=100000, help="from this size on: jingwei alone")
    parser.add_argument("--patience", type=float, default=120)
    args = parser.parse_args()
    out = preface(args, os.getloadavg()[0])
    floor(args, out)
    for kind, title, text in SHAPES:
        results = {}
        for n in map(int, args.sizes.split(",")):
            with tempfile.TemporaryDirectory() as scratch:
                folder = os.path.join(scratch, "m")
                rows = two_levels(n, folder) if kind == "two" else register(n, folder, args.build)
                results[n] = measure(args, rows, folder, n) + (layout(args, folder, n),)
            print(title, n, results[n], flush=True)
        out += ["## " + title, "", text, ""]
        against(results, out)
        growth(results, out)
        out += ["The layout alone, without renderer and output, CPU:", ""]
        layouts(results, out)
    with open(args.out, "w", encoding="utf-8") as f:
        f.write("\n".join(out))


main()

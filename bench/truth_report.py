"""Prints what truth.sh measured for one number of classes, with the ratios."""

import pathlib
import sys


def read(path):
    if not path.exists():
        return None
    return {name: float(value) for name, value in (line.split() for line in path.read_text().splitlines())}


def labels(path):
    return dict(line.rsplit(",", 1) for line in path.read_text().splitlines()[1:])


classes, folder = sys.argv[1], pathlib.Path(sys.argv[2])
ours, theirs = read(folder / f"ours-{classes}.txt"), read(folder / f"theirs-{classes}.txt")
single = read(folder / f"single-{classes}.txt")
print(f"{classes} classes")
print(f"  iteration, 1 thread  {single['iteration_ms']:9.2f} ms")
print(f"  gather reference     {single['gather_ms']:9.2f} ms   ours / gather {single['iteration_ms'] / single['gather_ms']:.2f}")
print(f"  streaming limit      {single['stream_ms']:9.2f} ms   ours / streaming {single['iteration_ms'] / single['stream_ms']:.1f}")
print(f"  iteration, all cores {ours['iteration_ms']:9.2f} ms")
print(f"  to convergence, 1 thread {single['whole_ms']:5.0f} ms   {single['whole_iterations']:.0f} iterations, answers in memory")
print(f"  to convergence       {ours['whole_ms']:9.0f} ms   {ours['whole_iterations']:.0f} iterations, answers in memory")
print(f"  CSV to labels        {ours['process_s']:9.2f} s    {ours['process_mb']:.0f} MB at most")
if theirs is None:
    print("  crowd-kit is not installed (--install installs it)")
else:
    print(f"  crowd-kit iteration  {theirs['iteration_ms']:9.0f} ms   {theirs['iteration_ms'] / single['iteration_ms']:.0f} times ours with 1 thread, {theirs['iteration_ms'] / ours['iteration_ms']:.0f} with all cores")
    print(f"  crowd-kit, CSV to labels {theirs['process_s']:5.1f} s    {theirs['process_mb']:.0f} MB; {theirs['process_s'] / ours['process_s']:.0f} times ours")
    mine, other = labels(folder / f"labels-{classes}.csv"), labels(folder / f"labels-crowdkit-{classes}.csv")
    same = sum(mine[task] == label for task, label in other.items())
    print(f"  same labels          {same / len(other):9.4%}")

"""Writes what crowd-kit finds as numbers, for tests/parity.rs. Needs Python 3.11 with

    pip install crowd-kit==1.4.2 pandas==2.2.3 numpy==2.2.6 scikit-learn==1.5.2

(other versions break ties otherwise, or fail).

    python generate.py FOLDER                the small synthetic sets, as they lie beside this script
    python generate.py FOLDER labels.csv …   sets of one's own (worker,task,label); each is named by its folder
"""

import importlib.metadata
import pathlib
import sys
import warnings

import numpy
import pandas
from crowdkit.aggregation import DawidSkene, MajorityVote, OneCoinDawidSkene, Wawa, ZeroBasedSkill

PINS = {"crowd-kit": "1.4.2", "pandas": "2.2.3", "numpy": "2.2.6", "scikit-learn": "1.5.2"}


def synthetic(seed, tasks, workers, classes, per_task, repeated=0.0):
    """Workers of uneven skill, who give some classes only; some answers twice."""
    random = numpy.random.default_rng(seed)
    truth = random.choice(classes, size=tasks, p=random.dirichlet(numpy.full(classes, 3.0)))
    skills = random.uniform(0.2, 0.95, workers)
    confusions = [
        skill * numpy.eye(classes) + (1 - skill) * random.dirichlet(numpy.full(classes, 0.4), classes)
        for skill in skills
    ]
    rows = []
    for task in range(tasks):
        count = min(workers, max(1, per_task + random.integers(-2, 3)))
        for worker in random.choice(workers, size=count, replace=False):
            label = random.choice(classes, p=confusions[worker][truth[task]])
            rows.append((f"w{worker}", f"t{task}", int(label)))
            if random.random() < repeated:
                again = label if random.random() < 0.5 else random.integers(classes)
                rows.append((f"w{worker}", f"t{task}", int(again)))
    random.shuffle(rows)
    return pandas.DataFrame(rows, columns=["worker", "task", "label"])


SYNTHETIC = {
    "two_classes": lambda: synthetic(1, 60, 12, 2, 5),
    "three_classes_repeated": lambda: synthetic(2, 50, 14, 3, 6, 0.2),
    "four_classes_many_answers": lambda: synthetic(3, 24, 45, 4, 38),
    "ten_classes": lambda: synthetic(4, 45, 10, 10, 6),
    "thirteen_classes": lambda: synthetic(5, 40, 9, 13, 7, 0.1),
}


class Fixture:
    def __init__(self, path, data):
        self.file = open(path, "w")
        self.say("# " + ", ".join(f"{name} {version}" for name, version in PINS.items()))
        self.tasks = list(dict.fromkeys(data.task))
        self.workers = list(dict.fromkeys(data.worker))
        self.labels = sorted(set(data.label))
        self.line("sizes", [len(self.tasks), len(self.workers), len(self.labels)])
        for name, column, names in [
            ("tasks", data.task, self.tasks),
            ("workers", data.worker, self.workers),
            ("classes", data.label, self.labels),
        ]:
            numbers = {value: number for number, value in enumerate(names)}
            self.line(name, [numbers[value] for value in column])

    def say(self, text):
        self.file.write(text + "\n")

    def line(self, name, values):
        self.say(" ".join([name] + [repr(value.item() if hasattr(value, "item") else value) for value in values]))

    def posterior(self, name, table):
        self.line(name, table.reindex(index=self.tasks, columns=self.labels, fill_value=0.0).to_numpy().ravel())

    def skills(self, name, skills):
        self.line(name, skills.reindex(self.workers).to_numpy())

    def errors(self, name, table):
        order = pandas.MultiIndex.from_product([self.workers, self.labels], names=["worker", "label"])
        table = table.reindex(columns=self.labels)
        self.line(name, table.loc[order[order.isin(table.index)]].to_numpy().ravel())


def write(path, data):
    fixture = Fixture(path, data)
    fixture.posterior("majority", MajorityVote().fit_predict_proba(data))
    for name, model in [("wawa", Wawa()), ("zero_based", ZeroBasedSkill())]:
        fixture.posterior(name, model.fit_predict_proba(data))
        fixture.skills(name + "_skills", model.skills_)
    for iterations in (1, 5, 20, 100):
        for name, kind in [("dawid_skene", DawidSkene), ("one_coin", OneCoinDawidSkene)]:
            if name == "one_coin" and iterations == 100 and len(data) > 50_000:
                continue
            model = kind(n_iter=iterations, tol=-1e9)
            model.fit(data)
            name = f"{name}_{iterations}"
            fixture.posterior(name, model.probas_)
            fixture.line(name + "_prior", model.priors_.reindex(fixture.labels))
            if isinstance(model, OneCoinDawidSkene):
                fixture.skills(name + "_skills", model.skills_)
            else:
                fixture.errors(name + "_errors", model.errors_)
    for name, kind in [("dawid_skene_stop", DawidSkene), ("one_coin_stop", OneCoinDawidSkene)]:
        if kind is OneCoinDawidSkene and len(data) > 50_000:
            continue
        model = kind()
        model.fit(data)
        fixture.posterior(name, model.probas_)
        fixture.line(name + "_history", model.loss_history_)
    fixture.file.close()


def main():
    warnings.filterwarnings("ignore")
    pandas.set_option("mode.chained_assignment", None)
    for name, version in PINS.items():
        found = importlib.metadata.version(name)
        if found != version:
            sys.exit(f"{name} is {found}; install {name}=={version}")
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for path in map(pathlib.Path, sys.argv[2:]):
        write(folder / f"{path.parent.name}.txt", pandas.read_csv(path))
        print(path.parent.name, flush=True)
    if len(sys.argv) == 2:
        for name, make in SYNTHETIC.items():
            write(folder / f"{name}.txt", make())


if __name__ == "__main__":
    main()

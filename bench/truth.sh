#!/usr/bin/env bash
# Dawid-Skene on 5 million generated answers (1 million tasks, 5 answers each, 10,000 workers) of 2, 4 and 10 classes: time
# of an iteration beside two limits of the machine and beside crowd-kit in the same run, and the whole way from CSV to
# labels, both with crowd-kit's rule for stopping. An iteration is measured with one thread and with all cores, the whole way
# with all cores. --install makes a virtual environment with crowd-kit (Python 3.11) under the target folder; without crowd-kit
# only our own figures are printed. --tasks, --classes "2 4", --threads change the size; --folder FOLDER keeps the CSV.
# RUSTFLAGS="-C target-cpu=native" may be set for a little more speed; the figures in the docs are without it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
TASKS=1000000 PER_TASK=5 WORKERS=10000 CLASSES="2 4 10" THREADS=$(nproc) INSTALL= FOLDER=
while [ $# -gt 0 ]; do
  case $1 in
    --install) INSTALL=yes ;;
    --tasks) TASKS=$2; shift ;;
    --classes) CLASSES=$2; shift ;;
    --threads) THREADS=$2; shift ;;
    --folder) FOLDER=$2; shift ;;
    *) echo "truth.sh: unknown argument $1; there are --install --tasks --classes --threads --folder" >&2; exit 2 ;;
  esac
  shift
done
TARGET=${CARGO_TARGET_DIR:-target}
VENV=$TARGET/crowd-kit
PYTHON=${PYTHON:-$VENV/bin/python}
if [ -n "$INSTALL" ] && [ ! -x "$VENV/bin/python" ]; then
  python3.11 -m venv "$VENV"
  "$VENV/bin/pip" install --quiet crowd-kit==1.4.2 pandas==2.2.3 numpy==2.2.6 scikit-learn==1.5.2
fi
cargo build --quiet --release --package pumasi-truth --example speed
cargo build --quiet --release --package pumasi-offline --example offline
SPEED=$TARGET/release/examples/speed
if [ -z "$FOLDER" ]; then
  FOLDER=$(mktemp -d)
  trap 'rm -rf "$FOLDER"' EXIT
fi
mkdir -p "$FOLDER"
for K in $CLASSES; do
  CSV=$FOLDER/answers-$K.csv
  [ -s "$CSV" ] || "$SPEED" write "$CSV" "$TASKS" "$PER_TASK" "$WORKERS" "$K"
  "$SPEED" measure "$TASKS" "$PER_TASK" "$WORKERS" "$K" 1 > "$FOLDER/single-$K.txt"
  "$SPEED" measure "$TASKS" "$PER_TASK" "$WORKERS" "$K" "$THREADS" > "$FOLDER/ours-$K.txt"
  python3 bench/truth_whole.py "$FOLDER/ours-$K.txt" "$TARGET/release/examples/offline" aggregate \
    --method dawid-skene --stop crowd-kit --threads "$THREADS" --input "$CSV" --output "$FOLDER/labels-$K.csv"
  rm -f "$FOLDER/theirs-$K.txt"
  if "$PYTHON" -c 'import crowdkit' 2> /dev/null; then
    "$PYTHON" bench/truth_crowdkit.py iterations "$CSV" > "$FOLDER/theirs-$K.txt"
    python3 bench/truth_whole.py "$FOLDER/theirs-$K.txt" \
      "$PYTHON" bench/truth_crowdkit.py whole "$CSV" "$FOLDER/labels-crowdkit-$K.csv"
  fi
  python3 bench/truth_report.py "$K" "$FOLDER"
done

# Builds what the benches need, with optimization. Source it from the folder of the repository.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
PROFILE=${PROFILE:-release}
cargo build --quiet --profile "$PROFILE" --package pumasi --package pumasi-crowd
BINARIES=${CARGO_TARGET_DIR:-target}/$PROFILE
ARGUMENTS=(--binary "$BINARIES/pumasi")
# An empty PostgreSQL database instead of SQLite in a temporary folder.
[ -z "${DATABASE_URL:-}" ] || ARGUMENTS+=(--database-url "$DATABASE_URL")

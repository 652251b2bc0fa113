#!/usr/bin/env bash
# 100,000 JSON lines in, labelled by a simulated crowd, out again in three formats: time, and the server's peak memory in
# each step. Further arguments go to `pumasi-crowd bench-import` (--tasks, --labelled, --people).
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
exec "$BINARIES/pumasi-crowd" bench-import "${ARGUMENTS[@]}" "$@"

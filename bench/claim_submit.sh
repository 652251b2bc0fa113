#!/usr/bin/env bash
# 64 connections take a task and answer it, again and again: cycles a second. Further arguments go to
# `pumasi-crowd bench-claim` (--connections, --seconds, --tasks).
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
exec "$BINARIES/pumasi-crowd" bench-claim "${ARGUMENTS[@]}" "$@"

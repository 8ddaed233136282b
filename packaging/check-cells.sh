#!/usr/bin/env bash
# Opens tables in LibreOffice Calc, which must find no formula in them: packaging/check-cells.sh FILE.csv...
# Needs soffice (apt-get install libreoffice-calc), and is part of no build therefore.
set -euo pipefail
command -v soffice >/dev/null || { echo "no soffice here: not checked"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
live=0
for table in "$@"; do
  cp -- "$table" "$work/table.csv"
  # 44 comma, 34 quote, 76 UTF-8, from row 1; the last: evaluate formulas, as people do who open a file
  soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to fods \
    --infilter="CSV:44,34,76,1,,0,false,true,false,false,false,-1,true" --outdir "$work" "$work/table.csv" >/dev/null 2>&1
  cells=$(grep -o 'table:formula=' "$work/table.fods" | wc -l || true)
  echo "$table: $(grep -c '<table:table-row' "$work/table.fods") rows, $cells formulas"
  live=$((live + cells))
  rm -f "$work/table.fods"
done
[ "$live" -eq 0 ]

#!/bin/sh
# Follows an event stream with curl to its end: prints "id type data" for each whole block, resumes by hand, stops at 204.
url=$1
part=$2
last=
while :; do
  status=$(curl -sN -o "$part" -w '%{http_code}' ${last:+-H "Last-Event-ID: $last"} "$url")
  [ "$status" != 204 ] || exit 0
  # what no empty line ends is not a block, and neither its event nor its id counts
  blocks=$(LC_ALL=C awk -v last="$last" '
    /^id: / { id = substr($0, 5) }
    /^event: / { type = substr($0, 8) }
    /^data: / { data = substr($0, 7) }
    /^$/ { if (id != "") last = id; if (type != "") print last, type, data; id = type = data = "" }
    END { print last }' "$part")
  printf '%s\n' "$blocks" | sed '$d'
  last=$(printf '%s\n' "$blocks" | tail -n 1)
done

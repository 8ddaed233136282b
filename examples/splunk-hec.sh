#!/bin/sh
# Sends events to Splunk's HTTP Event Collector, as OCSF with the time of their flows:
#   logsentinel --output ocsf:- --quiet | SPLUNK_TOKEN=... examples/splunk-hec.sh
# Needs jq and curl. Exit code 22 where Splunk refuses them: run it again on the same flows, `uid` is the same.
set -eu
jq -c '{
    source: .finding_info.data_sources[0],
    sourcetype: "ocsf:detection_finding",
    fields: {uid: .metadata.uid, severity: .severity, time_zone: .unmapped.logsentinel.time_zone},
    event: .
  } + (if .time > 0 then {time: (.time / 1000)} else {} end)' |
  curl --silent --show-error --fail --output /dev/null \
    --header "Authorization: Splunk ${SPLUNK_TOKEN:?the token of the collector}" \
    --data-binary @- \
    "${SPLUNK_URL:-https://localhost:8088}/services/collector/event"

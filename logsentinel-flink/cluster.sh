#!/usr/bin/env bash
# A cluster on this machine, on loopback alone: JobManager, TaskManagers, ZooKeeper, a broker of Kafka, from Maven artifacts.
#
#   cluster.sh up DIR [N]              all of it with N TaskManagers (default 2) of 2 slots; DIR is made, and holds it
#   cluster.sh start DIR PART          jobmanager, zookeeper, broker, or any other name for a TaskManager
#   cluster.sh kill DIR PART           kill -9, as a power cut would
#   cluster.sh flink DIR COMMAND...    Flink's own command line: run, list, cancel, savepoint, stop
#   cluster.sh topic DIR NAME N        make a topic of N partitions
#   cluster.sh down DIR                end all that were started here, and nothing else
#   cluster.sh port DIR PART           port of rest, broker, zookeeper
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
command=${1:-}
[ $# -ge 2 ] || { sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir -p "$2"
dir=$(cd "$2" && pwd)
shift 2
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
newer=()
if [ "$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.specification.version = //p')" -ge 23 ]; then
  newer=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
fi

classpath() { # of flink or kafka; asked for once
  local file=$here/target/cluster/$1.txt
  if [ ! -s "$file" ]; then
    mkdir -p "$here/target/cluster"
    mvn -B -q -f "$here/cluster/$1-pom.xml" dependency:build-classpath -Dmdep.outputFile="$file" >&2
  fi
  cat "$file"
}

configure() {
  [ -f "$dir/ports" ] && return
  # free ports now: nobody else is to be in the way
  local ports
  read -r -a ports < <(python3 -c '
import socket
held = [socket.socket() for _ in range(7)]
for s in held: s.bind(("127.0.0.1", 0))
print(*[s.getsockname()[1] for s in held])')
  mkdir -p "$dir/conf" "$dir/checkpoints" "$dir/savepoints" "$dir/ha" "$dir/tmp" "$dir/zookeeper"
  cat >"$dir/conf/config.yaml" <<EOF
jobmanager.rpc.address: 127.0.0.1
jobmanager.rpc.port: ${ports[0]}
jobmanager.bind-host: 127.0.0.1
jobmanager.memory.process.size: 768m
jobmanager.scheduler: adaptive
high-availability.jobmanager.port: ${ports[0]}
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: ${ports[1]}
high-availability.type: zookeeper
zookeeper.sasl.disable: true
high-availability.zookeeper.quorum: 127.0.0.1:${ports[2]}
high-availability.storageDir: file://$dir/ha
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
taskmanager.numberOfTaskSlots: ${SLOTS:-2}
taskmanager.cpu.cores: ${SLOTS:-2}
taskmanager.memory.task.heap.size: 384m
taskmanager.memory.task.off-heap.size: 64m
taskmanager.memory.managed.size: 32m
taskmanager.memory.network.min: 64m
taskmanager.memory.network.max: 64m
taskmanager.memory.framework.heap.size: 128m
taskmanager.memory.framework.off-heap.size: 64m
taskmanager.memory.jvm-metaspace.size: 192m
taskmanager.memory.jvm-overhead.min: 64m
taskmanager.memory.jvm-overhead.max: 64m
execution.checkpointing.dir: file://$dir/checkpoints
execution.checkpointing.savepoint-dir: file://$dir/savepoints
heartbeat.interval: 1000
heartbeat.timeout: 6000
io.tmp.dirs: $dir/tmp
blob.server.port: ${ports[6]}
EOF
  cat >"$dir/conf/zoo.cfg" <<EOF
tickTime=2000
initLimit=10
syncLimit=5
dataDir=$dir/zookeeper
clientPort=${ports[2]}
clientPortAddress=127.0.0.1
admin.enableServer=false

EOF
  cat >"$dir/conf/broker.properties" <<EOF
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${ports[5]}
listeners=PLAINTEXT://127.0.0.1:${ports[4]},CONTROLLER://127.0.0.1:${ports[5]}
advertised.listeners=PLAINTEXT://127.0.0.1:${ports[4]}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=$dir/kafka
num.partitions=2
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
EOF
  echo "rest=${ports[1]} zookeeper=${ports[2]} broker=${ports[4]}" >"$dir/ports"
}

port() { tr ' ' '\n' <"$dir/ports" | sed -n "s/^$1=//p"; }

begin() { # NAME COMMAND...: in the background, its pid kept
  local name=$1
  shift
  nohup "$@" >>"$dir/$name.log" 2>&1 </dev/null &
  echo $! >"$dir/$name.pid"
}

await() { # WHAT SECONDS COMMAND...
  local what=$1 end=$((SECONDS + $2))
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || { echo "$what is not there in time: see the logs in $dir" >&2; exit 1; }
    sleep 0.3
  done
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1"); }

start() {
  configure
  local flink
  case $1 in
    broker)
      local kafka
      kafka=$(classpath kafka)
      if [ ! -d "$dir/kafka" ]; then
        "$java" -cp "$kafka" kafka.tools.StorageTool format \
          -t "$("$java" -cp "$kafka" kafka.tools.StorageTool random-uuid 2>/dev/null)" \
          -c "$dir/conf/broker.properties" >>"$dir/broker.log" 2>&1
      fi
      begin broker "$java" -Xmx400m -cp "$kafka" kafka.Kafka "$dir/conf/broker.properties"
      await "the broker" 60 listens "$(port broker)"
      ;;
    zookeeper)
      flink=$(classpath flink)
      begin zookeeper "$java" -Xmx96m -cp "$flink" org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer \
        --zkConfigFile "$dir/conf/zoo.cfg" --peerId 1
      await ZooKeeper 60 listens "$(port zookeeper)"
      ;;
    jobmanager)
      flink=$(classpath flink)
      begin jobmanager "$java" ${newer[@]+"${newer[@]}"} -Xmx320m -cp "$flink" \
        org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint --configDir "$dir/conf"
      await "the JobManager" 90 listens "$(port rest)"
      ;;
    *)
      flink=$(classpath flink)
      begin "$1" "$java" ${newer[@]+"${newer[@]}"} -Xmx512m -XX:MaxDirectMemorySize=192m -cp "$flink" \
        org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir "$dir/conf" \
        -D "taskmanager.resource-id=$1-$$"
      ;;
  esac
}

case $command in
  up)
    start zookeeper
    start jobmanager
    for n in $(seq "${1:-2}"); do start "taskmanager-$n"; done
    start broker
    echo "web page http://127.0.0.1:$(port rest), broker 127.0.0.1:$(port broker)"
    ;;
  start) start "$1" ;;
  kill) kill -9 "$(cat "$dir/$1.pid")" && rm "$dir/$1.pid" ;;
  flink)
    FLINK_CONF_DIR=$dir/conf exec "$java" ${newer[@]+"${newer[@]}"} --add-opens=java.base/java.util=ALL-UNNAMED \
      -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$(classpath flink)" \
      org.apache.flink.client.cli.CliFrontend "$@"
    ;;
  topic)
    "$java" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$(classpath kafka)" \
      org.apache.kafka.tools.TopicCommand --bootstrap-server "127.0.0.1:$(port broker)" \
      --create --topic "$1" --partitions "$2"
    ;;
  port) port "$1" ;;
  down)
    for pid in "$dir"/*.pid; do
      [ -e "$pid" ] || continue
      kill "$(cat "$pid")" 2>/dev/null || true
    done
    for pid in "$dir"/*.pid; do
      [ -e "$pid" ] || continue
      for _ in $(seq 50); do kill -0 "$(cat "$pid")" 2>/dev/null || break; sleep 0.2; done
      kill -9 "$(cat "$pid")" 2>/dev/null || true
      rm "$pid"
    done
    ;;
  *) echo "no command $command: see the first lines of $0" >&2; exit 2 ;;
esac

package io.logsentinel.flink;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics of a broker. */
final class Topics {
  private final Properties broker = new Properties();

  Topics(String port) {
    broker.put("bootstrap.servers", "127.0.0.1:" + port);
    broker.put("isolation.level", "read_committed");
    broker.put("linger.ms", "20");
  }

  void make(String... names) throws Exception {
    try (Admin admin = Admin.create(broker)) {
      admin
          .createTopics(
              java.util.Arrays.stream(names).map(it -> new NewTopic(it, 2, (short) 1)).toList())
          .all()
          .get();
    }
  }

  void send(String topic, List<Tuple2<String, byte[]>> rows) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Tuple2<String, byte[]> row : rows) {
        byte[] key = row.f0.isEmpty() ? null : row.f0.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, key, row.f1));
      }
    }
  }

  /** Whether a group has read a topic to its end, and has said so. */
  boolean areRead(String topic, String group) throws Exception {
    try (Admin admin = Admin.create(broker);
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(broker, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Map<TopicPartition, Long> read = new HashMap<>();
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach((part, offset) -> read.put(part, offset.offset()));
      return read.equals(
          consumer.endOffsets(List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1))));
    } catch (ExecutionException e) {
      return false; // the broker may be on its way
    }
  }

  /** All that is committed, the messages of each partition in their order. */
  List<String> committed(String topic) {
    List<String> all = new ArrayList<>();
    Map<String, Long> last = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(broker, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> parts =
          consumer.partitionsFor(topic).stream()
              .map(it -> new TopicPartition(topic, it.partition()))
              .toList();
      consumer.assign(parts);
      consumer.seekToBeginning(parts);
      Map<TopicPartition, Long> ends = consumer.endOffsets(parts);
      while (ends.entrySet().stream()
          .anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          String line = new String(record.value(), StandardCharsets.UTF_8);
          all.add(line);
          if (line.contains("\"line\":")) {
            long number = Long.parseLong(line.replaceFirst(".*?\"line\":(\\d+).*", "$1"));
            Long before = last.put(new String(record.key(), StandardCharsets.UTF_8), number);
            assertTrue(before == null || before < number, line);
          }
        }
      }
    }
    return all;
  }
}

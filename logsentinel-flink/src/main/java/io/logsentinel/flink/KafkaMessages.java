package io.logsentinel.flink;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Messages in Kafka: rows of sensors come in, lines of findings go out, with the sensor as key. */
final class KafkaMessages {
  private KafkaMessages() {}

  /** Rows with their sensor; the end of a line, where there is one, is no part of it. */
  static final class Rows implements KafkaRecordDeserializationSchema<Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(
        ConsumerRecord<byte[], byte[]> message, Collector<Tuple2<String, byte[]>> out) {
      String sensor =
          message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
      byte[] row = message.value() == null ? new byte[0] : message.value();
      int end = row.length;
      end -= end > 0 && row[end - 1] == '\n' ? 1 : 0;
      end -= end > 0 && row[end - 1] == '\r' ? 1 : 0;
      out.collect(Tuple2.of(sensor, end == row.length ? row : java.util.Arrays.copyOf(row, end)));
    }

    @Override
    public TypeInformation<Tuple2<String, byte[]>> getProducedType() {
      return SensorJudge.NAMED_BYTES;
    }
  }

  /**
   * Lines with their sensor, without a time: the last ones, at the end of all input, come at a time
   * that brokers refuse.
   */
  static final class Lines implements KafkaRecordSerializationSchema<Tuple2<String, String>> {
    private static final long serialVersionUID = 1L;

    private final String topic;

    Lines(String topic) {
      this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Tuple2<String, String> line, KafkaSinkContext context, Long time) {
      return new ProducerRecord<>(
          topic,
          line.f0.getBytes(StandardCharsets.UTF_8),
          line.f1.getBytes(StandardCharsets.UTF_8));
    }
  }
}

package io.logsentinel.cli.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttackPhaseTest {

  private final AttackPhase hulk = AttackPhase.phase(Attack.HULK, "10:43", "11:00", 231_073);

  @ParameterizedTest
  @ValueSource(doubles = {0.0000001, 0.001, 0.37, 1, 100})
  void flowsIn_addsUp(double scale) {
    AttackPhase phase = hulk.scaled(scale);
    long inside = IntStream.range(643, 660).mapToLong(phase::flowsIn).sum();
    assertEquals(Math.max(1, Math.round(231_073 * scale)), inside);
    assertEquals(inside, IntStream.range(0, 1_440).mapToLong(phase::flowsIn).sum());
  }

  @Test
  void flowsIn_even() {
    assertEquals(231_073 / 17, hulk.flowsIn(643), 1);
    assertEquals(231_073 / 17, hulk.flowsIn(659), 1);
  }
}

package io.logsentinel.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.artifact.IncidentsJson.Entry;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is new, goes on and is gone. */
class ComparisonTest {
  private static Entry incident(String pattern, Participant... entities) {
    return new Entry(
        pattern, "a.csv", pattern, "HIGH", 1, List.of(0L), List.of(entities), "reason", "step");
  }

  private static Participant attacker(String address) {
    return new Participant(address, Role.ATTACKER, 1);
  }

  private static Participant victim(String address) {
    return new Participant(address, Role.VICTIM, 1);
  }

  private static Participant[] crowd(int from, int to, String victim) {
    return Stream.concat(
            IntStream.range(from, to).mapToObj(i -> attacker("10.0.0." + i)),
            Stream.of(victim(victim)))
        .toArray(Participant[]::new);
  }

  private static int ongoing(Entry earlier, Entry later) {
    return Comparison.of(List.of(earlier), List.of(later)).ongoing().size();
  }

  @Test
  void anAttacker_isTheSameStory_whoeverItsVictims() {
    Entry scan = incident("Port scan", attacker("10.0.0.1"), victim("10.0.0.2"));
    assertEquals(1, ongoing(scan, incident("Port scan", attacker("10.0.0.1"), victim("10.0.0.9"))));
    assertEquals(0, ongoing(scan, incident("Port scan", attacker("10.0.0.3"), victim("10.0.0.2"))));
  }

  @Test
  void aCrowd_isKnownByItsVictim() {
    Entry flood = incident("Flood", crowd(0, 10, "10.1.0.1"));
    assertEquals(1, ongoing(flood, incident("Flood", crowd(20, 30, "10.1.0.1"))));
    assertEquals(0, ongoing(flood, incident("Flood", crowd(20, 30, "10.1.0.2"))));
    assertEquals(0, ongoing(flood, incident("Flood", crowd(20, 22, "10.1.0.1"))));
  }

  @Test
  void anAttackerThatDoesSomethingElse_isNew_andKnown() {
    Entry scan = incident("Port scan", attacker("10.0.0.1"));
    Entry flood = incident("Flood", attacker("10.0.0.1"));
    Comparison compared = Comparison.of(List.of(scan), List.of(flood));
    assertEquals(List.of(flood), compared.fresh());
    assertEquals(List.of(scan), compared.gone());
    assertEquals(List.of(scan), compared.known().get(flood.id()));
    Entry other = incident("Flood", victim("10.0.0.1"));
    assertEquals(List.of(), Comparison.of(List.of(scan), List.of(other)).known().get("Flood"));
  }

  @Test
  void ofSeveral_thoseWithTheSameVictimsGoOn() {
    Entry ftp = incident("Brute force", attacker("10.0.0.1"), victim("10.1.0.1"));
    Entry ssh = incident("Brute force", attacker("10.0.0.1"), victim("10.1.0.2"));
    Comparison compared = Comparison.of(List.of(ftp, ssh), List.of(ftp, ssh));
    assertEquals(List.of(ftp), compared.ongoing().get(0).before());
    assertEquals(List.of(ssh), compared.ongoing().get(1).before());
  }

  @Property
  void everyIncident_isToldOnce(
      @ForAll("incidents") List<Entry> earlier, @ForAll("incidents") List<Entry> later) {
    Comparison comparison = Comparison.of(earlier, later);
    List<Entry> told = new ArrayList<>(comparison.fresh());
    comparison.ongoing().forEach(it -> told.add(it.now()));
    assertEquals(later.size(), told.size());
    assertTrue(told.containsAll(later));
    for (Entry before : earlier) {
      boolean isContinued =
          comparison.ongoing().stream().anyMatch(it -> it.before().contains(before));
      assertEquals(!isContinued, comparison.gone().contains(before));
    }
  }

  @Property
  void aRunAgainstItself_hasNothingNew(@ForAll("incidents") List<Entry> run) {
    Comparison comparison = Comparison.of(run, run);
    assertEquals(List.of(), comparison.fresh());
    assertEquals(List.of(), comparison.gone());
  }

  @Provide
  Arbitrary<List<Entry>> incidents() {
    Arbitrary<Participant> participants =
        Combinators.combine(Arbitraries.of("a", "b", "c", "d", "e"), Arbitraries.of(Role.class))
            .as((address, role) -> new Participant(address, role, 1));
    return Combinators.combine(
            Arbitraries.of("Port scan", "Flood"), participants.list().ofMinSize(1).ofMaxSize(6))
        .as((pattern, all) -> incident(pattern, all.toArray(Participant[]::new)))
        .list()
        .ofMaxSize(6);
  }
}
